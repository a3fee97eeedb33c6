"""The least that full-time work pays by law: no estimate for a job of today may lie below it.

The table ``minimum_wage.csv`` holds the National Minimum Wage and the National Living Wage by age
and for apprentices. Source: gov.uk, "National Minimum Wage and National Living Wage rates",
licensed under the Open Government Licence v3.0.
"""

from collections.abc import Sequence
from functools import cache
from io import StringIO

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..adverts.months import parse_month
from ..resources import resource_text
from .employment import APPRENTICE, NO_SALARY
from .rates import UK

#: Before the National Living Wage of April 2016 the minimum hardly affects adverts.
_LIVING_WAGE = "2016-04"
_ADULT = "25+"
_APPRENTICE = "apprentice"
#: How far medians at the minimum are lifted, how fast that fades, and from which quantile on.
_LIFT, _SHARPNESS, _LOWER = 0.02, 8, 0.1


def minimum_pay(
    months: NDArray[np.int64], kinds: NDArray[np.object_] | None = None
) -> NDArray[np.float64]:
    """Least that full-time work pays, £ a year for 1,950 hours; 0 before April 2016.

    Parameters
    ----------
    months : ndarray of shape (n,)
        Months since January 2000. Months after the table's last rate keep it.
    kinds : ndarray of shape (n,), optional
        Of :func:`~salarypred.pay.employment.employment_kinds`: apprentices have the minimum of
        apprentices, and work without a salary has none. All others have the National Living Wage.

    Examples
    --------
    >>> minimum_pay(np.array([parse_month("2013-01"), parse_month("2026-04")])).round().tolist()
    [0.0, 24784.0]
    >>> month = np.array([parse_month("2026-04")] * 2)
    >>> minimum_pay(month, np.array(["apprentice", "unpaid"], dtype=object)).tolist()
    [15600.0, 0.0]
    """
    pay = _year_of(_ADULT, months)
    if kinds is None:
        return pay
    pay = np.where(kinds == APPRENTICE, _year_of(_APPRENTICE, months), pay)
    return np.where(np.isin(kinds, NO_SALARY), 0.0, pay)


def _year_of(band: str, months: NDArray[np.int64]) -> NDArray[np.float64]:
    starts, rates = _rates()[band]
    living = starts >= parse_month(_LIVING_WAGE)
    pay = np.array([0.0, *(UK.to_year(rate, "hour") for rate in rates[living])])
    return pay[np.searchsorted(starts[living], months, side="right")]


def minimum_wage(month: int, age: float | None = None, apprentice: bool = False) -> float:
    """Least that the law lets an employer pay, £ an hour.

    Parameters
    ----------
    month : int
        Months since January 2000. Months outside the table (October 2012 to March 2027) take its
        first or last rate.
    age : float, optional
        Age in years; None: an adult to whom the highest rate applies.
    apprentice : bool
        The rate of apprentices who are under 19 or in their first year.

    Examples
    --------
    >>> april = parse_month("2025-04")
    >>> minimum_wage(april), minimum_wage(april, age=18), minimum_wage(april, apprentice=True)
    (12.21, 10.0, 7.55)
    """
    if apprentice:
        return _rate(_APPRENTICE, month)
    ages = {band: float(band[:-1]) for band in _rates() if band != _APPRENTICE}
    # Where age bands were merged the table keeps both; the highest rate for an age counts.
    return max(_rate(band, month) for band in ages if age is None or ages[band] <= max(age, 0))


def _rate(band: str, month: int) -> float:
    starts, rates = _rates()[band]
    return float(rates[max(int(np.searchsorted(starts, month, side="right")) - 1, 0)])


@cache
def _rates() -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
    """First months and hourly rates of each age band, and of apprentices."""
    table = pd.read_csv(StringIO(resource_text("pay", "minimum_wage.csv")), comment="#")
    return {
        str(band): (
            np.array([parse_month(day[:7]) for day in rows["from"]]),
            rows["gbp_per_hour"].to_numpy(dtype=np.float64),
        )
        for band, rows in table.groupby("band")
    }


def above_minimum(
    pay: ArrayLike,
    months: NDArray[np.int64],
    kinds: NDArray[np.object_] | None = None,
    shares: Sequence[float] = (),
) -> NDArray[np.float64]:
    """Quantiles of pay that are never below the minimum of its month.

    The lower end of a range is the minimum itself, since there are adverts that pay just that (a
    smooth maximum, which lifts lower ends too, left them out: ranges near the minimum covered 69%
    of the adverts of 2023 in place of 80%). The median and what lies above are lifted a little
    further, by up to 2%, so that the better paid of two jobs at the minimum stays so.

    Parameters
    ----------
    pay : array-like of shape (n, k)
        £ a year, quantiles of the same pay.
    months : ndarray of shape (n,)
    kinds : ndarray of shape (n,), optional
        As for :func:`minimum_pay`.
    shares : sequence of k float, optional
        Share of pay below each quantile; without, nothing is lifted further.

    Examples
    --------
    >>> month = np.array([parse_month("2026-04")])
    >>> above_minimum([[19_000.0, 26_000.0, 60_000.0]], month).tolist()
    [[24784.5, 26000.0, 60000.0]]
    >>> quantiles = [[19_000.0, 24_000.0, 40_000.0]]
    >>> above_minimum(quantiles, month, shares=(0.1, 0.5, 0.9)).round().tolist()
    [[24784.0, 25168.0, 40011.0]]
    """
    figures = np.asarray(pay, dtype=np.float64)
    floor = minimum_pay(months, kinds)[:, None]
    if not shares:
        return np.maximum(figures, floor)
    far = np.divide(
        np.minimum(figures, floor),
        np.maximum(figures, floor),
        where=floor > 0,
        out=np.zeros_like(figures),
    )
    upper = np.clip((np.asarray(shares) - _LOWER) / (0.5 - _LOWER), 0.0, 1.0)
    return np.maximum(figures, floor) + _LIFT * upper * far**_SHARPNESS * floor
