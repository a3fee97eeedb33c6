"""Figures that ONS suppresses, filled from hourly pay, other years or the group above.

A median is filled first; the other figures are then filled as ratios to it, so that a filled
distribution keeps its shape when the level comes from elsewhere.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .tables import MEASURES, PERCENTILES

STATED = 0
FROM_HOURLY = 1
FROM_OTHER_YEAR = 2
FROM_GROUP = 3
#: Words of the four kinds of figures, for the columns ``basis`` and ``spread_basis``.
BASES = ("stated", "from hourly pay", "from another year", "from the group above")

_MEDIAN = MEASURES.index("median")
_ORDER = [MEASURES.index(name) for name in PERCENTILES]
_MIDDLE = PERCENTILES.index("median")
_ALL = range(len(MEASURES))
#: How much narrower or wider than its group's an occupation's spread may be taken to be.
_WIDTHS = (0.5, 2.0)


class Filled(NamedTuple):
    """Complete figures, and where each of them comes from."""

    #: Log pay, shape (codes, years, measures).
    logs: NDArray[np.float64]
    #: ``STATED`` to ``FROM_GROUP``, shape (codes, years, measures).
    kinds: NDArray[np.int8]


def fill(
    annual: NDArray[np.float64],
    hourly: NDArray[np.float64],
    hours: NDArray[np.float64],
    parents: NDArray[np.int64],
    earnings: NDArray[np.float64],
) -> Filled:
    """Fill what is missing of annual pay.

    Parameters
    ----------
    annual, hourly : ndarray of shape (codes, years, measures)
        Log pay a year and an hour; NaN where it is not stated.
    hours : ndarray of shape (codes,)
        Log of paid hours a year.
    parents : ndarray of shape (codes,)
        Row of the group above, which must come before its members; its own row at the top.
    earnings : ndarray of shape (years,)
        Log average earnings, by which pay of one year is carried to another.
    """
    level = annual[:, :, _MEDIAN]
    yearly = hourly[:, :, _MEDIAN] + hours[:, None]
    # Annual and hourly pay are surveyed differently (bonuses, overtime, time in post).
    yearly = yearly + np.nanmedian(level - yearly, axis=0)
    level, kinds = _choose([level, yearly])
    level, kinds = _from_other_years(level - earnings[None, :], kinds)
    level = level + earnings[None, :]
    level, kinds = _from_parents(level, kinds, parents)

    ratios = annual - annual[:, :, [_MEDIAN]]
    hourly_ratios = hourly - hourly[:, :, [_MEDIAN]]
    hourly_ratios = hourly_ratios + np.nanmedian(ratios - hourly_ratios, axis=(0, 1))
    ratios, ratio_kinds = _choose([ratios, hourly_ratios])
    ratios, ratio_kinds = _from_other_years(ratios, ratio_kinds)
    ratios, ratio_kinds = _spread_from_parents(ratios, ratio_kinds, parents)
    ratios[:, :, _MEDIAN] = 0.0
    ratio_kinds[:, :, _MEDIAN] = kinds

    logs = level[:, :, None] + ratios
    stated = np.isfinite(annual)
    logs = np.where(stated, annual, logs)
    ratio_kinds[stated] = STATED
    return Filled(in_order(logs, stated), ratio_kinds)


def in_order(logs: NDArray[np.float64], fixed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Percentiles that never fall from one to the next; fixed ones are not changed.

    Parameters
    ----------
    logs : ndarray of shape (..., measures)
    fixed : ndarray of the same shape
        Figures that are stated.
    """
    ordered = logs[..., _ORDER]
    known = fixed[..., _ORDER]
    lowest = np.maximum.accumulate(np.where(known, ordered, -np.inf), axis=-1)
    highest = np.minimum.accumulate(np.where(known, ordered, np.inf)[..., ::-1], axis=-1)
    ordered = np.clip(ordered, lowest, highest[..., ::-1])
    result = logs.copy()
    result[..., _ORDER] = np.maximum.accumulate(ordered, axis=-1)
    return result


def _choose(
    sources: list[NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """The first source that knows each cell, and its number."""
    values = sources[0].copy()
    kinds = np.zeros(values.shape, dtype=np.int8)
    for number, source in enumerate(sources[1:], start=1):
        use = np.isnan(values) & np.isfinite(source)
        values[use] = source[use]
        kinds[use] = number
    return values, kinds


def _from_other_years(
    values: NDArray[np.float64], kinds: NDArray[np.int8]
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Fill a year from the nearest that is known; the earlier of two that are equally near."""
    filled, kinds = values.copy(), kinds.copy()
    years = range(values.shape[1])
    for year in years:
        for other in sorted(years, key=lambda there: (abs(there - year), there)):
            use = np.isnan(filled[:, year]) & np.isfinite(values[:, other])
            filled[:, year][use] = values[:, other][use]
            kinds[:, year][use] = FROM_OTHER_YEAR
    return filled, kinds


def _from_parents(
    values: NDArray[np.float64], kinds: NDArray[np.int8], parents: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Fill a code from the group above; groups come before their members."""
    for row, parent in enumerate(parents):
        use = np.isnan(values[row])
        values[row][use] = values[parent][use]
        kinds[row][use] = FROM_GROUP
    return values, kinds


def _spread_from_parents(
    ratios: NDArray[np.float64], kinds: NDArray[np.int8], parents: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Fill ratios from the group above, widened as the code's own known ratios are.

    The ratios below the median and those above it have their own width each.
    """
    position = np.array([_ORDER.index(k) if k in _ORDER else len(_ORDER) for k in _ALL])
    for side in (position < _MIDDLE, position > _MIDDLE):
        columns = np.flatnonzero(side)
        for row, parent in enumerate(parents):
            own, group = ratios[row][:, columns], ratios[parent][:, columns]
            missing = np.isnan(own)
            known = np.where(missing, 0.0, own).sum(axis=1)
            beside = np.where(missing, 0.0, group).sum(axis=1)
            width = np.where(beside == 0, 1.0, known / np.where(beside == 0, 1.0, beside))
            width = np.clip(width, *_WIDTHS)[:, None]
            ratios[row][:, columns] = np.where(missing, group * width, own)
            kinds[row][:, columns] = np.where(missing, FROM_GROUP, kinds[row][:, columns])
    return ratios, kinds
