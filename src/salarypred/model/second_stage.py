"""The second stage: trees that correct the networks' average by what like adverts paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from ..estimators.boosted_trees import BoostedTrees
from ..estimators.distribution.predictive_distribution import PredictiveDistribution
from ..estimators.mean_encoder import MeanEncoder
from ..estimators.networks import SPREAD
from ..features.encoded import Encoded
from ..state import State

#: Years between which adverts are of one kind where intervals are calibrated.
_TIMES = (2015.0, 2018.5, 2023.0)
#: Columns of :func:`conditions`.
CONDITIONS = (
    *("pay", "spread", "words", "employer", "title", "title_end", "place", "source"),
    *("category", "category_pay"),
    *(f"time_{number}" for number in range(1, len(_TIMES) + 1)),
    *("unfamiliar", "unfamiliar_scale"),
)
# The model knows an occupation at a time from so many adverts.
_LEAST_FAMILIAR = 10
#: Tells how many: adverts of the occupation at that time or, in a table without occupations, with
#: the same last words of the title.
_FAMILIAR = ("occupation_time_log_count", "title_tail_log_count")
#: What adverts of a time that was left out count together, and rows of others for their trees.
_UNSEEN_WEIGHT, _ROWS_OF_OTHERS = 4000.0, 60_000
#: Columns that tell how far the networks' own bins spread.
SPREAD_COLUMNS = ("network_std", *(f"network_p{100 * share:02.0f}" for share in SPREAD))
#: Column of official pay. No tree reads it: see :func:`toward_official`.
OFFICIAL = "official"
#: How far an estimate goes toward official pay where the training has hardly any advert of the
#: occupation at its time, and where it also has few of any time and none with such a title.
#: Chosen on adverts of times that a training left out (2017, 2018, 2020, 2023 and 2026).
_OFFICIAL_WEIGHT, _OFFICIAL_WEIGHT_OF_FEW, _FEW_OF_OCCUPATION = 0.3, 0.45, 300
#: Columns that the first stage fills.
FIRST_COLUMNS = ("average", OFFICIAL, "era", "ridge", *SPREAD_COLUMNS)
#: Stands for a missing mean. Trees split a value far outside off as well as a missing one, and
#: scikit-learn's fail on a column in which every value is missing.
_MISSING = -9.0


class FirstStage(NamedTuple):
    """What the first stage says of n adverts, as log pay relative to what is usual."""

    average: NDArray[np.float64]  # (n,), what the second stage corrects
    ridge: NDArray[np.float64]  # (n,)
    spread: NDArray[np.float64]  # (n, len(SPREAD_COLUMNS)), of the networks' bins


def second_stage_table(
    first: FirstStage,
    encoded: Encoded,
    era: NDArray[np.float64],
    means: MeanEncoder,
    official: ArrayLike = 0.0,
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
    official : array-like of shape (n,)
        Logarithm of official pay of the occupation, relative to what is usual.

    Returns
    -------
    DataFrame of n rows
        ``average`` and ``official`` (float64), ``era``, ``ridge`` (less the average),
        `SPREAD_COLUMNS`, the facts of the adverts, and for each key ``<key>_mean`` (less the
        average), ``<key>_log_count`` and ``<key>_spread``, all float32.
    """
    statistics = pd.DataFrame(
        means.transform(encoded.keys[list(means.feature_names_in_)]),
        columns=means.get_feature_names_out(),
    )
    of_means = [str(name) for name in statistics if str(name).endswith("_mean")]
    statistics[of_means] -= first.average[:, None].astype(np.float32)
    statistics = statistics.fillna(_MISSING)
    parts = {
        "average": first.average,
        OFFICIAL: np.broadcast_to(np.asarray(official, dtype=np.float64), first.average.shape),
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
    center : ndarray of shape (n,)
        What the trees estimate.
    scale : ndarray of shape (n, 2)
        How far pay goes down and up from there.
    conditions : DataFrame of n rows
        What is known of the adverts, see :func:`conditions`.
    distribution : PredictiveDistribution
        Gives the quantiles.
    final_scale : float
        What the distance of the quantiles from the center is multiplied by.
    bounds : (float, float)
        The median lies between these.
    """

    center: NDArray[np.float64]
    scale: NDArray[np.float64]
    conditions: pd.DataFrame
    distribution: PredictiveDistribution
    final_scale: float = 1.0
    bounds: tuple[float, float] = (-np.inf, np.inf)

    def ends(self, level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper end of the central interval with a share ``level`` of such adverts."""
        low, high = self.quantiles(central_shares(level)).T
        return low, high

    def quantiles(self, shares: Sequence[float]) -> NDArray[np.float64]:
        """Log pay below which these shares of such adverts lie, shape (n, n_shares)."""
        found = self.distribution.quantiles(self.scale, self.conditions, shares)
        log_pay = self.center[:, None] + found * self.final_scale
        least, most = self.bounds
        # What moves the median moves the quantiles on its one side as little as it can.
        lower = np.where(np.asarray(shares) >= 0.5, least, -np.inf)
        upper = np.where(np.asarray(shares) <= 0.5, most, np.inf)
        return np.clip(log_pay, lower, upper)

    def familiar(self) -> NDArray[np.bool_]:
        """Whether the model knows the occupation of each advert at its time."""
        return self.conditions["unfamiliar"].to_numpy() == 0


class UnseenTime(NamedTuple):
    """Adverts of a time, read by a first stage that knows no advert of that time."""

    table: pd.DataFrame  # of n rows, see second_stage_table
    y: NDArray[np.float64]  # (n,), log pay relative to what that first stage takes for usual
    same_time: NDArray[np.bool_]  # whether each row of the other table is of that time


def central_shares(level: float) -> tuple[float, float]:
    """Shares of adverts below the two ends of a central interval.

    Raises
    ------
    ValueError
        If level is not between 0 and 1.

    Examples
    --------
    >>> central_shares(0.8)
    (0.1, 0.9)
    """
    if not 0 < level < 1:
        raise ValueError(f"interval level {level}; expected a number between 0 and 1")
    tail = round((1 - level) / 2, 12)
    return tail, round(1 - tail, 12)


class SecondStage(BaseEstimator):
    """Boosted trees on absolute error over a table with named columns, and their distribution.

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
    distribution_ : PredictiveDistribution
    unseen_ : list of LogPayDistribution
        After a training: answers to the adverts of unseen times.
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
        self,
        table: pd.DataFrame,
        y: ArrayLike,
        groups: ArrayLike,
        unseen: Sequence[UnseenTime] = (),
    ) -> LogPayDistribution:
        """Train, calibrate the distribution, and answer each row without its own group.

        Parameters
        ----------
        table : DataFrame of n rows
            What :func:`second_stage_table` gives, from a first stage that does not know the rows.
        y : array-like of shape (n,)
            Log pay relative to what is usual.
        groups : array-like of shape (n,)
            Rows of one group (an employer) are left out together; at least 2 groups.
        unseen : sequence of UnseenTime
            What the estimates of other times miss by: the distribution of adverts whose occupation
            the model hardly knows at their time is calibrated on them.
        """
        y = np.asarray(y, dtype=np.float64)
        names = [name for name in table.columns if name != OFFICIAL]
        self.feature_names_in_ = np.array(names, dtype=object)
        self.pay_range_ = (float(y.min()), float(y.max()))
        X, average = self._inputs(table)
        center, scale = np.empty(len(y)), np.empty((len(y), 2))
        with one_thread():
            for train, out in GroupKFold(2).split(X, groups=groups):
                trees, spread = self._trained(X[train], (y - average)[train])
                center[out] = average[out] + trees.predict(X[out])
                scale[out] = spread.scale(X[out])
            others = [self._answered(part, X, y - average) for part in unseen]
            self.trees_, self.distribution_ = self._trained(X, y - average)
        strange = unfamiliar(table) & bool(others)
        center = toward_official(center, table, strange)
        known = conditions(table, center, scale, strange)
        missed, sizes, told, weight = [y - center], [scale], [known], [np.ones(len(y))]
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
            weight.append(np.full(len(part.y), _UNSEEN_WEIGHT / len(part.y)))
        self.tells_unfamiliar_ = bool(others)
        self.distribution_.calibrate(
            np.concatenate(missed),
            np.concatenate(sizes),
            pd.concat(told, ignore_index=True),
            np.concatenate(weight),
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
            "random_state": self.random_state,
            "columns": list(self.feature_names_in_),
            "pay_range": list(self.pay_range_),
            "trees": self.trees_.to_state(),
            "distribution": self.distribution_.to_state(),
            "tells_unfamiliar": self.tells_unfamiliar_,
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
        result.distribution_ = PredictiveDistribution.from_state(
            state.part("distribution"), CONDITIONS
        )
        result.tells_unfamiliar_ = state.flag("tells_unfamiliar")
        trees = (result.trees_, *result.distribution_.trees_)
        if {part.n_features for part in trees} != {len(names)}:
            raise state.refuse(f"its trees have not {len(names)} features, as it has columns")
        return result

    def _inputs(self, table: pd.DataFrame) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """The table as the trees read it, and the average that they correct."""
        return (
            table[self.feature_names_in_].to_numpy(dtype=np.float32),
            table["average"].to_numpy(dtype=np.float64),
        )

    def _answered(
        self, part: UnseenTime, X: NDArray[np.float32], residual: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Center and scale of adverts of a time, by trees that know no advert of it."""
        rows = np.flatnonzero(~part.same_time)
        if len(rows) > _ROWS_OF_OTHERS:
            rng = np.random.default_rng(self.random_state)
            rows = rng.choice(rows, _ROWS_OF_OTHERS, replace=False)
        trees, spread = self._trained(X[rows], residual[rows])
        theirs, average = self._inputs(part.table)
        center = average + trees.predict(theirs)
        center = toward_official(center, part.table, np.full(len(center), True))
        return center, spread.scale(theirs)

    def _trained(
        self, X: NDArray[Any], residual: NDArray[Any]
    ) -> tuple[BoostedTrees, PredictiveDistribution]:
        """Trees that correct the average, and the size of what they leave."""
        # Half a second to import, which only a training needs.
        from sklearn.ensemble import HistGradientBoostingRegressor

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
        spread = PredictiveDistribution(random_state=self.random_state).fit(X, left)
        return BoostedTrees.of(trees), spread


def one_thread() -> threadpool_limits:
    """Boosted trees on one thread.

    Their threads wait for each other by spinning: on a machine whose cores are busy, or beside
    other processes of this program, two threads took several times as long as one.
    """
    return threadpool_limits(1, user_api="openmp")


def unfamiliar(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Whether the model knows hardly any advert of the rows' occupation at their time."""
    counted = next(name for name in _FAMILIAR if name in table)
    # A little less than the logarithm, which the table holds in single precision.
    return table[counted].to_numpy() < np.log1p(_LEAST_FAMILIAR) - 1e-3


def toward_official(
    center: NDArray[np.float64], table: pd.DataFrame, strange: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Estimates moved toward official pay where the training hardly knows the job at its time.

    Words alone say little of a job that no advert was for ("Airline captain"), and of how pay has
    moved since the adverts that there were. Of jobs whose occupation is uncertain the estimate
    moves less.

    Parameters
    ----------
    center : ndarray of shape (n,)
        Log pay relative to what is usual.
    table : DataFrame of n rows
        What :func:`second_stage_table` gives.
    strange : ndarray of shape (n,)
        The rows that move.
    """
    if "occupation_log_count" not in table:
        return center
    few = table["occupation_log_count"].to_numpy() < np.log(_FEW_OF_OCCUPATION)
    few &= table["title_tail_log_count"].to_numpy() == 0
    weight = np.where(few, _OFFICIAL_WEIGHT_OF_FEW, _OFFICIAL_WEIGHT)
    weight *= table["certainty"].to_numpy(dtype=np.float64) * strange
    return center + weight * (table[OFFICIAL].to_numpy() - center)


def conditions(
    table: pd.DataFrame,
    center: NDArray[np.float64],
    scale: NDArray[np.float64],
    strange: NDArray[np.bool_],
) -> pd.DataFrame:
    """What coverage is to hold for: the pay, how much an advert says, what is known of its like.

    Parameters
    ----------
    table : DataFrame of n rows
        What :func:`second_stage_table` gives.
    center : ndarray of shape (n,)
        Estimate.
    scale : ndarray of shape (n, 2)
        How far pay goes down and up from there.
    strange : ndarray of shape (n,)
        Whether the model knows hardly any advert of the rows' occupation at their time.

    Returns
    -------
    DataFrame of n rows
        The columns `CONDITIONS`, all numbers.
    """
    time = np.searchsorted(_TIMES, table["era"].to_numpy())
    values = {
        "pay": center,
        "spread": np.log(np.maximum(table["network_p90"] - table["network_p10"], 0.02)),
        "words": np.log1p(table["words"]),
        "employer": table["company_log_count"] > 0,
        "title": table["title_log_count"] > 0,
        "title_end": table["title_tail_log_count"] > 0,
        "place": table["location_log_count"] > 0,
        "source": table["source_log_count"] > 0,
        "category": table["category_log_count"] > 0,
        "category_pay": np.where(
            table["category_log_count"] > 0, table["category_mean"] + table["average"], 0.0
        ),
        **{f"time_{number}": time == number for number in range(1, len(_TIMES) + 1)},
        "unfamiliar": strange,
        "unfamiliar_scale": strange * (np.log(scale).mean(axis=1) + 1.2),
    }
    return pd.DataFrame(
        {name: np.asarray(column, dtype=np.float64) for name, column in values.items()}
    )
