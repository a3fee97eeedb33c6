"""The second stage: trees that correct the networks' average by what like adverts paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from ..estimators.boosted_trees import BoostedTrees
from ..estimators.intervals import ConformalInterval
from ..estimators.mean_encoder import MeanEncoder
from ..estimators.networks import SPREAD
from ..features.encoded import Encoded
from ..state import State

#: Years between which adverts are of one kind where intervals are calibrated.
_TIMES = (2015.0, 2018.5, 2023.0)
#: Columns that tell how far the networks' own bins spread.
SPREAD_COLUMNS = ("network_std", *(f"network_p{100 * share:02.0f}" for share in SPREAD))
#: Columns that the first stage fills.
FIRST_COLUMNS = ("average", "era", "ridge", *SPREAD_COLUMNS)
#: Stands for a missing mean. Trees split a value far outside off as well as a missing one, and
#: scikit-learn's fail on a column in which every value is missing.
_MISSING = -9.0


class FirstStage(NamedTuple):
    """What the first stage says of n adverts, as log pay relative to what is usual."""

    average: NDArray[np.float64]  # (n,), what the second stage corrects
    ridge: NDArray[np.float64]  # (n,)
    spread: NDArray[np.float64]  # (n, len(SPREAD_COLUMNS)), of the networks' bins


def second_stage_table(
    first: FirstStage, encoded: Encoded, era: NDArray[np.float64], means: MeanEncoder
) -> pd.DataFrame:
    """Columns that the second stage reads.

    Parameters
    ----------
    first : FirstStage of n adverts
    encoded : Encoded of n adverts
    era : ndarray of shape (n,)
        Year of each advert, between the knots of the model's eras: adverts of one time must not
        be told apart by months.
    means : MeanEncoder
        Mean log pay of adverts with the same keys.

    Returns
    -------
    DataFrame of n rows
        ``average`` (float64), ``era``, ``ridge`` (less the average), `SPREAD_COLUMNS`, the facts
        of the adverts, and for each key ``<key>_mean`` (less the average), ``<key>_log_count`` and
        ``<key>_spread``, all float32.
    """
    statistics = pd.DataFrame(means.transform(encoded.keys), columns=means.get_feature_names_out())
    of_means = [str(name) for name in statistics if str(name).endswith("_mean")]
    statistics[of_means] -= first.average[:, None].astype(np.float32)
    statistics = statistics.fillna(_MISSING)
    parts = {
        "average": first.average,
        "era": era.astype(np.float32),
        "ridge": (first.ridge - first.average).astype(np.float32),
        **dict(zip(SPREAD_COLUMNS, first.spread.T.astype(np.float32), strict=True)),
        **{str(name): encoded.facts[name].to_numpy() for name in encoded.facts},
        **{str(name): statistics[name].to_numpy() for name in statistics},
    }
    return pd.DataFrame(parts)


@dataclass(frozen=True)
class LogPayDistribution:
    """Log pay of n adverts, relative to what is usual, as a distribution.

    Attributes
    ----------
    center, scale : ndarray of shape (n,)
        Estimate, and what the interval's quantiles are multiplied by.
    kinds : ndarray of shape (n,), int
        Kind of each advert within which coverage holds.
    interval : ConformalInterval
        The quantiles of each kind.
    """

    center: NDArray[np.float64]
    scale: NDArray[np.float64]
    kinds: NDArray[np.intp]
    interval: ConformalInterval

    def ends(self, level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper end of the interval that holds a share ``level`` of such adverts."""
        low, high = self.interval.ends(self.scale, level, self.kinds)
        return self.center + low, self.center + high

    def quantiles(self, shares: Sequence[float]) -> NDArray[np.float64]:
        """Log pay below which these shares of such adverts lie, shape (n, n_shares)."""
        found = self.interval.quantiles(self.scale, shares, self.kinds)
        result = np.empty((len(self.center), len(shares)))
        for column, quantile in enumerate(found):
            result[:, column] = self.center + quantile
        return result


