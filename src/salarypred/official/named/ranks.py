"""Ranks that an advert's text names: years qualified."""

import math
import re

from .words import mentions

_YEARS = r"(?:\d{1,2})"
_MOST_YEARS = 30
_PQE = re.compile(
    rf"\b(?:(?P<new>nq|newly\s+qualified)|(?P<low>{_YEARS})\s*(?P<more>\+)?)"
    rf"(?:\s*(?:-|–|to)\s*(?P<high>{_YEARS})\s*\+?)?"
    r"(?:\s*(?:years?|yrs?)['’]?s?)?(?:\s+of)?\s*"
    r"(?:pqe|post[\s-]*qualif\w+(?:\s+experience)?)\b",
    re.IGNORECASE,
)
_PQE_FIRST = re.compile(
    rf"\bpqe\W{{0,3}}(?:of\s+)?(?P<low>{_YEARS})(?P<more>\+)?"
    rf"(?:\s*(?:-|–|to)\s*(?P<high>{_YEARS}))?",
    re.IGNORECASE,
)
_NEWLY = re.compile(
    r"\b(?:nq|newly[\s-]qualified)\s+(?:\w+\s+)?(?:solicitor|lawyer)", re.IGNORECASE
)

_HINTS = ("pqe", "post qual", "post-qual", "postqual", "solicitor", "lawyer")
#: Numbers that a range becomes whose dash was lost: "46 years PQE" is 4 to 6, "13 PQE" 1 to 3.
_LOST_DASH = (13, 14, 16, 17, 18, 19)


def pqe_years(text: str) -> tuple[float, float]:
    """Years of post-qualification experience, from and to; NaN where none is named.

    "NQ" and "newly qualified" are 0 years; "5+" has no end. Of several the first counts.

    Examples
    --------
    >>> pqe_years("Solicitor, 3-5 years PQE"), pqe_years("NQ - 2 PQE")
    ((3.0, 5.0), (0.0, 2.0))
    """
    if not mentions(text, _HINTS):
        return math.nan, math.nan
    found = _PQE.search(text) or _PQE_FIRST.search(text)
    low, high = (math.nan, math.nan) if found is None else _years(found.groupdict())
    if math.isnan(low) and _NEWLY.search(text):
        return 0.0, 0.0
    return low, high


def _years(said: dict[str, str | None]) -> tuple[float, float]:
    """Years of the parts of a pattern that were found."""
    low = 0.0 if said.get("new") else float(said["low"] or math.nan)
    high = float(said["high"] or math.nan)
    if math.isnan(high) and (low > 20 or low in _LOST_DASH) and low // 10 < low % 10:
        low, high = low // 10, low % 10
    if low > _MOST_YEARS:
        low = math.nan
    if not high >= low:
        high = math.nan if said["more"] else low
    return low, high
