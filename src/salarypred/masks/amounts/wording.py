"""How a number was written where a mask stands, and how an estimate is written there."""

import re
from typing import Literal, TypeAlias

#: ``whole`` is followed by pence, ``pence`` are two decimals, ``thousands`` stand before a ``k``,
#: ``grouped`` before ``,000``, ``pennies`` before a ``p``; ``part`` is some digits of a number.
Form: TypeAlias = Literal["plain", "thousands", "grouped", "whole", "decimals", "pennies", "part"]

_THOUSANDS = re.compile(r"\s?k(?![a-z])|k(?=\*{4}|ote|basic|pa\b|p\.a|per|plus)", re.IGNORECASE)
_GROUPED = re.compile(r"[,.]?000(?!\d)")
_WHOLE = re.compile(r"\.(?:\d\d(?!\d)|\*{4})")
_DECIMALS = re.compile(r"\*{4}\.\Z")
_PENNIES = re.compile(r"\s?(?:p(?=\s(?:per|a)\smile|\s|[,;)]|\.(?!\s?a)|\Z)|pence\b|ppm\b)")
_PART_BEFORE = re.compile(r"\d[.,]?\Z|\*{4},\Z")
_PART_AFTER = re.compile(r"\d|,\d{3}|,\*{4}")


def form_of(before: str, after: str) -> Form:
    """How the number of a mask was written, from the characters right at it.

    Examples
    --------
    >>> [form_of("£", after) for after in ("k", ",000", ".50 an hour", "p a mile")]
    ['thousands', 'grouped', 'whole', 'pennies']
    """
    if _DECIMALS.search(before):
        return "decimals"
    if _PART_BEFORE.search(before):
        return "part"
    if _GROUPED.match(after):
        return "grouped"
    if _PART_AFTER.match(after):
        return "part"
    if _WHOLE.match(after):
        return "whole"
    if _THOUSANDS.match(after):
        return "thousands"
    return "pennies" if _PENNIES.match(after) else "plain"


def written(value: float, before: str, after: str) -> str:
    """An amount as it is written between two pieces of text.

    Parameters
    ----------
    value : float
        £, or per cent.
    before, after : str
        The text on either side of the mask; some characters are enough.

    Examples
    --------
    >>> [written(32_500.0, "£", after) for after in (" a year", "k basic")]
    ['32,500', '32.5']
    >>> written(32_000.0, "£", ",000"), written(9.5, "£", ".****"), written(9.5, "£****.", " ph")
    ('32', '9', '50')
    """
    form = form_of(before, after)
    if form == "decimals":
        return f"{round(value * 100) % 100:02d}"
    if form == "whole":
        return f"{int(value):,}"
    if form == "grouped" and value >= 1_000:
        return f"{value / 1_000:.0f}"
    if form == "thousands" and value >= 1_000:
        return f"{value / 1_000:.1f}".removesuffix(".0")
    if form == "pennies" and value < 10:
        return f"{value * 100:.0f}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
