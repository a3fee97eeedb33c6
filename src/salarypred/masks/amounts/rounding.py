"""Amounts as adverts write them."""

import math

from .wording import Form

#: Steps to which figures are rounded, from an amount on.
_STEPS: dict[str, tuple[tuple[float, float], ...]] = {
    "year": ((0, 10), (1_000, 50), (5_000, 100), (10_000, 250), (30_000, 500), (80_000, 1_000)),
    "month": ((0, 5), (500, 25), (2_000, 50)),
    "week": ((0, 5), (500, 10)),
    "day": ((0, 1), (100, 5), (200, 10)),
    "hour": ((0, 0.05), (15, 0.25), (40, 0.5)),
    "percent": ((0, 0.5),),
}
#: What a number before a ``k`` and before ``,000`` is rounded to at least.
_COARSEST: dict[Form, float] = {"thousands": 500, "grouped": 1_000}


def step(amount: float, unit: str, form: Form = "plain") -> float:
    """Step to which an amount is rounded."""
    usual = next(size for start, size in reversed(_STEPS[unit]) if amount >= start)
    return max(usual, _COARSEST.get(form, 0)) if unit == "year" else usual


def rounded(amount: float, unit: str, form: Form = "plain") -> float:
    """An amount as adverts write it; never less for more, and never nothing.

    Examples
    --------
    >>> rounded(31_870, "year"), rounded(12.43, "hour"), rounded(31_870, "year", "grouped")
    (32000.0, 12.45, 32000.0)
    """
    size = step(amount, unit, form)
    if form == "pennies" and amount < 10:
        return round(amount, 2)
    return round(float(max(1, math.floor(amount / size + 0.5)) * size), 2)


def raised(amount: float, unit: str, form: Form = "plain") -> float:
    """An amount rounded up."""
    size = step(amount, unit, form)
    return round(float(math.ceil(round(amount / size, 6)) * size), 2)
