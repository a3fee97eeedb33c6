"""Amounts of money in a text: `£25,000 - £30,000`, `25-30k`, `GBP 50 000`, `£9.50`.

Regular expressions find a figure or a range of two. They have no nested and no unbounded
quantifiers, so they take linear time on any text. The words beside an amount tell what it means;
see `salarypred.pay.context`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

#: From this amount on it is £ a year, whatever the words beside it say.
YEARLY = 9_000

# A pound sign that was decoded wrongly shows as the replacement character, or as a question mark
# before an amount of thousands.
_CURRENCY = (
    r"(?:Â?£|\ufffd(?=\d)|&pound;|&#163;|(?<![A-Za-z])GBP"
    r"|(?<![^\s(–-])\?(?=\d{2,3}(?:,\d{3}(?!\d)|[kK]\b)))"
)
# Thousands set apart by a comma, a comma and a space, a space or (a typo) a full stop.
_NUMBER = r"(?:\d{1,3}(?:,\s?|[. \xa0])\d{3}(?!\d)(?:\.\d{1,3})?|\d{1,6}(?:\.\d{1,2})?)(?![.,]?\d)"
# Texts lose the space after a k ("£20kCall us"), but "40Kg" and "40 KPIs" are not pay.
_K = (
    r"(?:\s?k(?![a-z0-9])|K(?![A-Za-z0-9])|K(?=[A-Z][a-z]{2})|\sK(?![A-Za-z0-9])"
    r"|[kK](?=(?:p(?:kg|er|a|lus)|bas(?:ic|e)|ote|doe)\b))"
)
# What makes a number something other than pay: millions, percentages, clock times, a mask.
_NOT_MONEY = (
    r"(?!\s?(?:[mM]|m(?:il|illion|n)|M(?:illion|ILLION|N)|[bB]n?|[bB]illion|percent|per\scent)\b"
    r"|\s?%|:\d|[*]{2})"
)
_ABOUT = r"\s{0,2}(?:(?:circa|ca?)\.?\s?|up\sto\s)?"
_DASH = r"(?:-|[‐-―−~]|&[nm]dash;|&#821[12];)"
_PERIOD = (
    r"(?:\s?(?:per\s(?:annum|year|month|week|day|hour|hr)|p\.?a\b\.?|p\.?h\b\.?|p/?d\b"
    r"|a\s(?:year|day)|basic|gross|\(min\)))?"
)
# The sources lost dashes too: "£25,000  £30,000".
_TO = (
    rf"(?:{_PERIOD}\s{{0,3}}(?:{_DASH}|to{_DASH}?|and|\(?rising\sto|through\sto|up\sto|until|/)"
    rf"\s{{0,3}}(?:a\s|max(?:imum)?\s|of\s)?|[ \xa0]{{2,3}}|[ \xa0]?(?={_CURRENCY}))"
)
# Without a currency sign a figure does not begin within a word, a number or an address ("c40k"
# does), and holds no space, because telephone numbers do.
_BARE = r"(?:(?<![\w$€£.,/#@*])|(?<=\bc)|(?<=\bc\.))(?<!\w-)(?!\d{1,3}[. \xa0]\d{3})"
# No pay is below £3; checking it here keeps long lists of such amounts fast.
_NOT_TINY = r"(?![0-2](?!\d|\.\d|,\s?\d|\s?[kK]|\s?[-–]|\sto))"
_FIGURE = re.compile(
    rf"(?:(?P<pound>{_CURRENCY}{_ABOUT}){_NOT_TINY}|{_BARE})(?P<first>{_NUMBER})(?P<k>{_K})?{_NOT_MONEY}"
    rf"(?:(?P<to>{_TO})(?P<pound2>{_CURRENCY}{_ABOUT})?(?P<second>{_NUMBER})(?P<k2>{_K})?"
    rf"{_NOT_MONEY})?"
)
# A quick test for texts that can hold pay, and the places where a figure can begin.
_SIGN = re.compile(r"[£\ufffd]|&pound;|&#163;|GBP")
_AMOUNT = re.compile(r"\d(?:\d,\s?\d\d\d|\d\d\d\d|\s?[kK])")
_SPOT = re.compile(r"[£\ufffd&GÂ?\d]\d*")
_EVERY = re.compile(rf"(?<![\d*])(?<!\d[.,])(?P<number>{_NUMBER})(?P<k>{_K})?")
_LOOSE = re.compile(_NUMBER)


class Figure(NamedTuple):
    """An amount or a range of two in a text, thousands multiplied out.

    Attributes
    ----------
    start, end : int
        Span in the text, from the currency sign to the last digit or k.
    low, high : float
        Amounts; the same number for a single figure.
    pound, thousands, grouped, ranged : bool
        Whether there is a currency sign, a k, a comma before the first figure's thousands, a
        second figure.
    """

    start: int
    end: int
    low: float
    high: float
    pound: bool
    thousands: bool
    grouped: bool
    ranged: bool


def has_amount(text: str) -> bool:
    """Whether a text may hold an amount: a quick look.

    Examples
    --------
    >>> has_amount("Chef, 12 hours"), has_amount("Chef, £12 an hour")
    (False, True)
    """
    return bool(_SIGN.search(text) or _AMOUNT.search(text))


def number_value(number: str) -> float:
    """Value of a number as written: with a comma, a space or a full stop before thousands.

    Examples
    --------
    >>> [number_value(number) for number in ("25,000", "25.000.50", "9.50", "25 000")]
    [25000.0, 25000.5, 9.5, 25000.0]
    """
    whole, *rest = "".join(number.replace(",", "").split()).split(".")
    if rest and len(rest[0]) == 3 and len(whole) <= 3:
        whole += rest.pop(0)
    return float(".".join([whole, *rest]))


def _figure_of(match: re.Match[str]) -> Figure:
    pound_sign, first, k_sign, to, pound_sign2, second, k_sign2 = match.groups()
    pound, k, grouped = pound_sign is not None, k_sign is not None, "," in first
    start, single = match.start(), number_value(first)
    if k and single < 1000:
        single *= 1000
    if second is None:
        return Figure(start, match.end(), single, single, pound, k, grouped, False)
    low, high, lost_dash = single, number_value(second), not to.strip()
    k2 = k_sign2 is not None
    if k2 and high < 1000:
        high *= 1000
    # "£25-30k" and "£25-30,000" leave the first figure's thousands out, "£25k-30" the second's. The
    # 5 of "Band 5 - £24,907" is not such a figure.
    if 10 <= low < 1000 <= high and not lost_dash and (pound or pound_sign2 is None):
        if low * 1000 <= high and (k2 or (high >= YEARLY and "." not in first)):
            low *= 1000
    elif high < 1000 <= low and k and high * 1000 >= low:
        high *= 1000
    widest = low * (1.7 if lost_dash else 6.0 if low < YEARLY else 12.5)
    if low <= high <= widest and (low < high or not lost_dash):
        pound = pound or pound_sign2 is not None
        return Figure(start, match.end(), low, high, pound, k or k2, grouped, True)
    return Figure(start, match.start("to"), single, single, pound, k, grouped, False)


def figures(text: str) -> Iterator[Figure]:
    """Find the amounts that could be pay, in their order in the text.

    Parameters
    ----------
    text : str
        Any text, HTML entities included.

    Yields
    ------
    Figure
        Amounts with a currency sign, a k, or of 10,000 or more. Numbers of millions, percentages
        and clock times are left out.

    Examples
    --------
    >>> [(f.low, f.high, f.pound) for f in figures("£25-30k, ref 12, GBP 50 000")]
    [(25000.0, 30000.0, True), (50000.0, 50000.0, True)]
    """
    if not has_amount(text):
        return
    end = 0
    for spot in _SPOT.finditer(text):
        start = spot.start()
        match = _FIGURE.match(text, start) if start >= end else None
        if match:
            figure = _figure_of(match)
            end = figure.end
            if figure.pound or figure.thousands or figure.low >= 10_000:
                yield figure
        elif start >= end:
            end = spot.end()  # a figure does not begin within the digits


def numbers(text: str) -> Iterator[tuple[int, int, float, bool]]:
    """Find every number: its span, its value and whether a k follows it.

    Examples
    --------
    >>> list(numbers("2 at £25,000, 28.5k"))
    [(0, 1, 2.0, False), (6, 12, 25000.0, False), (14, 18, 28.5, True)]
    """
    for match in _EVERY.finditer(text):
        yield match.start(), match.end("number"), number_value(match["number"]), bool(match["k"])


def replace_numbers(text: str, mask: str) -> str:
    """Put a mask in the place of every number.

    Examples
    --------
    >>> replace_numbers("£25,000 - 30k", "****")
    '£**** - ****k'
    """
    return _LOOSE.sub(mask, text)
