"""How far pay in a region, or at an age, is from that of the whole country.

Source: Annual Survey of Hours and Earnings 2025 (provisional), tables 3 and 20: full-time pay by
major group. Office for National Statistics licensed under the Open Government Licence v3.0.
"""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .tables import read_table

_COUNTRY = "United Kingdom"
#: Upper end of each age band of table 20 but the last.
_AGES = {"18-21": 21, "22-29": 29, "30-39": 39, "40-49": 49, "50-59": 59, "60+": 200}


@cache
def regional_factors() -> pd.DataFrame:
    """Median pay over that of the country: regions as rows, major groups "1" to "9" as columns.

    The column "" is the mean of the nine. Northern Ireland is not in the table.
    """
    return _over_country(_medians("ashe_regions.csv.gz", "region"))


@cache
def age_factors_table() -> pd.DataFrame:
    """Median pay over that of all ages: age bands as rows, columns as in the table of regions."""
    ages = _medians("ashe_ages.csv.gz", "age")
    ages.loc[_COUNTRY] = _medians("ashe_regions.csv.gz", "region").loc[_COUNTRY]
    return _over_country(ages)


def region_factors(codes: ArrayLike, regions: ArrayLike) -> NDArray[np.float64]:
    """Factor of each advert's region.

    Parameters
    ----------
    codes : array-like of str, shape (n,)
        SOC 2020 codes; the first digit counts.
    regions : array-like of str, shape (n,)
        Names such as ``London`` or ``Yorkshire and the Humber``; others give 1.

    Examples
    --------
    >>> bool(region_factors(["2134"], ["London"])[0] > 1.1)
    True
    """
    return _looked_up(regional_factors(), codes, regions)


def age_factors(codes: ArrayLike, ages: ArrayLike) -> NDArray[np.float64]:
    """Factor of a person's age, a number of years; below 18 counts as 18."""
    years = np.asarray(ages, dtype=np.float64)
    bands = np.array(list(_AGES))[np.searchsorted(list(_AGES.values()), years)]
    return _looked_up(age_factors_table(), codes, bands)


def _medians(name: str, rows: str) -> pd.DataFrame:
    """Full-time median by row and major group; from hourly pay where the annual is suppressed."""
    table = read_table(name)
    table = table[table["group"] == "full-time"]
    wide = table.pivot(index=[rows, "soc"], columns="measure", values="median")
    usual = (wide["annual"] / wide["hourly"]).groupby("soc").transform("median")
    return wide["annual"].fillna(wide["hourly"] * usual).unstack()


def _over_country(medians: pd.DataFrame) -> pd.DataFrame:
    factors = medians / medians.loc[_COUNTRY]
    factors[""] = np.exp(np.log(factors).mean(axis=1))
    return factors


def _looked_up(table: pd.DataFrame, codes: ArrayLike, rows: ArrayLike) -> NDArray[np.float64]:
    groups = pd.Series(np.asarray(codes, dtype=object)).str[:1]
    groups = groups.where(groups.isin(table.columns), "")
    row = table.index.get_indexer(pd.Index(np.asarray(rows, dtype=object)))
    column = table.columns.get_indexer(pd.Index(groups))
    factors = table.to_numpy(dtype=np.float64)[row, column]
    return np.where((row < 0) | np.isnan(factors), 1.0, factors)
