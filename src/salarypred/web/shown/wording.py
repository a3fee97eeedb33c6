"""Words for how sure an estimate is, and for where a sum lies among such adverts."""

from calendar import month_name
from collections.abc import Mapping
from typing import Any

#: A description shorter than this tells little, in characters.
_SHORT = 200
#: Least share that lies below (or above) for each wording.
_SHARES = (
    (0.97, "nearly all"),
    (0.87, "nine in ten"),
    (0.77, "four in five"),
    (0.71, "three quarters"),
    (0.63, "two thirds"),
    (0.54, "more than half"),
)


def month_words(month: str) -> str:
    """A month (``YYYY-MM``) as people write it.

    Examples
    --------
    >>> month_words("2026-04")
    'April 2026'
    """
    year, number = month.split("-")
    return f"{month_name[int(number)]} {year}"


def sure(row: Mapping[str, Any], n_comparable: int) -> str:
    """Why the estimate is as sure as it is, in one sentence.

    Parameters
    ----------
    row : mapping
        A prediction with its details.
    n_comparable : int
        Comparable adverts that are known.
    """
    apart = 100 * (row["salary_high"] / max(row["salary_low"], 1.0) - 1)
    spread = f"the upper end of the range lies {apart:.0f}% above the lower"
    text = str(row.get("description") or "")
    known = f"{n_comparable:,} comparable adverts are known" if n_comparable else ""
    if row["warnings"]:
        reason = "there is a warning, see below"
    elif row["confidence"] == "high":
        reason = f"such adverts pay much alike; {spread}"
    elif len(text.strip()) < _SHORT:
        reason = f"there is little text to go by, a whole advert would narrow it; {spread}"
    else:
        reason = f"such adverts pay rather differently; {spread}"
    return "; ".join(filter(None, (reason, known))) + "."


def among(below: float) -> str:
    """Where a sum lies among such adverts.

    Parameters
    ----------
    below : float
        Share of such adverts that pay less.

    Examples
    --------
    >>> among(0.25), among(0.5), among(0.99)
    ('below three quarters of such adverts', 'in the middle of such adverts', \
'above nearly all such adverts')
    """
    side, share = ("above", below) if below >= 0.5 else ("below", 1 - below)
    for least, words in _SHARES:
        if share >= least - 1e-9:
            return f"{side} {words}{'' if words == 'nearly all' else ' of'} such adverts"
    return "in the middle of such adverts"
