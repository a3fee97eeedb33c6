"""The month in which an advert was posted, as a number."""

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import InputError

#: Months are counted from January 2000, the first of the table.
FIRST_YEAR = 2000
_PLAIN, _LATEST = re.compile(r"\d{4}-\d\d"), 2100


def months_posted(posted: "pd.Series[str]", default: str | None = None) -> NDArray[np.int64]:
    """Month of each advert, counted from January 2000.

    Parameters
    ----------
    posted : Series of str
        Dates as the adverts give them: ``2026-11-24``, ``2026-11``, ``24/11/2026``. Anything but a
        date between 1990 and next year counts as missing. A plain month may lie later, since users
        ask for such months.
    default : str, optional
        Month (``YYYY-MM``) of adverts without a date; None: this month.

    Raises
    ------
    InputError
        If default is not a month.

    Examples
    --------
    >>> months_posted(pd.Series(["2013-01-05", "24/02/2013", ""]), "2020-01").tolist()
    [156, 157, 240]
    """
    standard = parse_month(default) if default else this_month()
    latest = FIRST_YEAR + max(standard, this_month()) // 12 + 1
    known = {text: _read_month(text, standard, latest) for text in posted.unique()}
    return posted.map(known).to_numpy(dtype=np.int64)


def undated(posted: "pd.Series[str]") -> NDArray[np.bool_]:
    """Whether each advert lacks a date that can be read."""
    latest = FIRST_YEAR + this_month() // 12 + 1
    known = {text: _read_month(text, -1, latest) < 0 for text in posted.unique()}
    return posted.map(known).to_numpy(dtype=bool)


def parse_month(text: str) -> int:
    """Months since January 2000 of ``YYYY-MM``.

    Raises
    ------
    InputError
        If the text is not a month from 2000 to 2100.
    """
    try:
        number = _number(text)
    except ValueError:
        number = -1
    if not (len(text) == 7 and 0 <= number <= 12 * 101):
        raise InputError(f"month {text!r}; expected YYYY-MM from 2000-01 on, such as 2026-11")
    return number


def month_name(number: int) -> str:
    """``YYYY-MM`` of a number of months since January 2000."""
    return f"{FIRST_YEAR + number // 12}-{number % 12 + 1:02d}"


def this_month() -> int:
    """Months since January 2000 of today."""
    today = pd.Timestamp.now()
    return (today.year - FIRST_YEAR) * 12 + today.month - 1


def years(months: NDArray[np.int64]) -> NDArray[np.float64]:
    """Middle of each month as a year: 2013.04 is January 2013."""
    return FIRST_YEAR + (np.asarray(months) + 0.5) / 12


def _number(text: str) -> int:
    year, month = text.split("-")
    if not 1 <= int(month) <= 12:
        raise ValueError(text)
    return (int(year) - FIRST_YEAR) * 12 + int(month) - 1


def _read_month(text: str, default: int, latest: int) -> int:
    if not text:
        return default
    if _PLAIN.fullmatch(text):
        latest = _LATEST
    try:
        return max(0, _number(text[:7])) if 1990 <= int(text[:4]) <= latest else default
    except ValueError:
        pass
    date = pd.to_datetime(text, errors="coerce", dayfirst=True, format="mixed")
    if pd.isna(date) or not 1990 <= date.year <= latest:
        return default
    return max(0, (date.year - FIRST_YEAR) * 12 + date.month - 1)