class SecondStage(BaseEstimator):
    """Boosted trees on absolute error over a table with named columns, and their interval.

    Parameters
    ----------
    final_scale : float, default=1.0
        Errors of the final networks over those of the networks on which the interval is
        calibrated, which know fewer adverts.
    random_state : int
        Seed.

    Attributes
    ----------
    feature_names_in_ : ndarray of str
        Columns of the table, in the order in which the trees read them.
    trees_ : BoostedTrees
        Predicts log pay less the column ``average``.
    interval_ : ConformalInterval
    pay_range_ : (float, float)
        Lowest and highest log pay of the training; no estimate is outside.
    """

    def __init__(self, *, final_scale: float = 1.0, random_state: int = 0) -> None:
        self.final_scale = final_scale
        self.random_state = random_state

    def fit(self, table: pd.DataFrame, y: ArrayLike, groups: ArrayLike) -> Self:
        """Train; see :meth:`fit_predict`."""
        self.fit_predict(table, y, groups)
        return self

    def fit_predict(
        self, table: pd.DataFrame, y: ArrayLike, groups: ArrayLike
    ) -> LogPayDistribution:
        """Train, calibrate the interval, and answer each row without its own group.

        Parameters
        ----------
        table : DataFrame of n rows
            What :func:`second_stage_table` gives, from a first stage that does not know the rows.
        y : array-like of shape (n,)
            Log pay relative to what is usual.
        groups : array-like of shape (n,)
            Rows of one group (an employer) are left out together; at least 2 groups.
        """
        y = np.asarray(y, dtype=np.float64)
        self.feature_names_in_ = np.array(list(table.columns), dtype=object)
        self.pay_range_ = (float(y.min()), float(y.max()))
        X, average = self._inputs(table)
        center, scale = np.empty(len(y)), np.empty(len(y))
        with one_thread():
            for train, out in GroupKFold(2).split(X, groups=groups):
                trees, interval = self._trained(X[train], (y - average)[train])
                center[out] = average[out] + trees.predict(X[out])
                scale[out] = interval.scale(X[out], center[out])
            self.trees_, self.interval_ = self._trained(X, y - average)
        kinds = _kinds(table)
        self.interval_.calibrate(y - center, scale, center, kinds)
        return LogPayDistribution(center, scale, kinds, self.interval_)

    def predict(self, table: pd.DataFrame) -> LogPayDistribution:
        """Distribution of the log pay of n adverts, from the columns that ``fit`` has seen."""
        check_is_fitted(self)
        X, average = self._inputs(table)
        center = (average + self.trees_.predict(X)).clip(*self.pay_range_)
        scale = self.interval_.scale(X, center) * self.final_scale
        return LogPayDistribution(center, scale, _kinds(table), self.interval_)

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {
            "final_scale": self.final_scale,
            "random_state": self.random_state,
            "columns": list(self.feature_names_in_),
            "pay_range": list(self.pay_range_),
            "trees": self.trees_.to_state(),
            "interval": self.interval_.to_state(),
        }

    @classmethod
    def from_state(cls, state: State, columns: Sequence[str]) -> Self:
        """Build from what :meth:`to_state` gave, for tables with these columns."""
        result = cls(
            final_scale=state.number("final_scale", least=0),
            random_state=state.whole("random_state"),
        )
        names = state.texts("columns")
        if not set(names) <= set(columns):
            raise state.refuse("reads a column that its table has not")
        result.feature_names_in_ = np.array(names, dtype=object)
        pay = state.numbers("pay_range")
        if len(pay) != 2 or pay[0] > pay[1]:
            raise state.refuse("its pay_range is not two ascending numbers")
        result.pay_range_ = (pay[0], pay[1])
        result.trees_ = BoostedTrees.from_state(state.part("trees"))
        result.interval_ = ConformalInterval.from_state(state.part("interval"))
        if {result.trees_.n_features, result.interval_.trees_.n_features} != {len(names)}:
            raise state.refuse(f"its trees have not {len(names)} features, as it has columns")
        return result

    def _inputs(self, table: pd.DataFrame) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """The table as the trees read it, and the average that they correct."""
        return (
            table[self.feature_names_in_].to_numpy(dtype=np.float32),
            table["average"].to_numpy(dtype=np.float64),
        )

    def _trained(
        self, X: NDArray[Any], residual: NDArray[Any]
    ) -> tuple[BoostedTrees, ConformalInterval]:
        """Trees that correct the average, and the spread of what they leave."""
        trees = HistGradientBoostingRegressor(
            loss="absolute_error",
            learning_rate=0.05,
            max_iter=400,
            max_leaf_nodes=24,
            min_samples_leaf=40,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=self.random_state,
        ).fit(X, residual)
        left = residual - trees.predict(X)
        interval = ConformalInterval(random_state=self.random_state).fit(X, left)
        return BoostedTrees.of(trees), interval


def one_thread() -> threadpool_limits:
    """Boosted trees on one thread.

    Their threads wait for each other by spinning: on a machine whose cores are busy, or beside
    other processes of this program, two threads took several times as long as one.
    """
    return threadpool_limits(1, user_api="openmp")


def _kinds(table: pd.DataFrame) -> NDArray[np.intp]:
    """Kind of each row: employer known to the model or not, and its time.

    Coverage is to hold for adverts of employers that the model has not seen, and for those of
    today, of which there are few.
    """
    known = table["company_log_count"].to_numpy() > 0
    return 2 * np.searchsorted(_TIMES, table["era"].to_numpy()) + known
