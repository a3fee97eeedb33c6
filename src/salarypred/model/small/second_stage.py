"""The second stage for few adverts: shrunk towards what is known, calibrated out of fold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted

from ...estimators.boosted_trees import BoostedTrees
from ...estimators.distribution.predictive_distribution import PredictiveDistribution
from ...state import State
from ..second_stage import CONDITIONS, OFFICIAL, LogPayDistribution, conditions, one_thread

#: Columns that a base model fills: its log pay over what is usual, and how far its 80% interval
#: goes down and up, as differences of log pay.
BASE_COLUMNS = ("base_pay", "base_down", "base_up")
_N_FOLDS = 5
# Below so many adverts the shape of the distribution is taken as normal.
_FEW = 150
# Ways of telling how wide an interval is, the simplest first: least rows of a leaf of the trees
# that tell the size (None: the same for all), and the penalty of what else the width depends on.
_WIDTHS: tuple[tuple[int | None, float], ...] = ((None, 1e5), (120, 1e5), (120, 500.0), (60, 50.0))
_BETTER, _ROWS_TO_CHOOSE = 0.99, 6_000
_SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class HeldBackQuantiles:
    """Quantiles of rows that did not set them: those at 10, 50 and 90%."""

    values: NDArray[np.float64]  # (n, 3)

    def quantiles(self, shares: Sequence[float]) -> NDArray[np.float64]:
        """Columns of these shares; no others are known."""
        return self.values[:, [_SHARES.index(share) for share in shares]]


class SmallSecondStage(BaseEstimator):
    """Corrects the networks' average of up to 20,000 adverts, and says how far it may be off.

    What few adverts tell counts as far as rows that were left out bear it out: the estimate is
    ``shift + weight * average + tree_weight * trees``, whose factors are regression slopes on
    out-of-fold predictions, shrunk towards 0. Upon a base model pay is told relative to its
    estimate, so all shrinks towards the base; else towards the median.

    The size of errors is learned from out-of-fold residuals, in units of the base's own interval
    where there is a base. How much of it to believe is chosen by the interval score of rows left
    out (T. Gneiting and A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation",
    2007, section 6.2), and last the widths are multiplied by the factor with which intervals cover
    80% of rows that did not set them (cross-conformal prediction, V. Vovk, 2015).

    Parameters
    ----------
    doubt : float, default=10.0
        What adverts show counts as if so many more had shown that the average tells nothing, and
        that the base, if there is one, is right.
    random_state : int
        Seed.

    Attributes
    ----------
    feature_names_in_ : ndarray of str
    shift_, weight_, tree_weight_ : float
    trees_ : BoostedTrees
    distribution_ : PredictiveDistribution
    final_scale_ : float
        What the widths are multiplied by.
    pay_range_ : (float, float)
        Lowest and highest log pay of the training; no estimate is outside.
    """

    def __init__(self, *, doubt: float = 10.0, random_state: int = 0) -> None:
        self.doubt = doubt
        self.random_state = random_state

    def fit(self, table: pd.DataFrame, y: ArrayLike, groups: ArrayLike) -> Self:
        """Train; see :meth:`fit_predict`."""
        self.fit_predict(table, y, groups)
        return self

    def fit_predict(
        self, table: pd.DataFrame, y: ArrayLike, groups: ArrayLike, n_rounds: int = 1
    ) -> HeldBackQuantiles:
        """Train, and answer each row without its own group.

        Parameters
        ----------
        table : DataFrame of n rows
            What :func:`~salarypred.model.second_stage.second_stage_table` gives, from a first
            stage that does not know the rows.
        y : array-like of shape (n,)
            Log pay relative to what is usual, or to the base's estimate.
        groups : array-like of shape (n,)
            Rows of one group (an employer) are left out together; at least 2 groups.
        n_rounds : int
            How often each advert is among the rows.
        """
        y = np.asarray(y, dtype=np.float64)
        names = [name for name in table.columns if name != OFFICIAL]
        self.feature_names_in_ = np.array(names, dtype=object)
        self.pay_range_ = (float(y.min()), float(y.max()))
        X, average = self._inputs(table)
        groups = np.unique(np.asarray(groups), return_inverse=True)[1]
        n_folds = min(_N_FOLDS, len(np.unique(groups)))
        folds = [out for _, out in GroupKFold(n_folds).split(X, groups=groups)]
        n = len(y) / n_rounds
        towards_zero = _on_base(table)

        def line(rows: NDArray[np.intp]) -> tuple[float, float]:
            """Shift and weight that these rows show."""
            x, pay = average[rows], y[rows]
            weight = _slope(x - x.mean(), pay - pay.mean(), self.doubt * n_rounds / len(rows))
            rest = pay - weight * x
            n_shown = len(rows) / n_rounds
            shift = _shift(rest, n_shown, towards_zero=towards_zero)
            return shift * (n_shown / (n_shown + self.doubt) if towards_zero else 1.0), weight

        every = np.arange(len(y))
        first, corrections, center = np.empty((3, len(y)))
        with one_thread():
            # A row has no part in any figure by which its own answer is made.
            for out in folds:
                rest = np.setdiff1d(every, out)
                shift, weight = line(rest)
                first[out] = shift + weight * average[out]
                trees = self._corrected(X[rest], y[rest] - shift - weight * average[rest], n_rounds)
                corrections[out] = trees.predict(X[out])
            for out in folds:
                rest = np.setdiff1d(every, out)
                part = _slope(corrections[rest], (y - first)[rest], self.doubt / n)
                center[out] = first[out] + part * corrections[out]
            self.shift_, self.weight_ = line(every)
            self.tree_weight_ = _slope(corrections, y - first, self.doubt / n)
            left = y - self.shift_ - self.weight_ * average
            self.trees_ = self._corrected(X, left, n_rounds)
            return self._fit_distribution(table, X, y, center, folds, n_rounds)

    def predict(self, table: pd.DataFrame) -> LogPayDistribution:
        """Distribution of the log pay of n adverts, from the columns that ``fit`` has seen."""
        check_is_fitted(self)
        X, average = self._inputs(table)
        center = self.shift_ + self.weight_ * average + self.tree_weight_ * self.trees_.predict(X)
        center = center.clip(*self.pay_range_)
        scale = self.distribution_.scale(X) * _prior(table)
        known = _conditions(table, center, scale)
        return LogPayDistribution(
            center, scale, known, self.distribution_, self.final_scale_, self.pay_range_
        )

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {
            "kind": "small",
            "random_state": self.random_state,
            "doubt": self.doubt,
            "columns": list(self.feature_names_in_),
            "pay_range": list(self.pay_range_),
            "shift": self.shift_,
            "weight": self.weight_,
            "tree_weight": self.tree_weight_,
            "final_scale": self.final_scale_,
            "trees": self.trees_.to_state(),
            "distribution": self.distribution_.to_state(),
        }

    @classmethod
    def from_state(cls, state: State, columns: Sequence[str]) -> Self:
        """Build from what :meth:`to_state` gave, for tables with these columns."""
        result = cls(doubt=state.number("doubt"), random_state=state.whole("random_state"))
        names = state.texts("columns")
        if not set(names) <= set(columns):
            raise state.refuse("reads a column that its table has not")
        result.feature_names_in_ = np.array(names, dtype=object)
        pay = state.numbers("pay_range")
        if len(pay) != 2 or pay[0] > pay[1]:
            raise state.refuse("its pay_range is not two ascending numbers")
        result.pay_range_ = (pay[0], pay[1])
        result.shift_, result.weight_ = state.number("shift"), state.number("weight")
        result.tree_weight_ = state.number("tree_weight")
        result.final_scale_ = state.number("final_scale", least=0)
        result.trees_ = BoostedTrees.from_state(state.part("trees"))
        result.distribution_ = PredictiveDistribution.from_state(
            state.part("distribution"), CONDITIONS
        )
        trees = (result.trees_, *result.distribution_.trees_)
        if {part.n_features for part in trees} != {len(names)}:
            raise state.refuse(f"its trees have not {len(names)} features, as it has columns")
        return result

    def _inputs(self, table: pd.DataFrame) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        return (
            table[self.feature_names_in_].to_numpy(dtype=np.float32),
            table["average"].to_numpy(dtype=np.float64),
        )

    def _corrected(
        self, X: NDArray[np.float32], residual: NDArray[np.float64], n_rounds: int
    ) -> BoostedTrees:
        # Half a second to import, which only a training needs.
        from sklearn.ensemble import HistGradientBoostingRegressor

        trees = HistGradientBoostingRegressor(
            loss="absolute_error",
            learning_rate=0.05,
            max_iter=200,
            max_leaf_nodes=16,
            min_samples_leaf=40 * n_rounds,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=self.random_state,
        )
        return BoostedTrees.of(trees.fit(X, residual))

    def _fit_distribution(
        self,
        table: pd.DataFrame,
        X: NDArray[np.float32],
        y: NDArray[np.float64],
        center: NDArray[np.float64],
        folds: list[NDArray[np.intp]],
        n_rounds: int,
    ) -> HeldBackQuantiles:
        """Learn the distribution of what the center misses, and answer each row held back."""
        residual, prior, n = y - center, _prior(table), len(y) / n_rounds
        scaled = residual / np.where(residual < 0, prior[:, 0], prior[:, 1])
        best: tuple[float, Any, Any] | None = None
        scales: dict[int | None, NDArray[np.float64]] = {}
        for least, penalty in _WIDTHS[: 1 if n < _FEW else None]:
            new = PredictiveDistribution(
                penalty=penalty * n_rounds,
                min_samples_leaf=len(y) + 1 if least is None else least * n_rounds,
                random_state=self.random_state,
            )
            if least not in scales:
                scales[least] = _scale_held_back(new, X, scaled, folds) * prior
            known = _conditions(table, center, scales[least])
            held = _held_back(new, residual, scales[least], known, folds, n < _FEW)
            score = _interval_score(residual, held, _factor(residual, held, n))
            if best is None or score < best[0] * _BETTER:
                best = score, new, held
        assert best is not None
        _, self.distribution_, held = best
        self.distribution_.fit(X, scaled)
        scale = self.distribution_.scale(X) * prior
        _calibrated(self.distribution_, residual, scale, table, center, n < _FEW)
        self.final_scale_ = self._widened(_factor(residual, held, n), held, table, n)
        answers = np.empty_like(held)
        for out in folds:  # what a row is multiplied by, it has no part in
            rest = np.setdiff1d(np.arange(len(y)), out)
            n_rest = n * len(rest) / len(y)
            own = self._widened(
                _factor(residual[rest], held[rest], n_rest), held[rest], table.iloc[rest], n_rest
            )
            answers[out] = center[out, None] + held[out] * own
        return HeldBackQuantiles(answers)

    def _widened(
        self, factor: float, held: NDArray[np.float64], table: pd.DataFrame, n: float
    ) -> float:
        """The factor, less far from that with which intervals are as wide as the base's."""
        if not _on_base(table):
            return factor
        widths = np.maximum(held[:, 2] - held[:, 0], 1e-6) * factor
        wider = float(np.log(widths / _prior(table).sum(axis=1)).mean())
        # A narrower range than the base's has to be borne out by more adverts than a wider one.
        doubt = self.doubt * (5.0 if wider < 0 else 1.0)
        return factor * float(np.exp(-wider * doubt / (n + doubt)))


