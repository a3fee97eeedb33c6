"""Pay ranges of national scales, and how a scale is carried to other years."""

from typing import NamedTuple

import numpy as np

from ..pay.earnings import log_earnings


class PayRange(NamedTuple):
    """Lowest and highest full-time pay of a scale."""

    #: £ a year.
    low: float
    high: float
    #: ``stated`` by a published scale, or how it was carried from one.
    basis: str


def pay_year(month: int, first_month: int) -> int:
    """Year in which the pay year of a month began.

    Parameters
    ----------
    month : int
        Months since January 2000.
    first_month : int
        First month of the pay year: 4 in the health service, 9 in schools.

    Examples
    --------
    >>> pay_year(302, 4), pay_year(303, 4)  # March and April 2025
    (2024, 2025)
    """
    return 2000 + (month - (first_month - 1)) // 12


def earnings_growth(year: int, to_year: int, first_month: int) -> float:
    """Factor by which average earnings grew between the beginnings of two pay years."""
    months = np.array([(there - 2000) * 12 + first_month - 1 for there in (year, to_year)])
    before, after = log_earnings(np.maximum(months, 0))
    return float(np.exp(after - before))
