"""Fewer adverts of each source and year, for a training on more than one machine can take."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .months import months_posted, years
from .table import Adverts

#: Adverts of each source and year that are kept at least, if there are as many.
LEAST_OF_GROUP = 200
#: How adverts are chosen, in words.
RULE = (
    "adverts with pay first; every source and year in proportion, but at least "
    f"{LEAST_OF_GROUP} of it or all that it has; at random within"
)


def sampled_rows(
    adverts: Adverts,
    paid: ArrayLike,
    most: int,
    *,
    seed: int | None = 0,
    as_of: str | None = None,
) -> NDArray[np.intp]:
    """Choose adverts by source and year.

    Parameters
    ----------
    adverts : Adverts
        n rows, of which ``source`` and ``posted`` are read.
    paid : array-like of bool, shape (n,)
        Adverts with pay: others are taken only where these do not suffice.
    most : int
        Adverts that are wanted.
    seed : int or None, default=0
        None: other adverts each time.
    as_of : str, optional
        Month (``YYYY-MM``) of adverts without a date; default: this month.

    Returns
    -------
    ndarray of shape (min(n, most),)
        Numbers of the rows, ascending. By `RULE`: see :func:`group_quotas`.
    """
    paid = np.asarray(paid, dtype=bool)
    if most >= len(adverts):
        return np.arange(len(adverts))
    year = years(months_posted(adverts["posted"], as_of)).astype(int)
    pairs = pd.MultiIndex.from_arrays([adverts["source"], year])
    groups, _ = pd.factorize(pairs, sort=True)
    rng = np.random.default_rng(seed)
    first, others = np.flatnonzero(paid), np.flatnonzero(~paid)
    chosen = first[_sampled(groups[first], min(most, len(first)), rng)]
    further = others[_sampled(groups[others], most - len(chosen), rng)]
    return np.sort(np.concatenate([chosen, further]))


def group_quotas(
    sizes: NDArray[np.intp], most: int, least: int = LEAST_OF_GROUP
) -> NDArray[np.intp]:
    """How many rows of each group are kept.

    A group keeps its share of ``most``, but at least ``least`` rows or all that it has; what that
    takes, the other groups give up in proportion. Where ``most`` is too small for that, the least
    is as large as it can be.

    Parameters
    ----------
    sizes : ndarray of shape (n_groups,)
        Rows of each group.
    most : int
        Rows that are wanted.
    least : int

    Returns
    -------
    ndarray of shape (n_groups,)
        Adds up to ``min(most, sizes.sum())``; a larger group never keeps fewer rows.

    Examples
    --------
    >>> group_quotas(np.array([10_000, 5_000, 300, 50]), 1_550)
    array([867, 433, 200,  50])
    """
    if most >= sizes.sum():
        return sizes.copy()
    floors = np.minimum(sizes, _affordable(sizes, most, least))
    at_floor = np.zeros(len(sizes), dtype=bool)
    while True:  # ends, as groups only join those at their floor
        free = most - int(floors[at_floor].sum())
        shares = free * sizes / max(1, int(sizes[~at_floor].sum()))
        lower = ~at_floor & (shares < floors)
        if not lower.any():
            break
        at_floor |= lower
    quotas = np.where(at_floor, floors, np.floor(shares)).astype(np.intp)
    # Rows lost by rounding: one each for those that lost most of one, the larger first.
    missing = most - int(quotas.sum())
    lost = np.where(at_floor, -1.0, shares - quotas)
    quotas[np.lexsort([-sizes, -lost])[:missing]] += 1
    return quotas


def _affordable(sizes: NDArray[np.intp], most: int, least: int) -> int:
    """Largest number up to ``least`` of which every group can have as many, or all it has."""
    low, high = 0, least
    while low < high:
        middle = (low + high + 1) // 2
        if np.minimum(sizes, middle).sum() <= most:
            low = middle
        else:
            high = middle - 1
    return low


def _sampled(groups: NDArray[np.intp], most: int, rng: np.random.Generator) -> NDArray[np.intp]:
    """Places of the chosen rows, in any order."""
    _, codes, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    if not len(sizes):
        return np.empty(0, dtype=np.intp)
    shuffled = rng.permutation(len(groups))
    ordered = shuffled[np.argsort(codes[shuffled], kind="stable")]  # by group, at random within
    place = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return ordered[place < np.repeat(group_quotas(sizes, most), sizes)]
