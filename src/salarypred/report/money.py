"""Pay of different months in the money of one, and doubts about the month of true pay."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..adverts.answers import OFFICIAL, QUANTILES
from ..adverts.months import month_name, parse_month
from ..pay.earnings import last_known_month, log_earnings

#: What is in money of the estimate's month; true pay is in that of the advert's own.
_ESTIMATES = (
    "predicted_salary",
    "salary_low",
    "salary_high",
    "stated_salary_min",
    "stated_salary_max",
    *QUANTILES,
    *OFFICIAL[:3],
)
#: Logarithm of estimate over true pay from which a wrong month is thought of; least adverts; the
#: share of the errors that may remain once the month is put right; and how far earnings may lie
#: beyond the known ones.
_FAR, _LEAST, _REMAINS, _SLACK = 0.12, 30, 0.75, 0.05


def in_one_month(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return pay in the money of the latest month of the table, and that month.

    Parameters
    ----------
    table : DataFrame
        As :func:`~salarypred.report.data.read_predictions` reads it: ``month`` is the month of
        each estimate's money, ``posted`` that of the advert, both counted from January 2000;
        ``posted`` is -1 where there is no date, and then true pay is taken to be in the
        estimate's money.

    Returns
    -------
    DataFrame
        All pay carried to one month by average earnings; ``carried`` tells the rows that were.
    int
        The month, counted from January 2000.
    """
    estimated = table["month"].to_numpy()[table["predicted_salary"].notna().to_numpy()]
    if not len(estimated):
        return table.assign(carried=False), -1
    target = int(estimated.max())
    month = table["month"].to_numpy()
    own = np.where(table["posted"] < 0, month, table["posted"])
    result = table.assign(carried=month != target)
    result[list(_ESTIMATES)] = table[list(_ESTIMATES)].mul(_factor(month, target), axis=0)
    result["true"] = table["true"] * _factor(own, target)
    return result, target


def _factor(months: NDArray[np.int64], target: int) -> NDArray[np.float64]:
    return np.exp(log_earnings(np.array([target])) - log_earnings(months))


def month_doubt(table: pd.DataFrame) -> tuple[str, str]:
    """Say whether estimates seem to be in money of another month than known pay.

    Adverts without a date are estimated in this month's money, or in that of ``--as-of``. Where
    their pay is of another time, all estimates are off by as much as earnings have moved.

    Parameters
    ----------
    table : DataFrame
        With ``true`` and ``predicted_salary`` (£ a year), ``month`` and ``posted`` as for
        :func:`in_one_month`, before anything is carried.

    Returns
    -------
    str
        One sentence, "" where nothing speaks for it.
    str
        The month (``YYYY-MM``) that fits, or "".
    """
    rows = table[table["true"].gt(0) & table["predicted_salary"].gt(0) & table["posted"].lt(0)]
    if len(rows) < _LEAST:
        return "", ""
    off = np.log(rows["predicted_salary"].to_numpy() / rows["true"].to_numpy())
    shift = float(np.median(off))
    month = int(rows["month"].median())
    known = np.arange(parse_month(last_known_month()) + 1)
    earnings = log_earnings(known)
    there = float(log_earnings(np.array([month]))[0]) - shift
    uniform = np.abs(off - shift).mean() <= _REMAINS * np.abs(off).mean()
    within = earnings.min() - _SLACK <= there <= earnings.max() + _SLACK
    if abs(shift) < _FAR or not uniform or not within:
        return "", ""
    fits = month_name(int(np.abs(earnings - there).argmin()))
    side = "above" if shift > 0 else "below"
    text = (
        f"estimates of {len(rows):,} adverts without a date are in money of {month_name(month)} "
        f"and lie {abs(np.expm1(shift)):.0%} {side} their pay, as far as average earnings moved "
        f"between about {fits} and then"
    )
    return text, fits
