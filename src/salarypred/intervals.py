"""Prediction intervals from residuals on adverts that the model had not seen."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.utils.validation import check_is_fitted

_LEVELS = np.linspace(0.0025, 0.9975, 400)


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
    edges_ : ndarray of shape (at most n_groups - 1,)
    quantiles_ : ndarray of shape (number of edges + 1, 400)
        Quantiles of residual / scale at evenly spaced levels.
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

    def calibrate(self, residuals: NDArray[Any], scale: NDArray[Any]) -> Self:
        """Take the quantiles, from rows on which neither model nor ``fit`` was trained."""
        n_groups = max(1, min(self.n_groups, len(scale) // 100))
        edges = np.quantile(scale, np.linspace(0, 1, n_groups + 1)[1:-1])
        # Sizes that many rows share must not leave a group empty.
        self.edges_ = np.unique(edges[edges < np.max(scale)])
        group = np.searchsorted(self.edges_, scale)
        quotients = residuals / scale
        self.quantiles_ = np.stack(
            [np.quantile(quotients[group == number], _LEVELS) for number in np.unique(group)]
        )
        return self

    def predict(
        self, X: ArrayLike, level: float = 0.8
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper end relative to the estimate, each of shape (n,).

        Raises
        ------
        ValueError
            If level is not between 0 and 1.
        """
        return self._ends(self.scale(X), level)

    def coverage(self, residuals: NDArray[Any], scale: NDArray[Any], level: float) -> float:
        """Share of residuals inside their intervals."""
        low, high = self._ends(scale, level)
        return float(np.mean((residuals >= low) & (residuals <= high)))

    def _ends(
        self, scale: NDArray[Any], level: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        if not 0 < level < 1:
            raise ValueError(f"interval level {level}; expected a number between 0 and 1")
        check_is_fitted(self, "quantiles_")
        tails = ((1 - level) / 2, (1 + level) / 2)
        ends = np.array(
            [[np.interp(tail, _LEVELS, row) for tail in tails] for row in self.quantiles_]
        )
        chosen = ends[np.searchsorted(self.edges_, scale)]
        # The estimate itself always lies inside.
        return np.minimum(chosen[:, 0], 0) * scale, np.maximum(chosen[:, 1], 0) * scale
