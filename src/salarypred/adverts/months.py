"""The month in which an advert was posted, as a number."""

import re
import warnings
from datetime import datetime, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import InputError

#: Months are counted from January 2000, the first of the table.
FIRST_YEAR = 2000
_PLAIN, _LATEST = re.compile(r"\d{4}-\d\d"), 2100
# A date that begins with its year; its parts may be joined by nothing.
_YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})(?:\2\d{1,2})?|(\d\d)(?:\d\d)?)?(?:\.0+)?(?:[T ].*)?", re.DOTALL
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[eE]\+?\d+)?")
# What is left to pandas must name a year (perhaps by two digits at its end) and a month: without
# them pandas takes today's.
_NAMES_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[-/. ]\d\d$")
_NAMES_MONTH = re.compile(r"\d[-/.]\d|[^\W\d]{3}")
# Seconds since 1970, and their thousandth, millionth and thousand millionth parts, by the number of
# digits; days as a spreadsheet counts them.
_SECONDS = {9: 1, 10: 1, 12: 1e3, 13: 1e3, 15: 1e6, 16: 1e6, 18: 1e9, 19: 1e9}


def months_posted(posted: "pd.Series[str]", default: str | None = None) -> NDArray[np.int64]:
    """Month of each advert, counted from January 2000.

    Parameters
    ----------
    posted : Series of str
        Dates as the adverts give them: ``2026-11-24``, ``2026-11``, ``20261124``, ``24/11/2026``,
        ``24 Nov 2026``, a year, a spreadsheet's number of days, or seconds (or parts of them) since
        1970. Anything but a date between 1990 and next year counts as missing. A plain month may
        lie later, since users ask for such months.
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
    texts = posted.tolist()
    found = {text: _read_month(text, latest) for text in set(texts)}
    known = {text: standard if m is None else max(0, m) for text, m in found.items()}
    return np.array([known[text] for text in texts], dtype=np.int64)


def undated(posted: "pd.Series[str]") -> NDArray[np.bool_]:
    """Whether each advert lacks a date that can be read."""
    latest = FIRST_YEAR + this_month() // 12 + 1
    texts = posted.tolist()
    known = {text: _read_month(text, latest) is None for text in set(texts)}
    return np.array([known[text] for text in texts], dtype=bool)


def before_2000(posted: "pd.Series[str]") -> NDArray[np.bool_]:
    """Whether the date of each advert lies before January 2000, as which it counts."""
    texts = posted.tolist()
    known = {text: (_read_month(text, _LATEST) or 0) < 0 for text in set(texts)}
    return np.array([known[text] for text in texts], dtype=bool)


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


def _read_month(text: str, latest: int) -> int | None:
    """Months since January 2000, below 0 for the ten years before; None for no date."""
    if not text:
        return None
    if _PLAIN.fullmatch(text):
        latest = _LATEST
    year, month = _year_first(text) or _counted(text) or _written(text) or (0, 0)
    if not 1990 <= year <= latest:
        return None
    return (year - FIRST_YEAR) * 12 + month - 1


def _year_first(text: str) -> tuple[int, int] | None:
    """Year and month of ``2020-12-01``, ``2020/12/1``, ``20201201``, ``2020-12``, ``2020``."""
    found = _YEAR_FIRST.fullmatch(text)
    if not found:
        return None
    year, month = int(found[1]), int(found[3] or found[4] or 7)  # the middle of a year alone
    return (year, month) if 1 <= month <= 12 else (0, 0)


def _counted(text: str) -> tuple[int, int] | None:
    """Year and month of days since 1899-12-30, or of seconds since 1970."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    digits = len(f"{number:.0f}")
    if digits == 5:
        date = datetime(1899, 12, 30) + timedelta(days=number)
    elif digits in _SECONDS:
        date = datetime(1970, 1, 1) + timedelta(seconds=number / _SECONDS[digits])
    else:
        return None
    return date.year, date.month


def _written(text: str) -> tuple[int, int] | None:
    """Year and month of ``24/11/2026``, ``24 Nov 2026`` and the like; the day comes first."""
    if not (_NAMES_YEAR.search(text.strip()) and _NAMES_MONTH.search(text)):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where the month comes first all the same
        date = pd.to_datetime(text, errors="coerce", dayfirst=True, format="mixed")
    return None if pd.isna(date) else (date.year, date.month)