def _scale_held_back(
    new: PredictiveDistribution,
    X: NDArray[np.float32],
    scaled: NDArray[np.float64],
    folds: list[NDArray[np.intp]],
) -> NDArray[np.float64]:
    """Size of each row's error, told by trees that do not know the row, shape (n, 2)."""
    scale = np.empty((len(X), 2))
    for out in folds:
        rest = np.setdiff1d(np.arange(len(X)), out)
        scale[out] = new.fit(X[rest], scaled[rest]).scale(X[out])
    return scale


def _held_back(
    new: PredictiveDistribution,
    residual: NDArray[np.float64],
    scale: NDArray[np.float64],
    known: pd.DataFrame,
    folds: list[NDArray[np.intp]],
    normal: bool,
) -> NDArray[np.float64]:
    """Quantiles at `_SHARES` of each row, from a distribution that other rows have set."""
    held = np.empty((len(residual), len(_SHARES)))
    for out in folds:
        rest = np.setdiff1d(np.arange(len(residual)), out)
        if len(rest) > _ROWS_TO_CHOOSE:
            rest = np.random.default_rng(0).choice(rest, _ROWS_TO_CHOOSE, replace=False)
        if normal:
            new.calibrate_normal(residual[rest], scale[rest], known.iloc[rest])
        else:
            new.calibrate(residual[rest], scale[rest], known.iloc[rest], levels=_SHARES)
        held[out] = new.quantiles(scale[out], known.iloc[out], _SHARES)
    return held


