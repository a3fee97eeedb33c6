"""Pay that an advert's text states: amounts of money and the words beside them.

`salarypred.pay.figures` finds the amounts, `salarypred.pay.context` reads the words on either side
up to the next break in the sentence. This module makes statements of pay of both, and one yearly
range for the advert.
"""

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..adverts.table import Adverts
from .context import Kind, clause_before, is_pay, kind_of, unit_of
from .figures import YEARLY, figures, has_amount
from .rates import UK, Rates, Unit, pick_rates

_BESIDE = 60  # characters that are read on either side of an amount
# Plausible full-time or part-time pay in £ a unit.
_LIMITS: dict[Unit, tuple[float, float]] = {
    "year": (4_000, 500_000),
    "month": (400, 30_000),
    "week": (100, 8_000),
    "day": (35, 3_000),
    "hour": (3.5, 300),
}
# The next line may continue the list, but may hold no number before the pay.
_CONTINUES = re.compile(r"[^\n.;|]{0,45}\n?[^\n.;|\d]{0,30}")


class Pay(NamedTuple):
    """Pay as a text states it.

    Attributes
    ----------
    start, end : int
        Span of the amounts in the text: `text[start:end]` is `£25,000 - £30,000`.
    minimum, maximum : float or None
        £ a unit; equal for one figure. `None` where open: `from` has no maximum, `upto` no
        minimum.
    unit : str
        `year`, `month`, `week`, `day` or `hour`.
    kind : str
        `base`; `from` and `upto`, base pay with one end; `ote`, on-target earnings; `extra`, pay
        for further work such as overtime.
    annual_minimum, annual_maximum : float or None
        £ a year of full-time work.
    factor : float
        Units in a year, by which the amounts were multiplied.
    factor_source : str
        Whose factor it is: `name` of the `Rates`.
    """

    start: int
    end: int
    minimum: float | None
    maximum: float | None
    unit: Unit
    kind: Kind
    annual_minimum: float | None
    annual_maximum: float | None
    factor: float
    factor_source: str


def stated_pay(text: str, rates: Rates = UK) -> list[Pay]:
    """Find the pay that a text states.

    Parameters
    ----------
    text : str
        Title or description of an advert, its numbers visible.
    rates : Rates
        Factors by which hourly, daily, weekly and monthly pay becomes yearly.

    Returns
    -------
    list of Pay
        In the order of the text. Bonuses, allowances, budgets, prices and the like are left out.

    Examples
    --------
    >>> pay, = stated_pay("Clerk, £9.50 - £10 an hour, £500 welcome bonus")
    >>> pay.minimum, pay.maximum, pay.unit, pay.annual_maximum, pay.factor
    (9.5, 10.0, 'hour', 19500.0, 1950.0)
    """
    found = []
    last = 0
    for figure in figures(text):
        start, end = figure.start, figure.end
        before, last = text[max(last, start - _BESIDE) : start], end
        if figure.high < 3.5:
            continue
        after = text[end : end + _BESIDE]
        before = clause_before(before)
        unit, named = unit_of(figure, before, after)
        if unit is None:
            continue
        lowest, highest = _LIMITS[unit] if named else (YEARLY, 500_000)
        if not lowest <= figure.low <= figure.high <= highest:
            continue
        if is_pay(figure, before, after, named):
            kind = kind_of(figure, before, after)
            low = None if kind == "upto" else figure.low
            high = None if kind == "from" else figure.high
            factor = rates.factor(unit)
            yearly = low and round(low * factor, 2), high and round(high * factor, 2)
            pay = Pay(start, end, low, high, unit, kind, yearly[0], yearly[1], factor, rates.name)
            found.append(pay)
    return found


def _rank(pay: Pay) -> int:
    if pay.kind == "ote":
        return 4
    return 2 * (pay.unit != "year") + (pay.kind != "base")


def _continued(text: str, stated: list[Pay]) -> tuple[float | None, float | None]:
    """Range of the first statement and those that continue it: "£25k (London) / £23k"."""
    pay, *others = stated
    low, high, end = pay.annual_minimum, pay.annual_maximum, pay.end
    for other in others:
        minimum, maximum = other.annual_minimum, other.annual_maximum
        if low is None or high is None or minimum is None or maximum is None:
            break
        between = text[end : other.start]
        if (other.kind, other.unit) != (pay.kind, pay.unit) or not _CONTINUES.fullmatch(between):
            break
        if not 0.75 * low <= minimum <= maximum <= 2 * high:
            break
        low, high, end = min(low, minimum), max(high, maximum), other.end
    return low, high


def _chosen(text: str, rates: Rates) -> tuple[Pay | None, float | None, float | None]:
    """The statement of a text that counts, with the range that it and its continuations give."""
    stated = [pay for pay in stated_pay(text, rates) if pay.kind != "extra"]
    if not stated:
        return None, None, None
    place = min(range(len(stated)), key=lambda number: _rank(stated[number]))
    return (stated[place], *_continued(text, stated[place:]))


def stated_range(
    title: str, description: str, rates: Rates = UK
) -> tuple[float | None, float | None]:
    """£ a year that an advert states as its base pay.

    If there are several statements, one counts. These rules choose it, in this order: yearly pay
    before pay by the hour, day, week or month, and both before on-target earnings; base pay before
    `from` and `upto`; title before description, but a single figure of the title gives way to a
    range of the description that holds it; the first of the text. Ranges that continue each other
    in one sentence ("£25,000 - £30,000 / £31,000 - £36,000") or on the next line are one. Extra pay
    never counts. Part-time pay "pro rata" is stated for full-time work already.

    Parameters
    ----------
    title, description : str
        Text of the advert, its numbers visible.
    rates : Rates
        Factors by which hourly, daily, weekly and monthly pay becomes yearly.

    Returns
    -------
    (float or None, float or None)
        Minimum and maximum, equal for a single figure; `None` where the text does not say.

    Examples
    --------
    >>> stated_range("Consultant, OTE £60k", "You get £30,000 to £35,000 a year.")
    (30000.0, 35000.0)
    >>> stated_range("Consultant up to £45k", "")
    (None, 45000.0)
    """
    first, low, high = _chosen(title, rates)
    second, low2, high2 = _chosen(description, rates)
    if first is None or (second is not None and _rank(second) < _rank(first)):
        return low2, high2
    if second is not None and _rank(second) == _rank(first) and low is not None and low == high:
        whole_range = low2 is not None and high2 is not None and low2 <= low <= high2
        return (low2, high2) if whole_range else (low, high)
    return low, high


def stated_columns(adverts: Adverts) -> NDArray[np.float64]:
    """Minimum and maximum that each advert states, £ a year, shape (n, 2); NaN where none."""
    names = ("title", "description", "source", "posted")
    columns = (adverts[name].to_numpy(dtype=object) for name in names)
    stated = np.full((len(adverts), 2), np.nan)
    for row, (title, description, source, posted) in enumerate(zip(*columns, strict=True)):
        if has_amount(title) or has_amount(description):
            stated[row] = stated_range(title, description, pick_rates(source, posted))
    return stated


def midpoints(stated: NDArray[np.float64]) -> NDArray[np.float64]:
    """One figure for each stated range, shape (n,): its middle, or the end that is known.

    Examples
    --------
    >>> midpoints(np.array([[20_000.0, 30_000.0], [np.nan, 45_000.0]])).tolist()
    [25000.0, 45000.0]
    """
    low, high = stated.T
    return (np.where(np.isnan(low), high, low) + np.where(np.isnan(high), low, high)) / 2
