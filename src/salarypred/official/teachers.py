"""What teachers' ranges in England pay, by area and school year.

Source: School teachers' pay and conditions document, Department for Education, licensed under
the Open Government Licence v3.0. The main and upper points of 2026 and 2027 are provisional.
"""

from functools import cache

import numpy as np

from ..errors import InputError
from .pay_range import PayRange, earnings_growth, pay_year
from .tables import read_table

AREAS = ("England", "London fringe", "Outer London", "Inner London")
RANGES = (
    "main",
    "upper",
    "main-upper",
    "unqualified",
    "leading practitioner",
    "leadership",
)
_SEPTEMBER = 9
_ENDS = {"main": ("M1", "M6"), "upper": ("U1", "U3"), "main-upper": ("M1", "U3")}
#: Points of the leadership spine at which the published range of headteachers begins and ends.
_LEADERSHIP_POINTS = (6, 43)


def teacher_range(scale: str, month: int, area: str = "England") -> PayRange:
    """Full-time pay of a range of teachers in a month.

    Main and upper pay are known from September 2010 to 2027. The other ranges are known for 2020
    and from 2022 to 2025; in other years they move along the top of the main range. Years beyond
    move along average earnings.

    Parameters
    ----------
    scale : str
        One of ``RANGES``; ``leadership`` is the range of headteachers (points 6 to 43).
    month : int
        Months since January 2000.
    area : str
        One of ``AREAS``; ``England`` is all outside London and its fringe.

    Raises
    ------
    InputError
        If there is no such range or area.

    Examples
    --------
    >>> teacher_range("main", 308)  # September 2025
    PayRange(low=32916.0, high=45352.0, basis='stated')
    """
    if scale not in RANGES:
        raise InputError(f"teachers' range {scale!r}; expected one of {', '.join(RANGES)}")
    if area not in AREAS:
        raise InputError(f"teachers' area {area!r}; expected one of {', '.join(AREAS)}")
    year = pay_year(month, _SEPTEMBER)
    if scale in _ENDS:
        first, last = _ENDS[scale]
        low, basis = _point(first, year, area)
        return PayRange(low, _point(last, year, area)[0], basis)
    table = read_table("teacher_ranges.csv")
    rows = table[(table["range"] == scale) & (table["area"] == area)]
    row = rows.iloc[(rows["year"] - year).abs().argmin()]
    known = int(row["year"])
    if known == year:
        return PayRange(float(row["low"]), float(row["high"]), "stated")
    factor = _point("M6", year, area)[0] / _point("M6", known, area)[0]
    low, high = round(row["low"] * factor), round(row["high"] * factor)
    return PayRange(float(low), float(high), "carried by the main range")


def leadership_range(first: int, last: int, month: int, area: str = "England") -> PayRange:
    """Pay from one point of the leadership spine to another, such as L5 to L9.

    The spine rises by nearly the same percentage from point to point, so points are placed
    between the ends of the published range.

    Raises
    ------
    InputError
        If there is no such area, or a point is not from 1 to 43.
    """
    if not 1 <= first <= last <= _LEADERSHIP_POINTS[1]:
        raise InputError(f"leadership points L{first} to L{last}; expected points from 1 to 43")
    low, high, _ = teacher_range("leadership", month, area)
    step = np.log(high / low) / (_LEADERSHIP_POINTS[1] - _LEADERSHIP_POINTS[0])
    pay = [round(low * np.exp(step * (n - _LEADERSHIP_POINTS[0]))) for n in (first, last)]
    return PayRange(float(pay[0]), float(pay[1]), "interpolated")


@cache
def _points() -> dict[tuple[str, str, int], tuple[float, str]]:
    table = read_table("teacher_points.csv")
    columns = (table["point"], table["area"], table["year"], table["pay"], table["status"])
    return {
        (str(point), str(area), int(year)): (float(pay), str(status))
        for point, area, year, pay, status in zip(*columns, strict=True)
    }


def _point(point: str, year: int, area: str) -> tuple[float, str]:
    """Pay of a point such as M1, and its basis."""
    points = _points()
    years = [there for name, where, there in points if (name, where) == (point, area)]
    nearest = min(max(year, min(years)), max(years))
    pay, status = points[point, area, nearest]
    if nearest == year:
        return pay, status
    factor = earnings_growth(nearest, year, _SEPTEMBER)
    return float(round(pay * factor)), "carried by average earnings"
