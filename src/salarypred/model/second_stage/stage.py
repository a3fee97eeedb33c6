"""The second stage: trees that correct the networks' average by what like adverts paid."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import clone
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted

from ...estimators.boosted_trees import BoostedTrees
from ...estimators.distribution.predictive_distribution import PredictiveDistribution
from ...estimators.weights import Weights, part_of
from ...state import State
from ..threads import one_thread
from .base import TableStage
from .conditions import conditions, toward_official, unfamiliar
from .quantiles import LogPayDistribution
from .widths import HeldBackRows, Width, WidthTried, choose_width

#: What adverts of a time that was left out count together, and rows of others for their trees.
_UNSEEN_WEIGHT, _ROWS_OF_OTHERS = 4000.0, 60_000
#: Of more rows, so many drawn at random teach the trees and the distribution. More would cost
#: memory and time and teach hardly anything: an advert stands here twice.
_MOST_ROWS = 1_000_000


class UnseenTime(NamedTuple):
    """Adverts of a time, read by a first stage that knows no advert of that time."""

    table: pd.DataFrame  # of n rows, see second_stage_table
    y: NDArray[np.float64]  # (n,), log pay relative to what that first stage takes for usual
    same_time: NDArray[np.bool_]  # whether each row of the other table is of that time


class SecondStage(TableStage):
    """Boosted trees on absolute error over a table with named columns, and their distribution.

    Parameters
    ----------
    final_scale : float, default=1.0
        Errors of the final networks over those of the networks on which the interval is
        calibrated, which know fewer adverts.
    widths : sequence of (int or None, float), optional
        Ways of telling how wide an interval is; of several the best on rows that were left out is
        taken, see :func:`~salarypred.model.second_stage.widths.choose_width`. Default:
        that of :class:`~salarypred.estimators.distribution.predictive_distribution.\
PredictiveDistribution`, 60 rows of a leaf and a penalty of 20 rows: 30 and 10 adverts where each
        stands there twice.
    random_state : int
        Seed.

    Attributes
    ----------
    feature_names_in_ : ndarray of str
        Columns of the table, in the order in which the trees read them.
    trees_ : BoostedTrees
        Predicts log pay less the column ``average``.
    distribution_ : PredictiveDistribution
    widths_tried_ : list of WidthTried
        After a training: what was chosen from; empty where there was no choice.
    unseen_ : list of LogPayDistribution
        After a training: answers to the adverts of unseen times.
    pay_range_ : (float, float)
        Lowest and highest log pay of the training; no estimate is outside.
    """

    def __init__(
        self,
        *,
        final_scale: float = 1.0,
        widths: Sequence[Width] | None = None,
        random_state: int = 0,
    ) -> None:
        self.final_scale = final_scale
        self.widths = widths
        self.random_state = random_state

    @one_thread()
    def fit_predict(
        self,
        table: pd.DataFrame,
        y: ArrayLike,
        groups: ArrayLike,
        unseen: Sequence[UnseenTime] = (),
        *,
        n_rounds: int = 1,
        weight: Weights = None,
    ) -> LogPayDistribution:
        """Train, calibrate the distribution, and answer each row without its own group.

        Parameters
        ----------
        table : DataFrame of n rows
            What :func:`~salarypred.model.second_stage.table.second_stage_table` gives, from a
            first stage that does not know the rows.
        y : array-like of shape (n,)
            Log pay relative to what is usual.
        groups : array-like of shape (n,)
            Rows of one group (an employer) are left out together; at least 2 groups.
        unseen : sequence of UnseenTime
            What the estimates of other times miss by: the distribution of adverts whose occupation
            the model hardly knows at their time is calibrated on them.
        n_rounds : int
            How often each advert is among the rows.
        weight : ndarray of shape (n,), optional
            How much a row counts, 1 on average.
        """
        y = np.asarray(y, dtype=np.float64)
        self._remember(table, y)
        X, average = self._inputs(table)
        halves = [out for _, out in GroupKFold(2).split(X, groups=groups)]
        self._choose_width(table, X, y, halves, n_rounds, weight)
        teaching = self._teaching(len(y))
        center, scale = np.empty(len(y)), np.empty((len(y), 2))
        for other, out in (halves[::-1], halves):
            train = other if teaching is None else np.intersect1d(other, teaching)
            trees, spread = self._trained(X[train], (y - average)[train], part_of(weight, train))
            center[out] = average[out] + trees.predict(X[out])
            scale[out] = spread.scale(X[out])
        others = [self._answered(part, X, y - average, weight) for part in unseen]
        own = slice(None) if teaching is None else teaching
        mine = weight if weight is None else weight[own]
        self.trees_, self.distribution_ = self._trained(X[own], (y - average)[own], mine)
        strange = unfamiliar(table) & bool(others)
        center = toward_official(center, table, strange)
        known = conditions(table, center, scale, strange)
        missed, sizes, told = [(y - center)[own]], [scale[own]], [known.iloc[own]]
        counted = [np.ones(len(missed[0])) if mine is None else mine]
        self.unseen_ = []
        for part, (their_center, their_scale) in zip(unseen, others, strict=True):
            missed.append(part.y - their_center)
            sizes.append(their_scale)
            told.append(
                conditions(part.table, their_center, their_scale, np.full(len(part.y), True))
            )
            self.unseen_.append(
                LogPayDistribution(their_center, their_scale, told[-1], self.distribution_)
            )
            # Each time counts alike, however many adverts it has.
            counted.append(np.full(len(part.y), _UNSEEN_WEIGHT / len(part.y)))
        self.tells_unfamiliar_ = bool(others)
        self.distribution_.calibrate(
            np.concatenate(missed),
            np.concatenate(sizes),
            pd.concat(told, ignore_index=True),
            np.concatenate(counted),
        )
        return LogPayDistribution(center, scale, known, self.distribution_)

    def predict(self, table: pd.DataFrame) -> LogPayDistribution:
        """Distribution of the log pay of n adverts, from the columns that ``fit`` has seen."""
        check_is_fitted(self)
        X, average = self._inputs(table)
        center = average + self.trees_.predict(X)
        strange = unfamiliar(table) & self.tells_unfamiliar_
        center = toward_official(center, table, strange).clip(*self.pay_range_)
        scale = self.distribution_.scale(X)
        known = conditions(table, center, scale, strange)
        return LogPayDistribution(
            center, scale, known, self.distribution_, self.final_scale, self.pay_range_
        )

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {
            "final_scale": self.final_scale,
            **self._shared_state(),
            "tells_unfamiliar": self.tells_unfamiliar_,
        }

    @classmethod
    def from_state(cls, state: State, columns: Sequence[str]) -> Self:
        """Build from what :meth:`to_state` gave, for tables with these columns."""
        result = cls(
            final_scale=state.number("final_scale", least=0),
            random_state=state.whole("random_state"),
        )
        result._take_shared_state(state, columns)
        result.tells_unfamiliar_ = state.flag("tells_unfamiliar")
        return result

    def _teaching(self, n_rows: int) -> NDArray[np.intp] | None:
        """Rows that the trees and the distribution learn from; None: all."""
        if n_rows <= _MOST_ROWS:
            return None
        drawn = np.random.default_rng(self.random_state).choice(n_rows, _MOST_ROWS, replace=False)
        return np.sort(drawn)

    def _choose_width(
        self,
        table: pd.DataFrame,
        X: NDArray[np.float32],
        y: NDArray[np.float64],
        halves: list[NDArray[np.intp]],
        n_rounds: int,
        weight: Weights,
    ) -> None:
        """Set the parameters of the distribution, by rows of one half and trees of the other."""
        self.widths_tried_: list[WidthTried] = []
        self._spread = PredictiveDistribution(random_state=self.random_state)
        if self.widths is None:
            return
        center, average = np.empty(len(y)), table["average"].to_numpy(dtype=np.float64)
        size = {"max_iter": 400, "max_leaf_nodes": 24, "min_samples_leaf": 40}
        for train, out in (halves[::-1], halves):
            trees = self._boosted(X[train], (y - average)[train], part_of(weight, train), **size)
            center[out] = average[out] + trees.predict(X[out])
        strange = np.zeros(len(y), dtype=bool)
        known = partial(conditions, table, center, strange=strange)
        ones = np.ones((len(y), 2))
        rows = HeldBackRows(X, y - center, ones, known, halves, n_rounds, weight)
        self._spread, _, self.widths_tried_ = choose_width(rows, self.widths, self.random_state)

    def _answered(
        self,
        part: UnseenTime,
        X: NDArray[np.float32],
        residual: NDArray[np.float64],
        weight: Weights,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Center and scale of adverts of a time, by trees that know no advert of it."""
        rows = np.flatnonzero(~part.same_time)
        if len(rows) > _ROWS_OF_OTHERS:
            rng = np.random.default_rng(self.random_state)
            rows = rng.choice(rows, _ROWS_OF_OTHERS, replace=False)
        trees, spread = self._trained(X[rows], residual[rows], part_of(weight, rows))
        theirs, average = self._inputs(part.table)
        center = average + trees.predict(theirs)
        center = toward_official(center, part.table, np.full(len(center), True))
        return center, spread.scale(theirs)

    def _trained(
        self, X: NDArray[Any], residual: NDArray[Any], weight: Weights
    ) -> tuple[BoostedTrees, PredictiveDistribution]:
        """Trees that correct the average, and the size of what they leave."""
        trees = self._boosted(
            X, residual, weight, max_iter=400, max_leaf_nodes=24, min_samples_leaf=40
        )
        left = residual - trees.predict(X)
        spread = clone(self._spread).fit(X, left, weight)
        return BoostedTrees.of(trees), spread
