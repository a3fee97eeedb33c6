"""Official pay of many adverts at once, in money of each advert's month."""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..pay.earnings import log_earnings
from .occupations import FIRST_YEAR, LAST_YEAR, april, official_table
from .tables import occupation_names

#: Columns of :func:`official_at`.
COLUMNS = ("median", "p10", "p25", "p75", "p90")


@cache
def _logs() -> tuple[dict[str, int], NDArray[np.float64]]:
    """Row of each code, and log pay as (codes, years, columns)."""
    table = official_table()
    codes = list(dict.fromkeys(table.index.get_level_values("soc2020")))
    values = np.log(table[list(COLUMNS)].to_numpy(dtype=np.float64))
    rows = {code: row for row, code in enumerate(codes)}
    return rows, values.reshape(len(codes), -1, len(COLUMNS))


def known_code(code: str) -> str:
    """The longest beginning of a code that SOC 2020 has; empty where it has none.

    Examples
    --------
    >>> known_code("6135"), known_code("6199"), known_code("x")
    ('6135', '61', '')
    """
    names = occupation_names().index
    while code and code not in names:
        code = code[:-1]
    return code


def official_at(codes: ArrayLike, months: ArrayLike) -> pd.DataFrame:
    """Full-time pay of occupations in given months.

    ASHE's figures refer to April of their year. Between two Aprils pay is interpolated in logs;
    after the last and before the first it moves along average earnings.

    Parameters
    ----------
    codes : array-like of str, shape (n,)
        SOC 2020 codes. Shorter codes are groups; for an unknown code its longest known beginning
        counts, and text without one gives NaN.
    months : array-like of int, shape (n,)
        Months since January 2000.

    Returns
    -------
    DataFrame of shape (n, 5)
        ``median, p10, p25, p75, p90`` in £ a year, with the index of codes if it is a Series.

    Examples
    --------
    >>> official_at(["6135", ""], [303, 303])["median"].round().tolist()  # April 2025
    [27468.0, nan]
    """
    index = codes.index if isinstance(codes, pd.Series) else None
    numbers, unique = pd.factorize(np.asarray(codes, dtype=object))
    rows, logs = _logs()
    found = np.array([rows.get(known_code(str(code)), -1) for code in unique], dtype=np.int64)
    row = found[numbers] if len(found) else np.empty(0, dtype=np.int64)
    when = np.asarray(months, dtype=np.int64)
    inside = np.clip(when, april(FIRST_YEAR), april(LAST_YEAR))
    place = (inside - april(FIRST_YEAR)) / 12
    before = np.minimum(place.astype(np.int64), logs.shape[1] - 2)
    share = (place - before)[:, None]
    pay = (1 - share) * logs[row, before] + share * logs[row, before + 1]
    beyond = log_earnings(when) - log_earnings(inside)
    pay = np.exp(pay + beyond[:, None])
    pay[row < 0] = np.nan
    return pd.DataFrame(pay, index=index, columns=list(COLUMNS))
