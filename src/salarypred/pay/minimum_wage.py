"""The least that full-time work pays by law: no estimate for a job of today may lie below it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..adverts.months import parse_month
from .rates import UK

#: National Living Wage for adults from April of each year, £ an hour (gov.uk, "National Minimum
#: Wage and National Living Wage rates"; that of 2026 was announced in November 2025). Before 2016
#: there was none, and the lower minimum wage of then hardly touches adverts.
HOURLY = {
    2016: 7.20,
    2017: 7.50,
    2018: 7.83,
    2019: 8.21,
    2020: 8.72,
    2021: 8.91,
    2022: 9.50,
    2023: 10.42,
    2024: 11.44,
    2025: 12.21,
    2026: 12.71,
}
#: How sharply estimates bend where they come near the minimum.
_SHARPNESS = 16


def minimum_pay(months: NDArray[np.int64]) -> NDArray[np.float64]:
    """Full-time pay at the National Living Wage, £ a year (1,950 hours), 0 before April 2016.

    Parameters
    ----------
    months : ndarray of shape (n,)
        Months since January 2000. Months after the table's last rate keep it.

    Examples
    --------
    >>> minimum_pay(np.array([parse_month("2013-01"), parse_month("2026-04")])).round().tolist()
    [0.0, 24784.0]
    """
    starts = np.array([parse_month(f"{year}-04") for year in HOURLY])
    pay = np.array([0.0, *(UK.to_year(rate, "hour") for rate in HOURLY.values())])
    return pay[np.searchsorted(starts, months, side="right")]


def above_minimum(pay: ArrayLike, months: NDArray[np.int64]) -> NDArray[np.float64]:
    """Pay that is never below the minimum of its month.

    A smooth maximum: pay well above the minimum stays as it is, pay near it is lifted a little, as
    employers keep a distance between their grades. The order of two figures of a month stays.

    Parameters
    ----------
    pay : array-like of shape (n, k)
        £ a year.
    months : ndarray of shape (n,)

    Examples
    --------
    >>> month = np.array([parse_month("2026-04")])
    >>> above_minimum([[19_000.0, 26_000.0, 60_000.0]], month).round(-2).tolist()
    [[24800.0, 26600.0, 60000.0]]
    """
    figures = np.asarray(pay, dtype=np.float64)
    floor = minimum_pay(months)[:, None]
    largest = np.maximum(figures, floor)
    shares = (figures / largest) ** _SHARPNESS + (floor / largest) ** _SHARPNESS
    return largest * shares ** (1 / _SHARPNESS)
