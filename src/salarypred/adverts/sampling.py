"""Fewer adverts of each source and year, for a training on more than one machine can take."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .months import months_posted, years
from .table import Adverts

#: Adverts of each source and year that are kept at least, if there are as many.
LEAST_OF_GROUP = 200


class Sample(NamedTuple):
    """Adverts that were chosen."""

    rows: NDArray[np.intp]  # their numbers, ascending
    least: int  # adverts of each source and year that were kept at least, or all

    def rule(self) -> str:
        """How they were chosen, in words."""
        return (
            "those with pay first, of every source and year its share, but at least "
            f"{self.least:,} or all that there are, at random within"
        )


def sample_adverts(
    adverts: Adverts,
    paid: ArrayLike,
    most: int,
    *,
    seed: int | None = 0,
    as_of: str | None = None,
) -> Sample:
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
    Sample of min(n, most) rows
        See :func:`group_quotas`.
    """
    paid = np.asarray(paid, dtype=bool)
    if most >= len(adverts):
        return Sample(np.arange(len(adverts)), LEAST_OF_GROUP)
    year = years(months_posted(adverts["posted"], as_of)).astype(int)
    pairs = pd.MultiIndex.from_arrays([adverts["source"], year])
    groups, _ = pd.factorize(pairs, sort=True)
    rng = np.random.default_rng(seed)
    first, others = np.flatnonzero(paid), np.flatnonzero(~paid)
    if most < len(first):
        places, least = _sampled(groups[first], most, rng)
        return Sample(np.sort(first[places]), least)
    places, least = _sampled(groups[others], most - len(first), rng)
    return Sample(np.sort(np.concatenate([first, others[places]])), least)


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
    floors = np.minimum(sizes, affordable(sizes, most, least))
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


def affordable(sizes: NDArray[np.intp], most: int, least: int = LEAST_OF_GROUP) -> int:
    """Rows that every group can have, or all it has, of ``most`` rows; ``least`` if possible."""
    low, high = 0, least
    while low < high:
        middle = (low + high + 1) // 2
        if np.minimum(sizes, middle).sum() <= most:
            low = middle
        else:
            high = middle - 1
    return low


def _sampled(
    groups: NDArray[np.intp], most: int, rng: np.random.Generator
) -> tuple[NDArray[np.intp], int]:
    """Places of the chosen rows, in any order, and the least of each group."""
    _, codes, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    shuffled = rng.permutation(len(groups))
    ordered = shuffled[np.argsort(codes[shuffled], kind="stable")]  # by group, at random within
    place = np.arange(len(groups)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    quotas = group_quotas(sizes, most)
    return ordered[place < np.repeat(quotas, sizes)], affordable(sizes, most)
