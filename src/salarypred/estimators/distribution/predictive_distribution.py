"""A predictive distribution for every row, calibrated on rows that the model had not seen."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted, validate_data

from ...state import State
from ..boosted_trees import BoostedTrees
from ..weights import Weights, effective_number, weighted_quantile
from .quantile_regression import SmoothedQuantileRegressor

#: Levels at which quantiles are learned; between them a quantile follows the normal distribution's.
LEVELS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
LEVELS += tuple(round(1 - level, 3) for level in reversed(LEVELS[:-1]))
_NORMAL = np.array([NormalDist().inv_cdf(level) for level in LEVELS])
#: Places of the hat functions of a column, as shares of the rows below.
_KNOTS = (0.01, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92, 0.99)
_SMALLEST_SCALE = 0.02
#: Columns that tell of the scale, beside those of the conditions.
SCALES = ("log_scale", "skew")
_TREES = 80
#: Levels of the trees' quantiles.
_OUTER = (0.1, 0.9)
#: How tables are checked: trees take missing values.
_CHECKED: dict[str, Any] = {"dtype": [np.float32, np.float64], "ensure_all_finite": "allow-nan"}


class PredictiveDistribution(BaseEstimator):
    """Quantiles of log pay whose coverage holds within many overlapping groups of rows.

    Boosted trees predict between which pay eight in ten such rows lie (Romano, Patterson and
    Candès, "Conformalized quantile regression", 2019), and residuals are divided by the distance
    of these ends (Boström, Johansson and Löfström, "Mondrian conformal predictive distributions",
    2021). Quantiles of the quotients are linear in what is known of a row (hat functions of the
    distances, marks of its kinds): quantile regression on rows that neither the model nor the
    trees have seen. An interval between two such quantiles covers as promised within every group
    that a column marks, however the groups overlap (Gibbs, Cherian and Candès, "Conformal
    prediction with conditional guarantees", 2023). A group of few rows keeps to the quantiles of
    the wider ones, by the penalty. Quantiles of a row that cross are sorted (Chernozhukov,
    Fernández-Val and Galichon, "Quantile and probability curves without crossing", 2010).

    Parameters
    ----------
    penalty : float, default=20.0
        See :class:`~.quantile_regression.SmoothedQuantileRegressor`.
    min_samples_leaf : int, default=60
        Rows of a leaf of the trees at least; more rows than there are make one size for all.
    random_state : int
        Seed.

    Attributes
    ----------
    trees_ : (BoostedTrees, BoostedTrees)
        Predict the quantiles of the residual at 10% and 90%.
    knots_ : dict of str to ndarray
        For each column of the conditions the places of its hat functions; empty for a column of
        two values or less, which counts as it is.
    coef_ : ndarray of shape (n_levels, n_basis)
        Quantile of the quotient at `LEVELS` = basis @ coefficients.
    """

    def __init__(
        self, *, penalty: float = 20.0, min_samples_leaf: int = 60, random_state: int = 0
    ) -> None:
        self.penalty = penalty
        self.min_samples_leaf = min_samples_leaf
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Learn the spread.

        Parameters
        ----------
        X : array-like of shape (n, n_features)
            May have missing values.
        y : array-like of shape (n,)
            Residuals.
        sample_weight : array-like of shape (n,), optional
            How much a row counts.
        """
        X, y = validate_data(self, X, y, y_numeric=True, **_CHECKED)
        # Where no leaf can be split, one tree is as good as many.
        # Half a second to import, which only a training needs.
        from sklearn.ensemble import HistGradientBoostingRegressor

        n_trees = _TREES if len(np.asarray(y)) >= 2 * self.min_samples_leaf else 1
        down, up = (
            HistGradientBoostingRegressor(
                loss="quantile",
                quantile=share,
                learning_rate=0.08,
                max_iter=n_trees,
                max_leaf_nodes=16,
                min_samples_leaf=self.min_samples_leaf,
                early_stopping=False,
                random_state=self.random_state,
            ).fit(X, y, sample_weight)
            for share in _OUTER
        )
        self.trees_ = (BoostedTrees.of(down), BoostedTrees.of(up))
        return self

    def scale(self, X: ArrayLike) -> NDArray[np.float64]:
        """How far pay goes down and up from the estimate of each row of X, shape (n, 2)."""
        check_is_fitted(self, "trees_")
        X = validate_data(self, X, reset=False, **_CHECKED)
        down, up = self.trees_
        return np.maximum(np.column_stack([-down.predict(X), up.predict(X)]), _SMALLEST_SCALE)

    def calibrate(
        self,
        residuals: ArrayLike,
        scale: ArrayLike,
        conditions: pd.DataFrame,
        weight: ArrayLike | None = None,
        levels: Sequence[float] = LEVELS,
    ) -> Self:
        """Learn the quantiles, from rows on which neither model nor ``fit`` was trained.

        Parameters
        ----------
        residuals : array-like of shape (n,)
        scale : array-like of shape (n, 2)
            What :meth:`scale` gives.
        conditions : DataFrame of n rows
            Numbers, none missing: what coverage is to hold for.
        weight : array-like of shape (n,), optional
            How much a row counts.
        levels : sequence of float
            Of `LEVELS`, 0.5 among them: those that are learned. Where others are not asked for,
            this is faster.
        """
        scale = np.asarray(scale, dtype=np.float64)
        self.knots_ = {
            str(name): _knots(values) for name, values in _columns(scale, conditions).items()
        }
        residuals = np.asarray(residuals, dtype=np.float64)
        basis, target = self._basis(scale, conditions), residuals / _side(residuals, scale)
        n = effective_number(None if weight is None else np.asarray(weight), len(target))
        self.coef_ = np.empty((len(LEVELS), basis.shape[1]))
        middle = LEVELS.index(0.5)
        for order in (range(middle, len(LEVELS)), range(middle - 1, -1, -1)):
            start = None if order[0] == middle else self.coef_[middle]
            for number in order:
                if LEVELS[number] not in levels:
                    # Between its neighbours, so that quantiles stay in order.
                    self.coef_[number] = self.coef_[number - (1 if number > middle else -1)]
                    continue
                # Of n rows the share below a quantile of theirs is uncertain by 1 / (n + 1).
                level = 0.5 + (LEVELS[number] - 0.5) * (1 + 1 / n)
                found = SmoothedQuantileRegressor(
                    quantile=min(max(level, 0.002), 0.998), penalty=self.penalty
                ).fit(basis, target, weight, start)
                start = self.coef_[number] = found.coef_
        return self

    def calibrate_normal(
        self,
        residuals: ArrayLike,
        scale: ArrayLike,
        conditions: pd.DataFrame,
        weight: Weights = None,
    ) -> Self:
        """Like ``calibrate``, for very few rows: a normal distribution of one width.

        Its width is that with which 80% of the rows, and one row more, lie within the central 80%.
        """
        scale, residuals = np.asarray(scale, dtype=np.float64), np.asarray(residuals, dtype=float)
        self.knots_ = {
            str(name): _knots(values) for name, values in _columns(scale, conditions).items()
        }
        away = np.abs(residuals / _side(residuals, scale))
        level = min(0.8 * (1 + 1 / effective_number(weight, len(away))), 1.0)
        factor = weighted_quantile(away, level, weight)
        self.coef_ = np.zeros((len(LEVELS), self._basis(scale, conditions).shape[1]))
        self.coef_[:, 0] = _NORMAL / _NORMAL[LEVELS.index(0.9)] * factor
        return self

    def quantiles(
        self, scale: ArrayLike, conditions: pd.DataFrame, shares: Sequence[float]
    ) -> NDArray[np.float64]:
        """Quantiles relative to the estimate, shape (n, n_shares), ascending in the share.

        Parameters
        ----------
        scale : array-like of shape (n, 2)
        conditions : DataFrame of n rows
            With the columns of ``calibrate``.
        shares : sequence of float
            Share of such rows that lies below the quantile.

        Raises
        ------
        ValueError
            If a share is not between 0 and 1.
        """
        check_is_fitted(self, "coef_")
        if not all(0 < share < 1 for share in shares):
            raise ValueError(f"shares {list(shares)}; expected numbers between 0 and 1")
        scale = np.asarray(scale, dtype=np.float64)
        table = np.sort(self._basis(scale, conditions) @ self.coef_.T, axis=1)
        quotients = table @ _between_levels(shares)
        return quotients * _side(quotients, scale[:, None, :])

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        tags.input_tags.allow_nan = True
        return tags

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {
            "penalty": self.penalty,
            "random_state": self.random_state,
            "down": self.trees_[0].to_state(),
            "up": self.trees_[1].to_state(),
            "columns": list(self.knots_),
            "knot_counts": [len(knots) for knots in self.knots_.values()],
            "knots": np.concatenate(list(self.knots_.values())),
            "coefficients": self.coef_,
        }

    @classmethod
    def from_state(cls, state: State, columns: Sequence[str]) -> Self:
        """Build from what :meth:`to_state` gave, for conditions with these columns."""
        result = cls(penalty=state.number("penalty"), random_state=state.whole("random_state"))
        down, up = (BoostedTrees.from_state(state.part(name)) for name in ("down", "up"))
        result.trees_ = (down, up)
        result.n_features_in_ = down.n_features
        names, counts = state.texts("columns"), state.wholes("knot_counts")
        if set(names) != {*SCALES, *columns} or len(counts) != len(names):
            raise state.refuse("its distribution reads other columns than its conditions have")
        knots = state.array("knots", "float64", sum(counts))
        parts = np.split(knots, np.cumsum(counts)[:-1])
        result.knots_ = dict(zip(names, parts, strict=True))
        n_basis = 1 + sum(max(count - 1, 0) if count else 1 for count in counts)
        result.coef_ = state.array("coefficients", "float64", len(LEVELS), n_basis)
        return result

    def _basis(self, scale: NDArray[np.float64], conditions: pd.DataFrame) -> NDArray[np.float64]:
        columns = _columns(scale, conditions)
        parts = [np.ones((len(scale), 1))]
        for name, knots in self.knots_.items():
            parts.append(_hats(columns[name], knots) if len(knots) else columns[name][:, None])
        return np.hstack(parts)


def _columns(
    scale: NDArray[np.float64], conditions: pd.DataFrame
) -> dict[str, NDArray[np.float64]]:
    columns = {str(name): conditions[name].to_numpy(dtype=np.float64) for name in conditions}
    down, up = np.log(scale.T)
    return dict(zip(SCALES, ((down + up) / 2, up - down), strict=True)) | columns


def _side(values: NDArray[np.float64], scale: NDArray[np.float64]) -> NDArray[np.float64]:
    """The distance down for values below 0, else the one up."""
    return np.where(values < 0, scale[..., 0], scale[..., 1])


def _knots(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places of hat functions; none for a column of two values."""
    if len(np.unique(values[:1000])) <= 2 and len(np.unique(values)) <= 2:
        return np.empty(0)
    return np.unique(np.quantile(values, _KNOTS))


def _hats(values: NDArray[np.float64], knots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Hat functions of the knots but the middle one, whose hat is what the others leave of 1."""
    rows = np.delete(np.eye(len(knots)), len(knots) // 2, axis=0)
    if not len(rows):
        return np.empty((len(values), 0))
    return np.column_stack([np.interp(values, knots, row) for row in rows])


def _between_levels(shares: Sequence[float]) -> NDArray[np.float64]:
    """What turns quantiles at `LEVELS` into those at other shares, shape (n_levels, n_shares)."""
    weights = np.zeros((len(LEVELS), len(shares)))
    for column, share in enumerate(shares):
        place = NormalDist().inv_cdf(share)
        right = int(np.searchsorted(_NORMAL, place - 1e-9).clip(1, len(LEVELS) - 1))
        part = (place - _NORMAL[right - 1]) / (_NORMAL[right] - _NORMAL[right - 1])
        if abs(part - 1) < 1e-6:  # a level of the table is met exactly
            part = 1.0
        weights[right - 1, column], weights[right, column] = 1 - part, part
    return weights
