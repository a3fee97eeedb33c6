"""The second stage for few adverts: shrunk towards what is known, calibrated out of fold."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted

from ...estimators.boosted_trees import BoostedTrees
from ...estimators.weights import Weights, effective_number, part_of
from ...state import State
from ..threads import one_thread
from . import held_back
from .base import TableStage
from .quantiles import HeldBackQuantiles, LogPayDistribution
from .widths import FEW, WIDTHS, HeldBackRows, Width, choose_width

_N_FOLDS = 5


class SmallSecondStage(TableStage):
    """Corrects the networks' average of up to 20,000 adverts, and says how far it may be off.

    What few adverts tell counts as far as rows that were left out bear it out: the estimate is
    ``shift + weight * average + tree_weight * trees``, whose factors are regression slopes on
    out-of-fold predictions, shrunk towards 0. Upon a base model pay is told relative to its
    estimate, so all shrinks towards the base; else towards the median.

    The size of errors is learned from out-of-fold residuals, in units of the base's own interval
    where there is a base. :func:`~salarypred.model.second_stage.widths.choose_width` decides how
    much of it to believe, and last the widths are multiplied by the factor with which intervals
    cover 80% of rows that did not set them (cross-conformal prediction, V. Vovk, 2015).

    Parameters
    ----------
    doubt : float, default=10.0
        What adverts show counts as if so many more had shown that the average tells nothing, and
        that the base, if there is one, is right.
    widths : sequence of (int or None, float), optional
        Ways of telling how wide an interval is, the simplest first, see
        :func:`~salarypred.model.second_stage.widths.choose_width`; default: its
        :data:`~salarypred.model.second_stage.widths.WIDTHS`, of fewer than 150 adverts the first.
    random_state : int
        Seed.

    Attributes
    ----------
    widths_tried_ : list of WidthTried
        After a training.
    feature_names_in_ : ndarray of str
    shift_, weight_, tree_weight_ : float
    trees_ : BoostedTrees
    distribution_ : PredictiveDistribution
    final_scale_ : float
        What the widths are multiplied by.
    pay_range_ : (float, float)
        Lowest and highest log pay of the training; no estimate is outside.
    """

    def __init__(
        self,
        *,
        doubt: float = 10.0,
        widths: Sequence[Width] | None = None,
        random_state: int = 0,
    ) -> None:
        self.doubt = doubt
        self.widths = widths
        self.random_state = random_state

    @one_thread()
    def fit_predict(
        self,
        table: pd.DataFrame,
        y: ArrayLike,
        groups: ArrayLike,
        n_rounds: int = 1,
        *,
        weight: Weights = None,
    ) -> HeldBackQuantiles:
        """Train, and answer each row without its own group.

        As :meth:`SecondStage.fit_predict
        <salarypred.model.second_stage.stage.SecondStage.fit_predict>`, but ``y`` may also be
        relative to the base's estimate.
        """
        y = np.asarray(y, dtype=np.float64)
        self._remember(table, y)
        X, average = self._inputs(table)
        groups = np.unique(np.asarray(groups), return_inverse=True)[1]
        n_folds = min(_N_FOLDS, len(np.unique(groups)))
        folds = [out for _, out in GroupKFold(n_folds).split(X, groups=groups)]
        n = effective_number(weight, len(y)) / n_rounds
        towards_zero = held_back.on_base(table)

        def line(rows: NDArray[np.intp]) -> tuple[float, float]:
            """Shift and weight that these rows show."""
            x, pay, counts = average[rows], y[rows], part_of(weight, rows)
            n_shown = effective_number(counts, len(rows)) / n_rounds
            slope = held_back.shrunk_slope(
                x - np.average(x, weights=counts),
                pay - np.average(pay, weights=counts),
                self.doubt / n_shown,
                counts,
            )
            rest = pay - slope * x
            shift = held_back.shrunk_shift(rest, n_shown, counts, towards_zero=towards_zero)
            return shift * (n_shown / (n_shown + self.doubt) if towards_zero else 1.0), slope

        def tree_part(rows: NDArray[np.intp]) -> float:
            """How far the trees' corrections of these rows count."""
            # Upon a base trees of few adverts, which split once or twice, only cost.
            if towards_zero and n < FEW:
                return 0.0
            counts = part_of(weight, rows)
            left = (y - first)[rows]
            return held_back.shrunk_slope(corrections[rows], left, self.doubt / n, counts)

        every = np.arange(len(y))
        first, corrections, center = np.empty((3, len(y)))
        # A row has no part in any figure by which its own answer is made.
        for out in folds:
            rest = np.setdiff1d(every, out)
            shift, slope = line(rest)
            first[out] = shift + slope * average[out]
            left = y[rest] - shift - slope * average[rest]
            trees = self._corrected(X[rest], left, n_rounds, part_of(weight, rest))
            corrections[out] = trees.predict(X[out])
        for out in folds:
            center[out] = first[out] + tree_part(np.setdiff1d(every, out)) * corrections[out]
        self.shift_, self.weight_ = line(every)
        self.tree_weight_ = tree_part(every)
        left = y - self.shift_ - self.weight_ * average
        self.trees_ = self._corrected(X, left, n_rounds, weight)
        prior = held_back.base_widths(table)
        known = partial(held_back.conditions_upon, table, center)
        rows = HeldBackRows(X, y - center, prior, known, folds, n_rounds, weight)
        found = self._fit_distribution(table, rows)
        return HeldBackQuantiles(center[:, None] + found.values)

    def predict(self, table: pd.DataFrame) -> LogPayDistribution:
        """Distribution of the log pay of n adverts, from the columns that ``fit`` has seen."""
        check_is_fitted(self)
        X, average = self._inputs(table)
        center = self.shift_ + self.weight_ * average + self.tree_weight_ * self.trees_.predict(X)
        center = center.clip(*self.pay_range_)
        scale = self.distribution_.scale(X) * held_back.base_widths(table)
        known = held_back.conditions_upon(table, center, scale)
        return LogPayDistribution(
            center, scale, known, self.distribution_, self.final_scale_, self.pay_range_
        )

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {
            **self._shared_state(),
            "kind": "small",
            "doubt": self.doubt,
            "shift": self.shift_,
            "weight": self.weight_,
            "tree_weight": self.tree_weight_,
            "final_scale": self.final_scale_,
        }

    @classmethod
    def from_state(cls, state: State, columns: Sequence[str]) -> Self:
        """Build from what :meth:`to_state` gave, for tables with these columns."""
        result = cls(doubt=state.number("doubt"), random_state=state.whole("random_state"))
        result._take_shared_state(state, columns)
        result.shift_, result.weight_ = state.number("shift"), state.number("weight")
        result.tree_weight_ = state.number("tree_weight")
        result.final_scale_ = state.number("final_scale", least=0)
        return result

    def _corrected(
        self,
        X: NDArray[np.float32],
        residual: NDArray[np.float64],
        n_rounds: int,
        weight: Weights,
    ) -> BoostedTrees:
        leaf = 40 * n_rounds
        trees = self._boosted(
            X, residual, weight, max_iter=200, max_leaf_nodes=16, min_samples_leaf=leaf
        )
        return BoostedTrees.of(trees)

    def _fit_distribution(self, table: pd.DataFrame, rows: HeldBackRows) -> HeldBackQuantiles:
        """Learn the distribution of what the center misses; quantiles of it for each row."""
        widths = self.widths or (WIDTHS[:1] if rows.few else WIDTHS)
        new, held, self.widths_tried_ = choose_width(rows, widths, self.random_state)
        self.distribution_ = held_back.fit_scale(
            new, rows.X, rows.scaled(), rows.weight, both_ways=rows.few
        )
        scale = self.distribution_.scale(rows.X) * rows.prior
        parts = (rows.residual, scale, rows.known(scale), rows.weight)
        if rows.few:
            self.distribution_.calibrate_normal(*parts)
        else:
            self.distribution_.calibrate(*parts)
        every = np.arange(len(held))
        self.final_scale_ = self._factor(table, rows, held, every)
        answers = np.empty_like(held)
        for out in rows.folds:  # what a row is multiplied by, it has no part in
            rest = np.setdiff1d(every, out)
            answers[out] = held[out] * self._factor(table, rows, held, rest)
        return HeldBackQuantiles(answers)

    def _factor(
        self,
        table: pd.DataFrame,
        rows: HeldBackRows,
        held: NDArray[np.float64],
        some: NDArray[np.intp],
    ) -> float:
        """What the widths are multiplied by, as some rows tell it."""
        n = rows.n * len(some) / len(held)
        weight = part_of(rows.weight, some)
        factor = held_back.coverage_factor(rows.residual[some], held[some], n, weight)
        return self._widened(factor, held[some], table.iloc[some], n)

    def _widened(
        self, factor: float, held: NDArray[np.float64], table: pd.DataFrame, n: float
    ) -> float:
        """The factor, less far from that with which intervals are as wide as the base's."""
        if not held_back.on_base(table):
            return factor
        widths = np.maximum(held[:, 2] - held[:, 0], 1e-6) * factor
        wider = float(np.log(widths / held_back.base_widths(table).sum(axis=1)).mean())
        # A narrower range than the base's has to be borne out by more adverts than a wider one.
        doubt = self.doubt * (5.0 if wider < 0 else 1.0)
        return factor * float(np.exp(-wider * doubt / (n + doubt)))
