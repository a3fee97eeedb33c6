"""Visible pay hidden as the sources hid it: `£25,000` becomes `£****`, `25k` becomes `****k`."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..adverts.masks import MASK
from ..adverts.table import Adverts
from ..pay.context import could_be_pay
from ..pay.figures import YEARLY, figures, numbers, replace_numbers
from ..pay.stated import stated_pay

# Points of a pay spine give the pay away as surely as the amount does.
_SPINE = re.compile(
    r"\b(?:(?:spinal\s(?:column\s)?|spine\s|pay\s|scale\s)points?(?:\srange)?|SCP)[\s:.]{0,3}"
    r"\d{1,2}\b(?:\s{0,2}(?:-|[‐-―]|to|and)\s{0,2}(?:SCP\s)?\d{1,2}\b)?(?![.,:]?\d)",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d\d,\s?\d{3}(?!\d)")
# Foreign pay gives the estimate away too: it is read as if it were pounds.
_FOREIGN = str.maketrans("$€", "££")


def _forms(values: Iterable[float]) -> tuple[set[float], set[float], set[float]]:
    """Numbers that a text can put for amounts: in full, before a k, and only after a £."""
    full, thousands, small = set(), set(), set()
    for value in values:
        if value < YEARLY:  # 9.50 and 350 stand for other things too
            small.add(round(value, 2))
            continue
        full |= {float(int(value)), float(round(value))}
        for scale in (1, 10, 100):
            inexact = value / 1000 * scale
            thousands |= {int(inexact) / scale, round(inexact) / scale}
    return full, thousands, small


def _spans(text: str, known: Iterable[float]) -> list[tuple[int, int]]:
    pounds = text.translate(_FOREIGN)
    stated = stated_pay(pounds)
    spans = [(pay.start, pay.end) for pay in stated]
    if _GROUPED.search(text):
        for figure in figures(pounds):
            start, end = figure.start, figure.end
            if could_be_pay(figure, text[max(0, start - 20) : start], text[end : end + 20]):
                spans.append((start, end))
    if "oint" in text or "OINT" in text or "scp" in text.lower():
        spans += [match.span() for match in _SPINE.finditer(text)]
    amounts = {value for pay in stated for value in (pay.minimum, pay.maximum)}
    values = {value for value in amounts if value is not None}
    values |= {value for value in known if YEARLY <= value < 1e6}
    if values:
        full, thousands, small = _forms(values)
        for start, end, value, k in numbers(pounds):
            sought = thousands if k else full if value >= YEARLY else small
            number = float(int(value)) if sought is full else value
            if number in sought and (sought is not small or pounds[start - 1 : start] == "£"):
                spans.append((start, end))
    return sorted(spans)


def _hide(text: str, known: Iterable[float]) -> str:
    pieces = []
    last = 0
    for start, end in _spans(text, known):
        start = max(start, last)
        if start < end:
            pieces += [text[last:start], replace_numbers(text[start:end], MASK)]
            last = end
    return "".join([*pieces, text[last:]])


def mask_pay(text: str, known: Iterable[float] = ()) -> str:
    """Hide the pay that a text states, and the same amounts wherever they stand in it.

    Parameters
    ----------
    text : str
        Title or description of an advert, its numbers visible.
    known : iterable of float
        £ a year that must not stand in the text in any form, beside the pay that is found: the
        advert's target, or pay that its other texts state. Below 9,000 they are passed over.

    Returns
    -------
    str
        The text with `****` for the numbers of pay and of pay spine points, `£` and `k` left
        standing; everything else is as it was. No pay is found in it any more.

    Examples
    --------
    >>> mask_pay("Nurse £31,365 - £37,890 a year, 37.5 hours. 31.4k to start!")
    'Nurse £**** - £**** a year, 37.5 hours. ****k to start!'
    """
    known = tuple(known)
    hidden = _hide(text, known)
    while hidden != text:  # what stands beside a mask now may be seen as pay now
        text, hidden = hidden, _hide(hidden, known)
    return hidden


def masked_adverts(adverts: Adverts, known: pd.DataFrame | None = None) -> tuple[Adverts, int]:
    """Adverts whose visible pay is hidden, so that it can be learned or judged fairly.

    Parameters
    ----------
    adverts : Adverts
    known : DataFrame of n rows, optional
        Amounts, £ a year, that must not stand in the advert's texts in any form.

    Returns
    -------
    (Adverts, int)
        The table with other titles and descriptions, and the number of adverts that changed.
    """
    title, description = adverts["title"].tolist(), adverts["description"].tolist()
    amounts = np.empty((len(adverts), 0)) if known is None else known.to_numpy(dtype=np.float64)
    changed = 0
    for row, values in enumerate(amounts):
        if not any(sign.isdecimal() for sign in title[row] + description[row]):
            continue
        pay = [float(value) for value in values if np.isfinite(value)]
        # What the title states must not stand in the description either, and the other way round.
        pay += [
            amount
            for text in (title[row], description[row])
            for stated in stated_pay(text)
            for amount in (stated.minimum, stated.maximum)
            if amount is not None
        ]
        hidden = mask_pay(title[row], pay), mask_pay(description[row], pay)
        if hidden != (title[row], description[row]):
            title[row], description[row] = hidden
            changed += 1
    return Adverts(adverts.assign(title=title, description=description)), changed
