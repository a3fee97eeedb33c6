"""What each pay mask should say: the advert's estimate in the mask's own role, unit and wording."""

import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..adverts.masks import PAY_ROLES
from ..pay.ranges import USUAL_LOG_RATIO
from ..pay.rates import UK, Rates
from .reader import Reading

#: Ends closer than this (5%) could be rounded to one figure, and nobody writes "£200 to £200".
_LEAST_LOG_RATIO = 0.05
#: On-target earnings over basic pay: middle of the 15 adverts of 2017-2026 that state both.
_OTE = 1.48
#: Overtime and premium rates over the basic rate by the hour: middle of 66 adverts of 2017-2026.
_PREMIUM = 1.3
#: Other money, a share of yearly pay, and a percentage (pension, bonus): middle of what adverts of
#: 2017-2026 say.
_EXTRA_SHARE, _PERCENT = 0.08, 6.0
#: Steps to which figures are rounded, from an amount on.
_STEPS: dict[str, tuple[tuple[float, float], ...]] = {
    "year": ((0, 100), (10_000, 250), (30_000, 500), (80_000, 1_000)),
    "month": ((0, 25), (2_000, 50)),
    "week": ((0, 5), (500, 10)),
    "day": ((0, 1), (100, 5), (200, 10)),
    "hour": ((0, 0.05), (15, 0.25), (40, 0.5)),
    "percent": ((0, 0.5),),
}
_THOUSANDS = re.compile(r"\s?k", re.IGNORECASE)


class Estimate(NamedTuple):
    """A mask with its role and, for pay, what it should say.

    Attributes
    ----------
    field, start, role, unit, probability
        As in :class:`~salarypred.masks.reader.Reading`.
    value, low, high : float or None
        The estimate and the ends of its interval, £ a ``unit`` (or per cent); None where the mask
        is no pay or the advert has no estimate.
    """

    field: str
    start: int
    role: str
    unit: str
    probability: float
    value: float | None
    low: float | None
    high: float | None

    def to_dict(self) -> dict[str, Any]:
        """The object that the column ``masks`` holds; value, low and high only of pay."""
        facts = self._asdict()
        if self.value is None:
            for name in ("value", "low", "high"):
                del facts[name]
        return facts


def estimate_masks(
    readings: Iterable[Reading],
    pay: float,
    low: float,
    high: float,
    rates: Rates = UK,
    log_ratio: float = USUAL_LOG_RATIO,
) -> list[Estimate]:
    """Say what the pay masks of one advert stood for.

    Minimum and maximum lie around the estimated pay, which is the middle of the range; so does one
    that stands alone (``up to ****``), since six in ten such adverts of 2013 were listed with both
    ends. On-target earnings lie above them. So minimum ≤ pay ≤ maximum ≤ on-target earnings in
    every advert and unit.

    Parameters
    ----------
    readings : iterable of Reading
        The masks of one advert.
    pay, low, high : float
        Its estimate and interval, £ a year; NaN where there is none.
    rates : Rates
        Conversion factors between units.
    log_ratio : float
        Expected log(maximum / minimum); at least 0.05 is used.

    Returns
    -------
    list of Estimate

    Examples
    --------
    >>> pair = [Reading("description", 7, "pay_min", "year", 0.9),
    ...         Reading("description", 13, "pay_max", "year", 0.9)]
    >>> [mask.value for mask in estimate_masks(pair, 30_000.0, 25_000.0, 36_000.0)]
    [28000.0, 32000.0]
    """
    ratio = math.exp(max(log_ratio, _LEAST_LOG_RATIO))
    factors = {
        "pay_min": 2 / (1 + ratio),
        "pay": 1.0,
        "pay_max": 2 * ratio / (1 + ratio),
        "ote": max(_OTE, 2 * ratio / (1 + ratio)),
    }
    estimates = []
    for reading in readings:
        ends: tuple[float | None, float | None, float | None] = (None, None, None)
        if reading.role in PAY_ROLES and math.isfinite(pay):
            values = [
                _value(reading.role, reading.unit, amount, factors, rates)
                for amount in (pay, low, high)
            ]
            ends = (values[0], min(values[0], values[1]), max(values[0], values[2]))
        estimates.append(Estimate(*reading, *ends))
    return estimates


def _value(role: str, unit: str, pay: float, factors: dict[str, float], rates: Rates) -> float:
    if role != "pay_extra":
        return _rounded(rates.from_year(pay * factors[role], unit), unit)
    if unit == "percent":
        return _PERCENT
    if unit == "year":
        return _rounded(pay * _EXTRA_SHARE, unit)
    return _rounded(rates.from_year(pay * _PREMIUM, unit), unit)


def _rounded(amount: float, unit: str) -> float:
    """An amount as adverts write them; never less for more."""
    step = next(size for start, size in reversed(_STEPS[unit]) if amount >= start)
    return round(float(round(amount / step) * step), 2)


def wording(estimate: Estimate, after: str) -> str:
    """How an estimate is written in the place of its mask.

    Parameters
    ----------
    estimate : Estimate
        With a value.
    after : str
        The text behind the mask: before a ``k`` thousands are written.

    Examples
    --------
    >>> mask = Estimate("title", 0, "pay", "year", 0.9, 32_500.0, 28_000.0, 36_000.0)
    >>> wording(mask, " per annum"), wording(mask, "k basic")
    ('32,500', '32.5')
    """
    value = estimate.value
    if value is None:
        raise ValueError(f"the mask at {estimate.start} of the {estimate.field} has no estimate")
    if value >= 1_000 and _THOUSANDS.match(after):
        return f"{value / 1_000:.1f}".removesuffix(".0")
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
