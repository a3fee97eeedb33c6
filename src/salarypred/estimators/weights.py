"""How much rows count: sample weights as estimators take them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.utils.validation import _check_sample_weight

Weights = NDArray[np.float64] | None


def checked_weight(sample_weight: ArrayLike | None, n_rows: int) -> Weights:
    """Weights with a mean of 1, or None where all rows count alike.

    Parameters
    ----------
    sample_weight : array-like of shape (n_rows,), optional
    n_rows : int

    Raises
    ------
    ValueError
        If weights are of another shape, negative, missing, or all 0.

    Examples
    --------
    >>> checked_weight([2.0, 2.0], 2) is None
    True
    >>> checked_weight([1.0, 3.0], 2).tolist()
    [0.5, 1.5]
    """
    if sample_weight is None:
        return None
    weight = _check_sample_weight(
        sample_weight, np.empty((n_rows, 1)), dtype=np.float64, ensure_non_negative=True
    )
    if not weight.any():
        raise ValueError("all sample weights are zero; expected some above 0")
    return None if (weight == weight[0]).all() else np.asarray(weight / weight.mean())


def part_of(weight: Weights, rows: NDArray[np.intp]) -> Weights:
    """Weights of some rows."""
    return None if weight is None else weight[rows]


def weighted_quantile(values: NDArray[np.float64], share: float, weight: Weights = None) -> float:
    """The least value with at least this share of the weight at or below it.

    Without weights as ``numpy.quantile`` with ``method="higher"``, whose rank counts from 0.

    Examples
    --------
    >>> weighted_quantile(np.array([3.0, 1.0, 2.0]), 0.5, np.array([0.2, 0.4, 2.4]))
    2.0
    """
    if weight is None:
        return float(np.quantile(values, share, method="higher"))
    order = np.argsort(values, kind="stable")
    total = np.cumsum(weight[order])
    place = np.searchsorted(total, share * total[-1] * (1 - 1e-12))
    return float(values[order][min(int(place), len(values) - 1)])


def effective_number(weight: Weights, n_rows: int) -> float:
    """Number of rows of one weight that tell as much (L. Kish, "Survey Sampling", 1965, 11.7).

    Examples
    --------
    >>> effective_number(np.array([1.0, 1.0, 0.0, 0.0]), 4)
    2.0
    """
    if weight is None:
        return float(n_rows)
    return float(weight.sum() ** 2 / np.square(weight).sum())
