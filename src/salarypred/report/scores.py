"""How good intervals are by one figure, and how sure the figures themselves are."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

_DRAWS = 1_000
#: Groups of fewer adverts are not shown by themselves.
LEAST_OF_GROUP = 10


def interval_score(
    true: ArrayLike, low: ArrayLike, high: ArrayLike, level: float = 0.8
) -> NDArray[np.float64]:
    """Winkler's interval score of each row, in the unit of the pay; the less the better.

    The width of the interval and, where it misses, ``2 / (1 - level)`` times by how much. No
    interval but that between the true quantiles has a smaller mean (R. L. Winkler, "A
    decision-theoretic approach to interval estimation", 1972; T. Gneiting and A. E. Raftery, 2007).

    Parameters
    ----------
    true, low, high : array-like of shape (n,)
        £ a year.
    level : float
        Share of rows that the intervals are to cover.

    Examples
    --------
    >>> interval_score([30.0, 42.0], [25.0, 25.0], [40.0, 40.0]).tolist()
    [15.0, 35.0]
    """
    t, a, b = (np.asarray(values, dtype=np.float64) for values in (true, low, high))
    missed = np.maximum(a - t, 0) + np.maximum(t - b, 0)
    return b - a + 2 / (1 - level) * missed


def row_figures(rows: pd.DataFrame) -> pd.DataFrame:
    """Figures of each row whose means are shown: ``mae``, ``coverage``, ``width``, ``winkler``.

    Parameters
    ----------
    rows : DataFrame of n rows
        With ``true``, ``predicted_salary``, ``salary_low`` and ``salary_high``, £ a year.
    """
    low, high = rows["salary_low"], rows["salary_high"]
    return pd.DataFrame(
        {
            "mae": (rows["predicted_salary"] - rows["true"]).abs(),
            "coverage": rows["true"].between(low, high).astype(float),
            "width": high - low,
            "winkler": interval_score(rows["true"], low, high),
        }
    )


def bootstrap(rows: pd.DataFrame, seed: int = 0) -> dict[str, tuple[float, float]]:
    """95% intervals of the means of :func:`row_figures`, by drawing employers again and again.

    Adverts of one employer are alike, so they are drawn together; an advert without one stands for
    itself (B. Efron, "Bootstrap methods: another look at the jackknife", 1979; percentiles).

    Parameters
    ----------
    rows : DataFrame of n rows
        As for :func:`row_figures`, with ``company``.
    seed : int
        Of the draws.

    Returns
    -------
    dict of str to (float, float)
        2.5 and 97.5% of the means of 1,000 draws.
    """
    figures = row_figures(rows)
    names = rows["company"].fillna("").astype(str).str.lower().to_numpy(dtype=object)
    own = np.array([f"\x00{number}" for number in range(len(rows))], dtype=object)
    groups = np.unique(np.where(names == "", own, names).astype(str), return_inverse=True)[1]
    counts = np.bincount(groups).astype(np.float64)
    sums = np.column_stack([np.bincount(groups, weights=figures[name]) for name in figures])
    rng = np.random.default_rng(seed)
    means = np.empty((_DRAWS, sums.shape[1]))
    for draw in range(_DRAWS):
        times = np.bincount(rng.integers(0, len(counts), len(counts)), minlength=len(counts))
        means[draw] = (times @ sums) / (times @ counts)
    ends = np.quantile(means, [0.025, 0.975], axis=0).T
    return {str(name): (float(a), float(b)) for name, (a, b) in zip(figures, ends, strict=True)}


def scores_by(rows: pd.DataFrame, groups: "pd.Series[Any]") -> pd.DataFrame:
    """Means of :func:`row_figures` in each group of at least 10 adverts, the largest first.

    Returns
    -------
    DataFrame
        ``n`` and the figures; the groups are its index, "" and missing as "(none)".
    """
    named = groups.astype(object).where(groups.notna(), "").astype(str).str.strip()
    named = named.where(named != "", "(none)")
    parts = row_figures(rows).groupby(named.to_numpy())
    table = pd.concat([parts.size().rename("n"), parts.mean()], axis=1)
    table = table[table["n"] >= LEAST_OF_GROUP]
    return table.sort_values("n", ascending=False, kind="stable")
