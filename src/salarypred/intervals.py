"""Prediction intervals from residuals on adverts that the model had not seen."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.utils.validation import check_is_fitted

_LEVELS = np.linspace(0.0025, 0.9975, 400)
_LEAST_KIND = 300
#: Largest upper end / lower end of the 80% interval for the words of :func:`confidence`.
_HIGH, _MEDIUM = 1.5, 2.0


class ConformalInterval(BaseEstimator):
    """Split-conformal intervals whose width follows the expected size of the error.

    Residuals are divided by their expected size, which boosted trees predict; quantiles of the
    quotients, taken within groups of like size, give the ends for any level. The method is
    normalised Mondrian conformal regression (H. Boström, U. Johansson and T. Löfström, "Mondrian
    conformal predictive distributions", 2021); its finite-sample correction is left out, since
    thousands of residuals make it invisible and a small set could not give an end at all.

    Parameters
    ----------
    n_groups : int
        Groups of like expected size; fewer when a group would hold under 100 residuals.
    random_state : int
        Seed.

    Attributes
    ----------
    trees_ : HistGradientBoostingRegressor
        Predicts the absolute residual (median).
    quantiles_ : dict of int to (ndarray, ndarray)
        For each kind of row the edges between groups of like size, and for each group the
        quantiles of residual / scale at evenly spaced levels. -1: all kinds together.
    """

    def __init__(self, *, n_groups: int = 8, random_state: int = 0) -> None:
        self.n_groups = n_groups
        self.random_state = random_state

    def fit(self, X: ArrayLike, residuals: ArrayLike) -> Self:
        """Learn the expected size of residuals from X of shape (n, n_features)."""
        self.trees_ = HistGradientBoostingRegressor(
            loss="absolute_error",
            learning_rate=0.08,
            max_iter=80,
            max_leaf_nodes=16,
            min_samples_leaf=60,
            early_stopping=False,
            random_state=self.random_state,
        ).fit(X, np.abs(residuals))
        return self

    def scale(self, X: ArrayLike) -> NDArray[np.float64]:
        """Expected size of the residual of each row."""
        check_is_fitted(self, "trees_")
        return np.maximum(self.trees_.predict(X), 0.01)

    def calibrate(
        self,
        residuals: NDArray[Any],
        scale: NDArray[Any],
        kinds: NDArray[Any] | None = None,
    ) -> Self:
        """Take the quantiles, from rows on which neither model nor ``fit`` was trained.

        Parameters
        ----------
        residuals, scale : ndarray of shape (n,)
        kinds : ndarray of shape (n,), optional
            Whole numbers from 0 on: coverage holds within each kind of row. A kind of fewer than
            300 rows takes the quantiles of all.
        """
        kinds = np.zeros(len(scale), dtype=int) if kinds is None else kinds
        self.quantiles_ = {-1: self._groups(residuals, scale)}
        for kind in np.unique(kinds):
            rows = kinds == kind
            if rows.sum() >= _LEAST_KIND:
                self.quantiles_[int(kind)] = self._groups(residuals[rows], scale[rows])
        return self

    def _groups(
        self, residuals: NDArray[Any], scale: NDArray[Any]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        n_groups = max(1, min(self.n_groups, len(scale) // 100))
        edges = np.quantile(scale, np.linspace(0, 1, n_groups + 1)[1:-1])
        # Sizes that many rows share must not leave a group empty.
        edges = np.unique(edges[edges < np.max(scale)])
        group = np.searchsorted(edges, scale)
        quotients = residuals / scale
        rows = [np.quantile(quotients[group == number], _LEVELS) for number in np.unique(group)]
        return edges, np.stack(rows)

    def predict(
        self, X: ArrayLike, level: float = 0.8, kinds: NDArray[Any] | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper end relative to the estimate, each of shape (n,).

        Raises
        ------
        ValueError
            If level is not between 0 and 1.
        """
        return self.ends(self.scale(X), level, kinds)

    def coverage(self, residuals: NDArray[Any], scale: NDArray[Any], level: float) -> float:
        """Share of residuals inside their intervals."""
        low, high = self.ends(scale, level)
        return float(np.mean((residuals >= low) & (residuals <= high)))

    def ends(
        self, scale: NDArray[Any], level: float, kinds: NDArray[Any] | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Like ``predict``, for rows whose expected size is known already."""
        if not 0 < level < 1:
            raise ValueError(f"interval level {level}; expected a number between 0 and 1")
        check_is_fitted(self, "quantiles_")
        kinds = np.zeros(len(scale), dtype=int) if kinds is None else kinds
        tails = ((1 - level) / 2, (1 + level) / 2)
        chosen = np.empty((len(scale), 2))
        for kind in np.unique(kinds):
            edges, quantiles = self.quantiles_.get(int(kind), self.quantiles_[-1])
            ends = np.array(
                [[np.interp(tail, _LEVELS, row) for tail in tails] for row in quantiles]
            )
            rows = kinds == kind
            chosen[rows] = ends[np.searchsorted(edges, scale[rows])]
        # The estimate itself always lies inside.
        return np.minimum(chosen[:, 0], 0) * scale, np.maximum(chosen[:, 1], 0) * scale


def confidence(low: ArrayLike, high: ArrayLike, doubtful: ArrayLike) -> NDArray[np.object_]:
    """How sure an estimate is, in a word.

    ``high`` when the upper end of the 80% interval is at most 1.5 times the lower, ``medium`` when
    it is at most twice the lower, else ``low``; ``low`` too for an advert with a warning, and ""
    without an estimate.

    Parameters
    ----------
    low, high : array-like of shape (n,)
        Ends of the 80% interval, £ a year.
    doubtful : array-like of shape (n,), bool
        Whether the advert has a warning.

    Examples
    --------
    >>> confidence([20_000, 20_000, 20_000], [28_000, 39_000, 28_000], [False, False, True])
    array(['high', 'medium', 'low'], dtype=object)
    """
    ratio = np.asarray(high, dtype=float) / np.asarray(low, dtype=float)
    words = np.select([ratio <= _HIGH, ratio <= _MEDIUM], ["high", "medium"], "low")
    words = np.where(np.asarray(doubtful, dtype=bool), "low", words)
    return np.where(np.isnan(ratio), "", words).astype(object)