def _calibrated(
    distribution: PredictiveDistribution,
    residual: NDArray[np.float64],
    scale: NDArray[np.float64],
    table: pd.DataFrame,
    center: NDArray[np.float64],
    normal: bool,
) -> None:
    known = _conditions(table, center, scale)
    if normal:
        distribution.calibrate_normal(residual, scale, known)
    else:
        distribution.calibrate(residual, scale, known)


def _factor(residual: NDArray[np.float64], held: NDArray[np.float64], n: float) -> float:
    """Factor of the intervals with which they cover 80% of the rows of n adverts."""
    low, middle, high = held.T
    down, up = np.maximum(middle - low, 1e-6), np.maximum(high - middle, 1e-6)
    # Widths are multiplied about the center, where the residual is 0.
    low, high = np.minimum(middle - down, -1e-6), np.maximum(middle + up, 1e-6)
    score = np.where(residual < 0, residual / low, residual / high)
    level = min(0.8 * (1 + 1 / n), 1.0)
    return float(np.clip(np.quantile(score, level, method="higher"), 0.4, 4.0))


def _interval_score(
    residual: NDArray[np.float64], held: NDArray[np.float64], factor: float
) -> float:
    """Mean width of the 80% interval, and ten times what lies outside; the less the better."""
    low, high = held[:, 0] * factor, held[:, 2] * factor
    outside = np.maximum(low - residual, 0) + np.maximum(residual - high, 0)
    return float((high - low + 2 / 0.2 * outside).mean())


