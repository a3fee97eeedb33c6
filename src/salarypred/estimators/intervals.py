"""Prediction intervals from residuals on adverts that the model had not seen."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.utils.validation import check_is_fitted

from ..state import State
from .boosted_trees import BoostedTrees

_LEVELS = np.linspace(0.0025, 0.9975, 400)
_LEAST_KIND = 300
#: The level for which widths are made small, and shares of the rest that may lie below an interval.
_USUAL_LEVEL = 0.8
_BELOW = np.linspace(0.2, 0.8, 13)
#: Largest upper end / lower end of the 80% interval for the words of :func:`confidence`.
_HIGH, _MEDIUM = 1.5, 2.0


class ConformalInterval(BaseEstimator):
    """Split-conformal intervals on log pay whose width follows the expected size of the error.

    Residuals are divided by a scale: their expected size, which boosted trees predict, to the power
    ``size_power``, over the pay to the power ``pay_power``. Quantiles of the quotients, taken
    within kinds of rows, give the ends for any level. The method is normalised Mondrian conformal
    regression (H. Boström, U. Johansson and T. Löfström, "Mondrian conformal predictive
    distributions", 2021); its finite-sample correction is left out, since thousands of residuals
    make it invisible and a small set could not give an end at all.

    Powers of 1 and 0 would cover adverts of every expected size alike. Smaller and larger ones
    cover adverts of which little is known, and well-paid ones, a little less often and the others
    a little more often, which makes the mean width in £ smaller at the same coverage of all
    (``benchmarks/README.md`` has the figures). So does the share of misses below the interval,
    which is chosen for each kind in place of one half.

    Parameters
    ----------
    size_power, pay_power : float
    random_state : int
        Seed.

    Attributes
    ----------
    trees_ : BoostedTrees
        Predicts the absolute residual (median).
    quantiles_ : dict of int to ndarray of shape (400,)
        For each kind of row the quantiles of residual / scale at evenly spaced levels. -1: all
        kinds together.
    below_ : dict of int to float
        For each kind the share of misses that lie below the interval.
    """

    def __init__(
        self, *, size_power: float = 0.6, pay_power: float = 0.3, random_state: int = 0
    ) -> None:
        self.size_power = size_power
        self.pay_power = pay_power
        self.random_state = random_state

    def fit(self, X: ArrayLike, residuals: ArrayLike) -> Self:
        """Learn the expected size of residuals from X of shape (n, n_features)."""
        trees = HistGradientBoostingRegressor(
            loss="absolute_error",
            learning_rate=0.08,
            max_iter=80,
            max_leaf_nodes=16,
            min_samples_leaf=60,
            early_stopping=False,
            random_state=self.random_state,
        ).fit(X, np.abs(residuals))
        self.trees_ = BoostedTrees.of(trees)
        return self

    def scale(self, X: ArrayLike, log_pay: ArrayLike) -> NDArray[np.float64]:
        """What the residuals of n rows are divided by.

        Parameters
        ----------
        X : array-like of shape (n, n_features)
        log_pay : array-like of shape (n,)
            Estimates, in any unit.
        """
        check_is_fitted(self, "trees_")
        size = np.maximum(self.trees_.predict(X), 0.01)
        return size**self.size_power * np.exp(-self.pay_power * np.asarray(log_pay))

    def calibrate(
        self,
        residuals: NDArray[Any],
        scale: NDArray[Any],
        log_pay: NDArray[Any],
        kinds: NDArray[Any] | None = None,
    ) -> Self:
        """Take the quantiles, from rows on which neither model nor ``fit`` was trained.

        Parameters
        ----------
        residuals, scale, log_pay : ndarray of shape (n,)
        kinds : ndarray of shape (n,), optional
            Whole numbers from 0 on: coverage holds within each kind of row. A kind of fewer than
            300 rows takes the quantiles of all.
        """
        kinds = np.zeros(len(scale), dtype=int) if kinds is None else kinds
        everything = np.ones(len(scale), dtype=bool)
        groups = {-1: everything} | {int(kind): kinds == kind for kind in np.unique(kinds)}
        self.quantiles_: dict[int, NDArray[np.float64]] = {}
        self.below_: dict[int, float] = {}
        for kind, rows in groups.items():
            if kind < 0 or rows.sum() >= _LEAST_KIND:
                quantiles = np.quantile(residuals[rows] / scale[rows], _LEVELS)
                first = (1 - _USUAL_LEVEL) * _BELOW
                widths = [
                    _mean_width(
                        _between(quantiles, low, low + _USUAL_LEVEL), scale[rows], log_pay[rows]
                    )
                    for low in first
                ]
                self.quantiles_[kind] = quantiles
                self.below_[kind] = float(_BELOW[np.argmin(widths)])
        return self

    def predict(
        self,
        X: ArrayLike,
        log_pay: ArrayLike,
        level: float = 0.8,
        kinds: NDArray[Any] | None = None,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper end relative to the estimate, each of shape (n,).

        Raises
        ------
        ValueError
            If level is not between 0 and 1.
        """
        return self.ends(self.scale(X, log_pay), level, kinds)

    def ends(
        self, scale: NDArray[Any], level: float, kinds: NDArray[Any] | None = None
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Like ``predict``, for rows whose scale is known already."""
        if not 0 < level < 1:
            raise ValueError(f"interval level {level}; expected a number between 0 and 1")
        check_is_fitted(self, "quantiles_")
        kinds = np.zeros(len(scale), dtype=int) if kinds is None else kinds
        low, high = np.empty(len(scale)), np.empty(len(scale))
        for kind in np.unique(kinds):
            known = int(kind) if int(kind) in self.quantiles_ else -1
            rows = kinds == kind
            first = (1 - level) * self.below_[known]
            low[rows], high[rows] = _between(self.quantiles_[known], first, first + level)
        return low * scale, high * scale

    def quantiles(
        self, scale: NDArray[Any], shares: Sequence[float], kinds: NDArray[Any] | None = None
    ) -> list[NDArray[np.float64]]:
        """Quantiles relative to the estimate, each of shape (n,).

        Parameters
        ----------
        scale, kinds : ndarray of shape (n,)
        shares : sequence of float
            Share of such rows that lies below the quantile. Those of less than one half are at
            most 0, those of more at least 0, and one half is the estimate itself.
        """
        kinds = np.zeros(len(scale), dtype=int) if kinds is None else kinds
        table = np.zeros((len(shares), len(scale)))
        for kind in np.unique(kinds):
            known = int(kind) if int(kind) in self.quantiles_ else -1
            for row, share in zip(table, shares, strict=True):
                low, high = _between(self.quantiles_[known], min(share, 0.5), max(share, 0.5))
                row[kinds == kind] = low if share < 0.5 else high if share > 0.5 else 0.0
        return list(table * scale)

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        kinds = list(self.quantiles_)
        return {
            "size_power": self.size_power,
            "pay_power": self.pay_power,
            "random_state": self.random_state,
            "trees": self.trees_.to_state(),
            "kinds": [str(kind) for kind in kinds],
            "quantiles": np.array([self.quantiles_[kind] for kind in kinds]),
            "below": [self.below_[kind] for kind in kinds],
        }

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(
            size_power=state.number("size_power"),
            pay_power=state.number("pay_power"),
            random_state=state.whole("random_state"),
        )
        result.trees_ = BoostedTrees.from_state(state.part("trees"))
        kinds, below = state.texts("kinds"), state.numbers("below")
        quantiles = state.array("quantiles", "float64", len(kinds), len(_LEVELS))
        if "-1" not in kinds or len(below) != len(kinds):
            raise state.refuse("has no quantiles of all kinds, or not one share for each kind")
        try:
            numbers = [int(kind) for kind in kinds]
        except ValueError:
            raise state.refuse("has a kind that is no number") from None
        result.quantiles_ = dict(zip(numbers, quantiles, strict=True))
        result.below_ = dict(zip(numbers, below, strict=True))
        return result


def _between(quantiles: NDArray[np.float64], first: float, last: float) -> tuple[float, float]:
    """Two quantiles in units of the scale; the estimate itself always lies between them."""
    low, high = np.interp([first, last], _LEVELS, quantiles)
    return min(float(low), 0.0), max(float(high), 0.0)


def _mean_width(tails: tuple[float, float], scale: NDArray[Any], log_pay: NDArray[Any]) -> float:
    pay = np.exp(log_pay)
    return float((pay * (np.exp(tails[1] * scale) - np.exp(tails[0] * scale))).mean())


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
