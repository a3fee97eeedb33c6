"""Pay before 2021, published by older classifications, carried to SOC 2020.

Growth is carried, not level: codes of SOC 2020 that came from one code of SOC 2010 keep the
distances of 2021, the year for which both classifications have figures.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .tables import ALL, FEW_JOBS, MEASURES, log_cube, read_table, survey_pay

_MEDIAN = MEASURES.index("median")


def growth_to_2021(codes: list[str]) -> NDArray[np.float64]:
    """Log growth of pay from 2011 to 2021 of SOC 2020 unit groups.

    The median grows as those of the SOC 2010 codes that the unit group came from (dual-coded
    shares times jobs); the other figures grow beside it as in the SOC 2010 major group.

    Parameters
    ----------
    codes : list of str
        Four digits each.

    Returns
    -------
    ndarray of shape (codes, measures)
    """
    annual = survey_pay(2010, "annual")
    old = sorted({code for code, _ in annual.index}, key=lambda code: (len(code), code))
    median = _median_growth(old, annual)
    groups = [ALL, *"123456789"]
    ratios = log_cube(annual, groups, [2011, 2021])
    ratios = ratios - ratios[:, :, [_MEDIAN]]
    spread = pd.DataFrame(ratios[:, 1] - ratios[:, 0], index=groups, columns=list(MEASURES))

    shares = read_table("soc2010_to_soc2020.csv")
    jobs = annual["jobs"].xs(2021, level=1).fillna(FEW_JOBS)
    weights = shares["share"] * shares["soc2010"].map(jobs).fillna(FEW_JOBS)
    total = weights.groupby(shares["soc2020"]).transform("sum")
    growth = (
        spread.reindex(shares["soc2010"].str[0]).to_numpy()
        + shares["soc2010"].map(median).to_numpy(dtype=np.float64)[:, None]
    )
    weighted = pd.DataFrame(growth * (weights / total).to_numpy()[:, None])
    return weighted.groupby(shares["soc2020"].to_numpy()).sum().loc[codes].to_numpy()


def growth_to_2011(codes: list[str]) -> NDArray[np.float64]:
    """Log growth of pay from 2010 to 2011, that of the major group in SOC 2000.

    The change of one unit group in one year is mostly chance, and the major groups of the three
    classifications hold the same kinds of work.

    Returns
    -------
    ndarray of shape (codes, measures)
    """
    groups = [ALL, *"123456789"]
    logs = log_cube(survey_pay(2000, "annual"), groups, [2010, 2011])
    growth = dict(zip(groups, logs[:, 1] - logs[:, 0], strict=True))
    return np.array([growth[code[0]] for code in codes])


def _median_growth(codes: list[str], annual: pd.DataFrame) -> dict[str, float]:
    """Log growth of the median from 2011 to 2021: of annual pay, hourly pay, or the group above."""
    pay = log_cube(annual, codes, [2011, 2021], ("median",))[:, :, 0]
    hourly = log_cube(survey_pay(2010, "hourly"), codes, [2011, 2021], ("median",))[:, :, 0]
    growth: dict[str, float] = {}
    for code, by_year, by_hour in zip(codes, pay, hourly, strict=True):
        for logs in (by_year, by_hour):
            if np.isfinite(logs).all():
                growth[code] = float(logs[1] - logs[0])
                break
        else:
            growth[code] = growth[code[:-1] or ALL]
    return growth
