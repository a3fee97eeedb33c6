"""Linear scores of classes from sparse features: weights above their intercept, in one table."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression


def common_columns(
    X: sparse.csr_matrix, adverts: NDArray[np.int64], made: NDArray[np.bool_], least: int
) -> NDArray[np.int64]:
    """Features that at least so many adverts have, or two made-up ones.

    Parameters
    ----------
    X : csr_matrix of shape (n_masks, n_features)
    adverts : ndarray of shape (n_masks,)
        Numbers of the adverts that the masks stand in.
    made : ndarray of shape (n_masks,)
        Whether the advert is made up.
    least : int

    Returns
    -------
    ndarray of shape (n_kept,)
    """
    counts = []
    for rows in (np.flatnonzero(~made), np.flatnonzero(made)):
        members = sparse.csr_matrix(
            (np.ones(len(rows)), (adverts[rows], np.arange(len(rows)))),
            shape=(adverts.max() + 1, len(rows)),
        )
        counts.append(np.asarray((members @ (X[rows] != 0) > 0).sum(axis=0)).ravel())
    return np.flatnonzero((counts[0] >= least) | (counts[1] > 1))


def fitted_weights(
    X: sparse.csr_matrix, y: NDArray[Any], classes: Sequence[str], C: float
) -> NDArray[np.float32]:
    """Weights of a logistic regression, shape (n_features + 1, n_classes)."""
    if len(set(y)) == 1:  # one class only: nothing to tell apart
        return all_classes(np.zeros((X.shape[1], 1)), np.zeros(1), y[:1], classes)
    model = LogisticRegression(C=C, max_iter=1000).fit(X, y)
    coef, intercept = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
        coef, intercept = np.vstack([-coef, coef]) / 2, np.array([-1, 1]) * intercept / 2
    return all_classes(coef.T, intercept, model.classes_, classes)


def all_classes(
    weights: NDArray[Any], intercept: NDArray[Any], known: ArrayLike, classes: Sequence[str]
) -> NDArray[np.float32]:
    """Weights above their intercept, with columns for all classes.

    A class that the labels lacked is as good as impossible.
    """
    table = np.zeros((len(weights) + 1, len(classes)), dtype=np.float32)
    table[-1] = -30.0
    columns = [list(classes).index(name) for name in np.asarray(known)]
    table[:-1, columns], table[-1, columns] = weights, intercept
    return table


def scores(X: Any, weights: NDArray[np.float32]) -> NDArray[np.float64]:
    """Scores of the classes, shape (n_rows, n_classes)."""
    return np.asarray(X @ weights[:-1] + weights[-1], dtype=np.float64)


def softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of the classes from their scores; none is quite 0."""
    proba = np.exp(values - values.max(axis=1, keepdims=True))
    return (proba / proba.sum(axis=1, keepdims=True)).clip(1e-12)
