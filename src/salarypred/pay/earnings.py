"""Average earnings by month: the measure in which pay of different years is comparable.

The table ``earnings.csv`` is the Office for National Statistics' series KAB9 (average weekly
earnings, total pay, Great Britain). Source: Office for National Statistics licensed under the
Open Government Licence v3.0.
"""

from functools import cache
from io import StringIO

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..adverts.months import _number, month_name, months_posted, parse_month
from ..adverts.table import Adverts, posted_in
from ..errors import InputError
from ..resources import resource_text

#: Months with bonuses stand out: a centred mean over this many months smooths them.
_SMOOTHED = 13
#: Months after the last known one up to which earnings are carried on.
MONTHS_AHEAD = 24


@cache
def _log_earnings() -> tuple[NDArray[np.float64], float, int]:
    """Smoothed log earnings by month, their growth a month over the last year, last known month."""
    text = resource_text("pay", "earnings.csv")
    table = pd.read_csv(StringIO(text), comment="#")
    months = np.array([_number(month) for month in table["month"]])
    logs = np.interp(np.arange(months[-1] + 1), months, np.log(table["pounds_a_week"]))
    growth = float(logs[-12:].mean() - logs[-24:-12].mean()) / 12
    half = _SMOOTHED // 2
    # The series is continued by its growth at both ends, so that the mean stays centred.
    before = logs[0] - growth * np.arange(half, 0, -1)
    after = logs[-1] + growth * np.arange(1, half + 1)
    padded = np.concatenate([before, logs, after])
    smooth = np.convolve(padded, np.full(_SMOOTHED, 1 / _SMOOTHED), mode="valid")
    return smooth, growth, int(months[-1])


def log_earnings(months: NDArray[np.int64]) -> NDArray[np.float64]:
    """Logarithm of smoothed average earnings, £ a week.

    Parameters
    ----------
    months : ndarray of shape (n,)
        Months since January 2000, see :func:`months_posted`. Months after the table's last are
        extrapolated by the growth of its last year, up to `MONTHS_AHEAD`; later ones count as
        the last of these, and months before 2000 as January 2000.

    Examples
    --------
    >>> bool(400 < np.exp(log_earnings(np.array([156])))[0] < 500)  # January 2013
    True
    """
    smooth, growth, last = _log_earnings()
    beyond = np.clip(np.asarray(months) - last, 0, MONTHS_AHEAD)
    return smooth[np.clip(months, 0, last)] + growth * beyond


def month_of_money(text: str) -> int:
    """Months since January 2000 of ``YYYY-MM``, in whose money an estimate is asked for.

    Raises
    ------
    InputError
        If the text is not a month, or too long after the last month of the table.

    Examples
    --------
    >>> month_of_money("2013-01")
    156
    """
    month = parse_month(text)
    last = _log_earnings()[2]
    if month > last + MONTHS_AHEAD:
        raise InputError(
            f"month {text}: average earnings are known from 2000-01 to {month_name(last)}; "
            f"expected a month up to {month_name(last + MONTHS_AHEAD)}"
        )
    return month


def in_money_of(adverts: Adverts, month: str | None) -> Adverts:
    """Return the adverts as if all were posted in a month (``YYYY-MM``); None changes nothing.

    Raises
    ------
    InputError
        See :func:`month_of_money`.
    """
    if month is not None:
        month_of_money(month)
    return posted_in(adverts, month)


def months_of_money(posted: "pd.Series[str]") -> NDArray[np.int64]:
    """Month of each estimate's money: the advert's, within the months that earnings reach to.

    Examples
    --------
    >>> months_of_money(pd.Series(["2013-01-05", "1995-06"])).tolist()
    [156, 0]
    """
    return np.clip(months_posted(posted), 0, _log_earnings()[2] + MONTHS_AHEAD)


def carried(pay: NDArray[np.float64], since: str, until: str) -> NDArray[np.float64]:
    """Pay of one month (``YYYY-MM``) in the money of another, by average earnings.

    Examples
    --------
    >>> carried(np.array([20_000.0]), "2013-01", "2013-01").tolist()
    [20000.0]
    """
    ends = log_earnings(np.array([parse_month(since), parse_month(until)]))
    return pay * float(np.exp(ends[1] - ends[0]))


def last_known_month() -> str:
    """Last month of the table, such as ``2026-04``."""
    return month_name(_log_earnings()[2])
