"""What the bands of the National Health Service pay, in each nation, and in London.

Source: pay scales of Agenda for Change as NHS Employers, NHS Scotland and NHS Wales publish them;
see ``data/ATTRIBUTION.md``.
"""

from functools import cache
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..errors import InputError
from .pay_range import PayRange, earnings_growth, pay_year
from .tables import read_table

BANDS = ("1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9")
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")
#: Areas of high cost area supplements. ``London`` is from the least of outer London to the most of
#: inner London, for adverts that do not say in which of the two they are.
LONDON_AREAS = ("inner", "outer", "fringe", "London")
#: Share of pay, least and most £ a year in 2020-21 (handbook of Agenda for Change, annex 9). Least
#: and most have risen by the same awards as the top of band 6, before and after.
_SUPPLEMENTS = {
    "inner": (0.20, 4_474, 6_890),
    "outer": (0.15, 3_785, 4_822),
    "fringe": (0.05, 1_034, 1_792),
}
_SUPPLEMENTS_YEAR, _SUPPLEMENTS_BAND = 2020, "6"
_APRIL = 4
#: Up to this pay year the scales of the four nations were within about 1%.
_SAME_UNTIL = 2017


def nhs_range(band: str, month: int, nation: str = "England", london: str = "") -> PayRange:
    """Full-time pay of a band of Agenda for Change in a month.

    England's scales are known from April 2012 to March 2027. If another nation's scale is not
    known, England's is used with the nation's distance from it in the nearest known year. That
    distance is taken to have grown since 2017. Years beyond move along average earnings.

    Parameters
    ----------
    band : str
        ``1`` to ``7``, ``8a`` to ``8d``, ``9``; ``8`` is all of 8a to 8d. Band 1 is closed since
        2018 and counts as band 2 where no scale has it.
    month : int
        Months since January 2000.
    nation : str
        One of ``NATIONS``.
    london : str
        One of ``LONDON_AREAS``, whose high cost area supplement is added; empty: elsewhere.

    Raises
    ------
    InputError
        If there is no such band, nation or area.

    Examples
    --------
    >>> nhs_range("5", 303)  # April 2025
    PayRange(low=31049.0, high=37796.0, basis='stated')
    """
    if nation not in NATIONS:
        raise InputError(f"nation {nation!r}; expected one of {', '.join(NATIONS)}")
    if london and london not in LONDON_AREAS:
        raise InputError(f"area {london!r}; expected one of {', '.join(LONDON_AREAS)}")
    if band not in (*BANDS, "8"):
        raise InputError(f"NHS band {band!r}; expected one of {', '.join(BANDS)}")
    year = pay_year(month, _APRIL)
    first, last = ("8a", "8d") if band == "8" else (band, band)
    low, high, basis = _range(first, year, nation).low, *_range(last, year, nation)[1:]
    if london:
        low += _supplement(low, year, "outer" if london == "London" else london)
        high += _supplement(high, year, "inner" if london == "London" else london)
    return PayRange(low, high, basis)


def nhs_ranges(
    bands: "pd.Series[str]",
    months: NDArray[np.int64],
    nations: ArrayLike = "England",
    london: ArrayLike = "",
) -> pd.DataFrame:
    """Lowest and highest pay of many bands; NaN where there is no band.

    Parameters
    ----------
    bands : Series of str, shape (n,)
        Bands as in :func:`nhs_range`; anything else is no band.
    months : ndarray of shape (n,)
    nations : array-like of str, or one for all
        A nation that is not known counts as England.
    london : array-like of str, or one for all
        One of ``LONDON_AREAS``; anything else is elsewhere.

    Returns
    -------
    DataFrame
        ``low`` and ``high``, £ a year, with the index of bands.
    """
    result = pd.DataFrame(np.nan, index=bands.index, columns=["low", "high"])
    nation = pd.Series(np.broadcast_to(np.asarray(nations, dtype=object), len(bands)))
    nation = nation.where(nation.isin(NATIONS), "England")
    area = pd.Series(np.broadcast_to(np.asarray(london, dtype=object), len(bands)))
    keys = pd.DataFrame({"band": bands.to_numpy(), "month": np.asarray(months)})
    keys = keys.assign(nation=nation, london=area.where(area.isin(LONDON_AREAS), ""))
    named = keys[keys["band"].isin([*BANDS, "8"])]
    values = result.to_numpy(copy=True)
    for key, rows in named.groupby(list(named.columns)).indices.items():
        band, month, where, area_of = cast(tuple[str, int, str, str], key)
        values[named.index[rows]] = nhs_range(band, int(month), where, area_of)[:2]
    return pd.DataFrame(values, index=bands.index, columns=["low", "high"])


@cache
def _scales(nation: str) -> dict[tuple[str, int], tuple[float, float]]:
    """Lowest and highest pay by band and year; NaN where the highest is not known."""
    table = read_table("nhs_bands.csv")
    table = table[table["nation"] == nation]
    columns = (table["band"], table["year"], table["low"], table["high"])
    return {
        (str(band), int(year)): (float(low), float(high))
        for band, year, low, high in zip(*columns, strict=True)
    }


@cache
def _range(band: str, year: int, nation: str) -> PayRange:
    own, england = _scales(nation), _scales("England")
    low, high = own.get((band, year), (np.nan, np.nan))
    if not np.isnan(high):
        return PayRange(low, high, "stated")
    if band == "1":
        return _range("2", year, nation)
    years = [there for name, there in england if name == band]
    nearest = min(max(year, min(years)), max(years))
    base = england[band, nearest]
    carried = earnings_growth(nearest, year, _APRIL)
    basis = "stated" if nearest == year else "carried by average earnings"
    if nation != "England":
        base = _apart(band, nearest, nation, base)
        basis = "carried from England"
    low, high = (float(round(pay * carried)) for pay in base)
    return PayRange(low, high, basis)


def _supplement(pay: float, year: int, area: str) -> float:
    """High cost area supplement on a salary, £ a year."""
    share, least, most = _SUPPLEMENTS[area]
    top, known = (
        _range(_SUPPLEMENTS_BAND, there, "England").high for there in (year, _SUPPLEMENTS_YEAR)
    )
    return float(round(min(max(share * pay, least * top / known), most * top / known)))


def _apart(band: str, year: int, nation: str, base: tuple[float, float]) -> tuple[float, float]:
    """England's range of a year moved to another nation."""
    own, england = _scales(nation), _scales("England")
    if year <= _SAME_UNTIL:
        return base
    years = [there for name, there in own if name == band]
    if not years:  # Northern Ireland's band 2
        band = "3"
        years = [there for name, there in own if name == band]
    nearest = min(years, key=lambda there: abs(there - year))
    lows, highs = zip(own[band, nearest], england[band, nearest], strict=True)
    ratios = [lows[0] / lows[1], highs[0] / highs[1]]
    if np.isnan(ratios[1]):
        ratios[1] = ratios[0]
    opened = min(1.0, (year - _SAME_UNTIL) / (nearest - _SAME_UNTIL))
    low, high = (pay * ratio**opened for pay, ratio in zip(base, ratios, strict=True))
    return low, max(low, high)
