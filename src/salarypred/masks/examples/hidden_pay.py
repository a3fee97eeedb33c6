"""Labelled masks made from adverts whose numbers are visible: mask them, the truth being known."""

import re
from functools import cache
from typing import NamedTuple

from ...adverts.masks import MASK, Place
from ...pay.stated import Pay, stated_pay
from ...resources import list_rows

_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


@cache
def _others() -> list[tuple[str, re.Pattern[str]]]:
    """Roles and patterns of numbers other than pay whose wording says what they are."""
    rows = list_rows("patterns", "mask_labels.tsv")
    return [(role, re.compile(pattern, re.IGNORECASE)) for role, pattern in rows]


class Masked(NamedTuple):
    """An advert with masks, and what each of them stood for: place, role and unit."""

    title: str
    description: str
    masks: list[tuple[Place, str, str]]


def masked_with_labels(title: str, description: str) -> Masked:
    """Mask the numbers of an advert whose meaning is plain.

    Parameters
    ----------
    title, description : str
        Texts without masks.

    Returns
    -------
    Masked
        Numbers whose meaning is not plain stay as they are.

    Examples
    --------
    >>> [mask[1:] for mask in masked_with_labels("Cook £9.50 - £10 an hour", "").masks]
    [('pay_min', 'hour'), ('pay_max', 'hour')]
    """
    texts: dict[str, str] = {}
    masks: list[tuple[Place, str, str]] = []
    for field, text in (("title", title), ("description", description)):
        spans = sorted(_spans(text))
        pieces, last, length = [], 0, 0
        for start, end, role, unit in spans:
            if start < last:
                continue
            pieces += [text[last:start], MASK]
            length += start - last
            masks.append((Place(field, length), role, unit))  # type: ignore[arg-type]
            length += len(MASK)
            last = end
        texts[field] = "".join([*pieces, text[last:]])
    return Masked(texts["title"], texts["description"], masks)


def _spans(text: str) -> list[tuple[int, int, str, str]]:
    """Start, end, role and unit of the numbers to mask."""
    spans: list[tuple[int, int, str, str]] = []
    for pay in stated_pay(text):
        numbers = [found.span() for found in _NUMBER.finditer(text, pay.start, pay.end)]
        for (start, end), role in zip(numbers, _roles(pay, len(numbers)), strict=False):
            spans.append((start, end, role, pay.unit))
    for role, pattern in _others():
        unit = "year" if role == "pay_extra" else "-"
        for found in pattern.finditer(text):
            for group in found.re.groupindex:
                if found[group]:
                    spans.append((*found.span(group), role, unit))
    return spans


def _roles(pay: Pay, numbers: int) -> list[str]:
    if pay.kind in ("ote", "extra"):
        return ["ote" if pay.kind == "ote" else "pay_extra"] * numbers
    if numbers == 2:
        return ["pay_min", "pay_max"]
    return ["pay_max" if pay.kind == "upto" else "pay"]
