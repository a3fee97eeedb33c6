"""Pay of synthetic adverts: aggregates of real adverts of 2012-2013, with a little noise."""

from __future__ import annotations

import math
from functools import cache
from random import Random
from typing import NamedTuple

from ..errors import InputError
from ..pay.rates import ADZUNA_2013
from .grammar import Number, table

PAY_YEAR = 2013
NOISE = 0.13
LOWEST_YEAR, LOWEST_HOUR = 12_000, 6.25


class Pay(NamedTuple):
    """Pay of one advert in £ a year, the wording rule that states it and that rule's numbers."""

    salary: float
    low: float
    high: float
    rule: str
    numbers: dict[str, Number]


@cache
def _factors() -> dict[tuple[str, str, str], float]:
    rows = table("pay_factors.tsv")
    return {(row["kind"], row["category"], row["name"]): float(row["value"]) for row in rows}


def factor(kind: str, category: str, name: str) -> float:
    """Ratio of pay for a level, region or contract: of the category, else of all, else 1.

    Examples
    --------
    >>> factor("level", "IT Jobs", "senior") > 1 > factor("level", "IT Jobs", "junior")
    True
    """
    factors = _factors()
    return factors.get((kind, category, name), factors.get((kind, "*", name), 1.0))


def contract_share(category: str) -> float:
    """Share of contract posts among the adverts of a category.

    Examples
    --------
    >>> 0 < contract_share("IT Jobs") < 1
    True
    """
    return _factors()["share", category, "contract"]


def earnings_factor(year: int) -> float:
    """Average earnings of a year over those of 2013.

    Raises
    ------
    InputError
        If the series of earnings does not hold the year.

    Examples
    --------
    >>> earnings_factor(2013)
    1.0
    """
    factors = _factors()
    years = sorted(int(name) for kind, _, name in factors if kind == "earnings")
    if year not in years:
        raise InputError(f"--year {year}: no earnings known; expected {years[0]} to {years[-1]}")
    return factors["earnings", "*", str(year)] / factors["earnings", "*", str(PAY_YEAR)]


def draw_pay(true: float, period: str, ote: bool, year: int, rng: Random) -> Pay:
    """Draw what an advert says of its pay.

    Parameters
    ----------
    true : float
        £ a year before rounding and noise.
    period : str
        `year`, `day` or `hour`: how the advert counts.
    ote : bool
        Whether on-target earnings are stated beside a yearly basic.
    year : int
        Year of the money; the lowest pay depends on it.
    rng : random.Random
        Source of the noise and of the choices.

    Returns
    -------
    Pay
        `salary` is the midpoint of `low` and `high`, which are equal for a single figure.

    Examples
    --------
    >>> pay = draw_pay(30_000, "hour", False, 2013, Random(1))
    >>> pay.low <= pay.salary <= pay.high and pay.salary == (pay.low + pay.high) / 2
    True
    """
    # A sum of 12 uniform draws is as good as normal, and the same on every machine.
    true *= math.exp(NOISE * (sum(rng.random() for _ in range(12)) - 6))
    prices = earnings_factor(year)
    per_year = ADZUNA_2013.factor(period)  # as the source of the aggregates annualised them
    floor = LOWEST_HOUR * prices if period == "hour" else LOWEST_YEAR * prices / per_year
    rate = max(true / per_year, floor)
    step = _step(rate, period, rng)
    form = rng.choices(("range", "single", "upto"), (50, 35, 15))[0]
    half = rate * rng.uniform(0.03, 0.14)
    low, high = _rounded(rate - half, step, floor), _rounded(rate + half, step, floor)
    if form == "single":
        low = high = _rounded(rate, step, floor)
    elif low == high:
        high = low + step
    if ote:
        form = "ote" if form == "single" else "range_ote"
    numbers = {
        "pay": _number(low, "pay", period),
        "pay_min": _number(low, "pay_min", period),
        "pay_max": _number(high, "pay_max", period),
        "pay_extra": _number(_rounded(high * 1.4, step, floor), "pay_extra", period),
        "ote": _number(_rounded(high * rng.uniform(1.2, 1.8), 1000, floor), "ote", period),
    }
    numbers |= {f"{name}.k": _thousands(number) for name, number in numbers.items()}
    yearly = low * per_year, high * per_year
    return Pay(sum(yearly) / 2, *yearly, f"{period}_{form}", numbers)


def _step(rate: float, period: str, rng: Random) -> float:
    if period == "hour":
        return 0.25 if rate < 20 else 0.5
    if period == "day":
        return 5 if rate < 150 else 10 if rate < 400 else 25
    if rate < 20_000:
        return 500
    return rng.choice((500, 1000)) if rate < 50_000 else rng.choice((1000, 2500))


def _rounded(value: float, step: float, floor: float) -> float:
    rounded = round(value / step) * step
    return rounded if rounded >= floor else math.ceil(floor / step) * step


def _number(value: float, label: str, unit: str) -> Number:
    return Number(f"{value:.2f}" if unit == "hour" else f"{value:,.0f}", label, unit)


def _thousands(number: Number) -> Number:
    value = float(number.text.replace(",", "")) / 1000
    return number._replace(text=f"{value:g}")
