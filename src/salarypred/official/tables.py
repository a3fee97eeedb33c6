"""The tables of the folder ``data``, read once."""

from functools import cache
from gzip import decompress
from io import BytesIO

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..resources import resource

#: Columns of pay in every table of the Annual Survey of Hours and Earnings (ASHE).
MEASURES = (
    "median",
    "mean",
    "p10",
    "p20",
    "p25",
    "p30",
    "p40",
    "p60",
    "p70",
    "p75",
    "p80",
    "p90",
)
#: The percentiles in order of pay; the median is the fiftieth.
PERCENTILES = ("p10", "p20", "p25", "p30", "p40", "median", "p60", "p70", "p75", "p80", "p90")
#: Code of all employees together.
ALL = "0"
#: Jobs (thousands) of codes whose count is suppressed, which it is because they are few.
FEW_JOBS = 5.0
_TEXT = {"soc": str, "soc2010": str, "soc2020": str, "band": str}


@cache
def read_table(name: str) -> pd.DataFrame:
    """A table of the folder ``data``; codes and bands are text.

    Parameters
    ----------
    name : str
        Name of the file. The table is shared: take a copy before changing it.
    """
    content = resource("official", "data", name).read_bytes()
    text = decompress(content) if name.endswith(".gz") else content
    return pd.read_csv(BytesIO(text), dtype=_TEXT)


@cache
def occupation_names() -> "pd.Series[str]":
    """Name of each SOC 2020 group (1 to 4 digits, ``"0"`` = all employees), by its code."""
    content = resource("occupations", "data", "soc2020_structure.csv").read_bytes()
    names = pd.read_csv(BytesIO(content), dtype=str).set_index("soc2020")["title"]
    names = names.where(~names.str.isupper(), names.str.capitalize())
    return pd.concat([pd.Series({ALL: "All employees"}), names])


@cache
def survey_pay(classification: int, measure: str, group: str = "full-time") -> pd.DataFrame:
    """Pay by occupation as ASHE table 14 states it.

    Parameters
    ----------
    classification : {2000, 2010, 2020}
        Edition of the Standard Occupational Classification (SOC).
    measure : {"annual", "hourly", "hours"}
        £ a year, £ an hour, or paid hours a week.
    group : {"full-time", "part-time", "all"}

    Returns
    -------
    DataFrame
        ``MEASURES`` and ``jobs`` (thousands), indexed by code and year; NaN where ONS suppresses
        a figure.
    """
    table = read_table("ashe_occupations.csv.gz")
    chosen = table[
        (table["classification"] == classification)
        & (table["measure"] == measure)
        & (table["group"] == group)
    ]
    return chosen.set_index(["soc", "year"])[[*MEASURES, "jobs"]].sort_index()


def log_cube(
    pay: pd.DataFrame, codes: list[str], years: list[int], columns: tuple[str, ...] = MEASURES
) -> NDArray[np.float64]:
    """Logarithms of a table of :func:`survey_pay` as an array (codes, years, columns)."""
    index = pd.MultiIndex.from_product([codes, years])
    values = pay.reindex(index)[list(columns)].to_numpy(dtype=np.float64)
    return np.log(values).reshape(len(codes), len(years), len(columns))
