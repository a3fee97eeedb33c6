"""The figures of one advert made to agree: with each other and with the law."""

from collections.abc import Sequence

from ...pay.rates import Rates
from ..estimate import Estimate
from .posts import Post
from .rounding import raised, step
from .wording import Form

_ORDER = ("pay_min", "pay", "pay_max", "ote")
#: Units from the one that is fixed first: figures in the others follow from it.
_UNITS = ("hour", "day", "week", "month", "year")


def agreed(
    estimates: list[Estimate],
    posts: Sequence[Post],
    forms: Sequence[Form],
    rates: Rates,
    least: dict[bool, float],
) -> list[Estimate]:
    """Estimates of an advert that can be true together.

    Parameters
    ----------
    estimates : list of n Estimate
    posts : sequence of n Post
    forms : sequence of n Form
    rates : Rates
    least : dict of bool to float
        Legal minimum, £ an hour; True: of apprentices.

    Returns
    -------
    list of n Estimate
        For every post minimum ≤ pay ≤ maximum ≤ on-target earnings, none below the legal minimum,
        and one pay in several units by the factors of ``rates``.
    """
    found = list(estimates)
    groups: dict[int, list[int]] = {}
    for row, estimate in enumerate(found):
        by_piece = bool(estimate.kind)
        if estimate.role in _ORDER and estimate.value is not None and not by_piece:
            groups.setdefault(posts[row].number, []).append(row)
    for rows in groups.values():
        for unit in _UNITS:
            same = [row for row in rows if found[row].unit == unit]
            law = least[posts[rows[0]].apprentice]
            _in_order(found, same, forms, rates.from_year(rates.to_year(law, "hour"), unit))
        floor = 0.0
        for role in _ORDER:
            here = [row for row in rows if found[row].role == role]
            _in_step(found, here, rates)
            floor = _above(found, here, forms, rates, floor)
    return found


def _in_order(found: list[Estimate], rows: list[int], forms: Sequence[Form], least: float) -> None:
    """Put figures of one post and unit in order, none below the least, in place."""
    floor, minimum = least, 0.0
    for role in _ORDER:
        top = floor
        for row in rows:
            if found[row].role != role:
                continue
            unit, form = found[row].unit, forms[row]
            legal = least if unit == "hour" else raised(least, unit, form)
            value, low, high = (
                max(legal, amount or 0.0)
                for amount in (found[row].value, found[row].low, found[row].high)
            )
            if role == "pay_max" and minimum:  # nobody writes "£200 to £200"
                value = max(value, minimum + step(minimum, unit, form))
            value = max(value, floor)
            top = max(top, value)
            found[row] = found[row]._replace(
                value=round(value, 2),
                low=round(min(low, value), 2),
                high=round(max(high, value), 2),
            )
        floor = top
        if role == "pay_min" and any(found[row].role == role for row in rows):
            minimum = top


def _in_step(found: list[Estimate], here: list[int], rates: Rates) -> None:
    """Make figures of one role in several units one pay, in place."""
    first = min(here, key=lambda row: _UNITS.index(found[row].unit), default=None)
    if first is None:
        return
    anchor = found[first]
    for row in here:
        if found[row].unit == anchor.unit:
            continue
        unit = found[row].unit
        ends = [
            round(rates.from_year(rates.to_year(amount, anchor.unit), unit))
            for amount in (anchor.value, anchor.low, anchor.high)
            if amount is not None
        ]
        found[row] = found[row]._replace(value=ends[0], low=ends[1], high=ends[2])


def _above(
    found: list[Estimate], here: list[int], forms: Sequence[Form], rates: Rates, floor: float
) -> float:
    """Lift figures of one role to a floor in £ a year, in place; the floor of the next role.

    An earlier role in another unit can lie above them by what rounding added.
    """
    years = [rates.to_year(found[row].value or 0.0, found[row].unit) for row in here]
    if years and min(years) < floor:
        smallest = min((found[row].unit for row in here), key=_UNITS.index)
        for row in here:
            unit, value = found[row].unit, found[row].value or 0.0
            if unit == smallest and rates.to_year(value, unit) < floor:
                value = raised(rates.from_year(floor, unit), unit, forms[row])
                high = max(value, found[row].high or 0.0)
                found[row] = found[row]._replace(value=value, high=high)
        _in_step(found, here, rates)
        years = [rates.to_year(found[row].value or 0.0, found[row].unit) for row in here]
    return max([floor, *years])