def _slope(x: NDArray[np.float64], y: NDArray[np.float64], doubt: float) -> float:
    """Slope of y on x between 0 and 1, with the squares of x counted ``1 + doubt`` times."""
    squares = float((x**2).sum()) * (1 + doubt)
    return float(np.clip((x @ y) / squares, 0.0, 1.0)) if squares > 0 else 0.0


def _shift(rest: NDArray[np.float64], n: float, *, towards_zero: bool) -> float:
    """Median, towards 0 by as much as it is uncertain (the positive part of James and Stein)."""
    middle = float(np.median(rest))
    if not towards_zero or middle == 0:
        return middle
    error = 1.25 * float(rest.std()) / np.sqrt(n)
    return middle * max(0.0, 1.0 - error**2 / middle**2)


def _on_base(table: pd.DataFrame) -> bool:
    return set(BASE_COLUMNS) <= set(table.columns)


def _prior(table: pd.DataFrame) -> NDArray[np.float64]:
    """How far the base takes pay to go down and up, shape (n, 2); 1 without a base."""
    if not _on_base(table):
        return np.ones((len(table), 2))
    return table[["base_down", "base_up"]].to_numpy(dtype=np.float64)


def _conditions(
    table: pd.DataFrame, center: NDArray[np.float64], scale: NDArray[np.float64]
) -> pd.DataFrame:
    pay = center + table["base_pay"].to_numpy() if _on_base(table) else center
    return conditions(table, pay, scale, np.zeros(len(table), dtype=bool))
