"""The salary regressor: an average of networks, corrected by what like adverts paid."""

import logging
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.model_selection import GroupKFold, KFold
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from ..adverts.table import to_adverts
from ..estimators.coverage import validation_metrics
from ..estimators.era_encoder import EraEncoder
from ..estimators.era_ridge import EraRidge
from ..estimators.era_shift import EraShift
from ..estimators.mean_encoder import MeanEncoder
from ..estimators.network_params import as_seed
from ..estimators.networks import NetworkRegressor
from ..features.advert_input import AdvertInput
from ..features.encoded import FACTS, KEYS, Encoded, encode
from ..features.occupation_columns import ALL_EMPLOYEES, LEVEL_WEIGHT
from ..features.vectorizer import VALUE_BLOCKS, AdvertVectorizer
from ..official.lookup import official_at
from ..pay.minimum_wage import above_minimum, minimum_pay
from ..state import State
from .second_stage import (
    FIRST_COLUMNS,
    FirstStage,
    LogPayDistribution,
    SecondStage,
    UnseenTime,
    central_shares,
    second_stage_table,
)
from .small.second_stage import BASE_COLUMNS, HeldBackQuantiles, SmallSecondStage

logger = logging.getLogger(__name__)

# How often a row's employer, place, description or table columns are hidden while training, so
# that one model serves adverts that lack them. Compared in benchmarks/.
_HIDDEN = {"company": 0.25, "location": 0.05, "description": 0.3}
_HIDDEN_TABLE = 0.5
#: The interval is calibrated on networks that know two thirds of the adverts. The final ones know
#: all and are more, so they err less where all adverts are of one time: 80% intervals of adverts of
#: 2013 covered 79.6% with this. Over several times nothing is taken off: with this, titles of 2018
#: that the training lacked were covered 75%, without it 78%.
_FINAL_SCALE = 0.95
_USUAL_LEVEL = 0.8
_FAR_MONTHS = 24
#: Kind of folds of adverts that a first stage read which knows no advert of their time.
WITHOUT_TIME = "without its time"
#: A time of fewer adverts is not left out; of one with more a part stands for all.
_LEAST_OF_TIME, _MOST_OF_TIME = 500, 6000
#: Month from which on an advert that names no employer is taken to pay what its scale says, and how
#: far above the scale an agency's pay begins.
_SCALES_HOLD, _AGENCY = 192, 1.2  # January 2016
#: Up to this many adverts ridge joins the networks, and these are smaller and on squared error.
FEW = 20_000


class PayEstimates(NamedTuple):
    """What the regressor says of n adverts, £ a year."""

    pay: NDArray[np.float64]  # (n,)
    low: NDArray[np.float64]  # (n,), lower end of the interval
    high: NDArray[np.float64]  # (n,), upper end
    quantiles: NDArray[np.float64]  # (n, n_shares)
    ratio: NDArray[np.float64]  # (n,), upper / lower end of the 80% interval without the law
    familiar: NDArray[np.bool_]  # (n,), whether the model knows the occupation at that time
    at_minimum: NDArray[np.bool_]  # (n,), whether the law lifts the estimate


@dataclass(frozen=True)
class _Data:
    """Rows of a training: adverts, log pay relative to what was usual then, and whose copies."""

    encoded: Encoded
    y: NDArray[np.float64]
    usual: NDArray[np.float64]
    parents: NDArray[np.intp]

    @property
    def own(self) -> NDArray[np.bool_]:
        """Whether a row is an advert, not a copy of one."""
        return self.parents == np.arange(len(self.parents))


@dataclass(frozen=True)
class _LeftOut:
    """Adverts of a time that was left out, the part they were read from, and what is usual."""

    unseen: UnseenTime
    rows: NDArray[np.intp]
    texts_only: NDArray[np.bool_]
    usual: NDArray[np.float64]


class SalaryRegressor(AdvertInput, RegressorMixin, BaseEstimator):
    """Estimates the full-time-equivalent pay of adverts, £ a year.

    First stage: networks on the sparse features that predict log pay through bins as classes,
    averaged; for up to 20,000 adverts, ridge and networks on squared error. Second stage: boosted
    trees on absolute error that correct the average by the pay of adverts with the same title,
    employer or place (:class:`~salarypred.estimators.mean_encoder.MeanEncoder`). The second
    stage learns from out-of-fold predictions, once with folds drawn at random and once with all
    adverts of an employer in one fold, half of them without their table columns.

    Parameters
    ----------
    vectorizer : AdvertVectorizer or None
        A vectorizer that is fitted already is used as it is; None or an unfitted one is fitted.
    n_folds : int
        Folds of each of the two rounds.
    n_networks : int
        Networks of the first stage, in each fold.
    n_final : int or None
        Networks of the final first stage; None: twice as many.
    hidden_layer_sizes : tuple of int
        Layers of a network.
    min_cell : int
        A mean over fewer adverts than this is not kept. 1 is the most accurate; 10 for a model
        that is to be published.
    n_jobs : int
        Networks that are trained at the same time.
    random_state : int, RandomState or None
        Seed; None: another one each time.

    Attributes
    ----------
    vectorizer_ : AdvertVectorizer
    networks_ : list of NetworkRegressor
    means_ : MeanEncoder
    second_stage_ : SecondStage, or SmallSecondStage of up to 20,000 adverts
    months_ : ndarray of int
        Months of the adverts of the training, see :mod:`~salarypred.pay.earnings`.
    metrics_ : dict
        Errors of cross-validation: ``{"random": {"all columns": {...}, "texts only": {...}},
        "by employer": ...}``, see :func:`~salarypred.estimators.metrics.salary_metrics`.

    Examples
    --------
    >>> from salarypred.sample.__main__ import generate
    >>> adverts = generate(120, seed=1)
    >>> model = SalaryRegressor(n_folds=2, n_networks=1).fit(adverts, adverts["salary"])
    >>> model.predict(adverts.head(2)).shape
    (2,)
    """

    def __init__(
        self,
        *,
        vectorizer: AdvertVectorizer | None = None,
        n_folds: int = 3,
        n_networks: int = 2,
        n_final: int | None = None,
        hidden_layer_sizes: tuple[int, ...] = (192, 64),
        min_cell: int = 1,
        n_jobs: int = 2,
        random_state: int | None = 0,
    ) -> None:
        self.vectorizer = vectorizer
        self.n_folds = n_folds
        self.n_networks = n_networks
        self.n_final = n_final
        self.hidden_layer_sizes = hidden_layer_sizes
        self.min_cell = min_cell
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(self, adverts: pd.DataFrame, y: ArrayLike) -> Self:
        """Train.

        Parameters
        ----------
        adverts : DataFrame of n adverts
            Any table with a known title or description column.
        y : array-like of shape (n,)
            £ a year, positive.

        Raises
        ------
        ValueError
            If y has missing or non-positive values, or there are fewer than 20 adverts.
        """
        self._remember_columns(adverts)
        self.vectorizer_, fit_it = _fitted_or_clone(self.vectorizer)
        return self.fit_encoded(encode(self.vectorizer_, to_adverts(adverts), fit=fit_it), y)

    def fit_encoded(
        self,
        encoded: Encoded,
        y: ArrayLike,
        parents: NDArray[np.intp] | None = None,
        n_known: int = 0,
    ) -> Self:
        """Like ``fit``, for adverts that are encoded already (with ``vectorizer``).

        Parameters
        ----------
        encoded : Encoded of n adverts
        y : array-like of shape (n,)
            £ a year, positive.
        parents : ndarray of shape (n,), optional
            Row of the advert of which a row is a copy (see
            :mod:`~salarypred.features.short_copies`), or the row itself.
            Copies come after the adverts, train with their advert, and count in no mean
            and no metric.
        n_known : int
            Further adverts of the kind that a base was trained on: its ranges hold for them.
        """
        if not hasattr(self, "vectorizer_"):
            self.vectorizer_, _ = _fitted_or_clone(self.vectorizer)
        self.seed_, self.n_known_ = as_seed(self.random_state), n_known
        parents = np.arange(len(encoded)) if parents is None else parents
        own = np.flatnonzero(parents == np.arange(len(parents)))
        relative = _check_pay(y, len(encoded)) - encoded.log_usual()
        self.months_ = np.unique(encoded.months[own])
        self.small_ = len(own) <= FEW
        self.era_ = EraEncoder().fit(encoded.years()[own])
        self.era_shift_ = self._fit_shift(encoded.take(own), relative[own])
        shift = self._shift(encoded)
        data = _Data(encoded, relative - shift, encoded.log_usual() + shift, parents)
        with threadpool_limits(1, user_api="blas"):  # the networks are what runs side by side
            employers = encoded.employers()[parents]
            rounds = [
                self._out_of_fold(data, splits, f"round {number}")
                for number, splits in enumerate(self._splits(employers[data.own]), 1)
            ]
            logger.info("salary: networks on all %d adverts", data.own.sum())
            n_final = self.n_final or 2 * self.n_networks
            self.networks_ = self._first_stage(encoded, data.y, n_final)
            left_out = [] if self.small_ else self._times_left_out(data, relative)
        self.means_ = MeanEncoder(min_count=self.min_cell).fit(encoded.keys.iloc[own], data.y[own])
        self._fit_second_stage(data, employers, rounds, left_out)
        return self

    def predict(self, adverts: pd.DataFrame) -> NDArray[np.float64]:
        """Estimates, £ a year, shape (n_adverts,)."""
        check_is_fitted(self)
        return self.predict_encoded(encode(self.vectorizer_, to_adverts(adverts))).pay

    def predict_interval(self, adverts: pd.DataFrame, level: float = 0.8) -> NDArray[np.float64]:
        """Lower and upper end of the prediction interval, £ a year, shape (n_adverts, 2)."""
        check_is_fitted(self)
        found = self.predict_encoded(encode(self.vectorizer_, to_adverts(adverts)), level)
        return np.column_stack([found.low, found.high])

    def predict_encoded(
        self, encoded: Encoded, level: float = 0.8, shares: Sequence[float] = ()
    ) -> PayEstimates:
        """Estimates, intervals and quantiles of adverts that are encoded already.

        Parameters
        ----------
        encoded : Encoded of n adverts
        level : float
            Of the interval.
        shares : sequence of float
            Of such adverts that pay less than the quantile.
        """
        table = self._table(encoded, self.networks_, self.means_)
        found = self.second_stage_.predict(table)
        usual = encoded.log_usual() + self._shift(encoded)
        wanted = (0.5, *central_shares(level), *central_shares(_USUAL_LEVEL), *shares)
        pay = np.exp(found.quantiles(wanted) + usual[:, None])
        ratio = pay[:, 4] / pay[:, 3]
        at_minimum = np.zeros(len(pay), dtype=bool)
        # Only a model that carries pay from one time to another can end below the law.
        if len(self.era_.knots_) > 1:
            at_minimum = pay[:, 0] < minimum_pay(encoded.months, encoded.kinds)
            pay = above_minimum(pay, encoded.months, encoded.kinds, wanted)
        pay = _within_scale(pay, encoded)
        low, high, others = pay[:, 1], pay[:, 2], pay[:, 5:]
        return PayEstimates(pay[:, 0], low, high, others, ratio, found.familiar(), at_minimum)

    def far_from_training(self, months: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether no advert of the training is within two years of each month, shape (n,)."""
        right = np.searchsorted(self.months_, months).clip(0, len(self.months_) - 1)
        away = np.abs(self.months_[right] - months)
        before = np.abs(self.months_[np.maximum(right - 1, 0)] - months)
        return np.minimum(away, before) > _FAR_MONTHS

    def quantized(self) -> Self:
        """Copy whose networks keep their weights in 8 bits."""
        small = copy(self)
        small.networks_ = [
            member.quantized() if isinstance(member, NetworkRegressor) else member
            for member in self.networks_
        ]
        return small

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`; the vectorizer is saved by itself."""
        *networks, ridge = self.networks_
        return {
            "n_folds": self.n_folds,
            "n_networks": self.n_networks,
            "n_final": self.n_final,
            "hidden_layer_sizes": list(self.hidden_layer_sizes),
            "min_cell": self.min_cell,
            "n_jobs": self.n_jobs,
            "random_state": self.random_state,
            "small": self.small_,
            "months": self.months_.tolist(),
            "metrics": self.metrics_,
            "era": self.era_.to_state(),
            "era_shift": self.era_shift_.to_state(),
            "networks": [network.to_state() for network in networks],
            "ridge": ridge.to_state(),
            "means": self.means_.to_state(),
            "second_stage": self.second_stage_.to_state(),
        }

    @classmethod
    def from_state(cls, state: State, vectorizer: AdvertVectorizer) -> Self:
        """Build from what :meth:`to_state` gave, and the vectorizer it was trained with."""
        result = cls(
            vectorizer=vectorizer,
            n_folds=state.whole("n_folds"),
            n_networks=state.whole("n_networks"),
            n_final=state.optional("n_final", state.whole),
            hidden_layer_sizes=state.wholes("hidden_layer_sizes"),
            min_cell=state.whole("min_cell"),
            n_jobs=state.whole("n_jobs", least=-(2**15)),
            random_state=state.optional("random_state", state.whole),
        )
        result.vectorizer_, result.small_ = vectorizer, state.flag("small")
        result.months_ = np.array(state.wholes("months"), dtype=np.int64)
        result.metrics_ = state.plain("metrics")
        result.era_ = EraEncoder.from_state(state.part("era"))
        result.era_shift_ = EraShift.from_state(state.part("era_shift"))
        networks = [NetworkRegressor.from_state(part) for part in state.parts("networks")]
        ridge = EraRidge.from_state(state.part("ridge"))
        result.networks_ = [*networks, ridge]
        result.means_ = MeanEncoder.from_state(state.part("means"))
        names = [
            *(*FIRST_COLUMNS, *FACTS, *BASE_COLUMNS),
            *result.means_.get_feature_names_out(),
        ]
        part = state.part("second_stage")
        small = state.part("second_stage").optional("kind", part.text) == "small"
        kind = SmallSecondStage if small else SecondStage
        result.second_stage_ = kind.from_state(part, names)
        n_eras = len(result.era_.knots_)
        if not networks or len({member.n_features_in_ for member in result.networks_}) > 1:
            raise state.refuse("its networks and ridge are not of the same features")
        if len(result.era_shift_.shift_) != n_eras or ridge.n_eras != n_eras:
            raise state.refuse("its members are of different eras")
        if not set(KEYS).issuperset(result.means_.feature_names_in_):
            raise state.refuse("its means are not of the keys of adverts")
        return result

    def _splits(self, employers: NDArray[np.intp]) -> list[list[NDArray[Any]]]:
        """The rows left out in each fold: folds at random and, where there are enough, by employer.

        Numbers of the adverts, without copies.
        """
        shuffled = KFold(self.n_folds, shuffle=True, random_state=self.seed_)
        splits = [[out for _, out in shuffled.split(employers)]]
        if len(np.unique(employers)) >= self.n_folds:
            by_employer = GroupKFold(self.n_folds).split(employers, groups=employers)
            splits.append([out for _, out in by_employer])
        return splits

    def _first_stage(self, encoded: Encoded, y: NDArray[Any], number: int) -> list[Any]:
        """Train networks; every second one reads 0/1 features in place of TF-IDF. Ridge is last."""
        blocks = self.vectorizer_.blocks_
        groups = [(*blocks[name], p) for name, p in _HIDDEN.items() if name in blocks]
        if encoded.table_columns[1] > encoded.table_columns[0]:
            groups.append((*encoded.table_columns, _HIDDEN_TABLE))
        X, n_eras = self._with_era(encoded), len(self.era_.knots_)
        binary = [blocks[name] for name in blocks if name not in VALUE_BLOCKS]
        members: list[Any] = [
            NetworkRegressor(
                n_bins=0 if self.small_ else 64 if index % 2 == 0 else 40,
                hidden_layer_sizes=(64, 32) if self.small_ else self.hidden_layer_sizes,
                column_groups=tuple(groups),
                binary_columns=tuple(binary) if index % 2 == 0 else (),
                random_state=self.seed_ + index,
            )
            for index in range(number)
        ]
        members.append(EraRidge(n_eras=n_eras, min_count=max(2, self.min_cell)))
        return Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(member.fit)(X, y) for member in members
        )

    def _fit_shift(self, encoded: Encoded, relative: NDArray[np.float64]) -> EraShift:
        """What pay has moved by against average earnings, told by title and place."""
        blocks = [self.vectorizer_.blocks_.get(name, (0, 0)) for name in ("title", "location")]
        columns = np.concatenate([np.arange(*block) for block in blocks])
        era = self.era_.transform(encoded.years())
        titles = encoded.keys["title_tail"].to_numpy()
        return EraShift().fit(encoded.X[:, columns], relative, era, titles)

    def _shift(self, encoded: Encoded) -> NDArray[np.float64]:
        return self.era_shift_.transform(self.era_.transform(encoded.years()))

    def _with_era(self, encoded: Encoded) -> sparse.csr_matrix:
        era = self.era_.transform(encoded.years())
        return sparse.hstack([encoded.X, era], format="csr", dtype=np.float32)

    def _guess(self, encoded: Encoded, members: list[Any]) -> FirstStage:
        """What the networks and ridge say."""
        X = self._with_era(encoded)
        *networks, ridge = members
        spreads = [network.predict_spread(X) for network in networks]
        linear = ridge.predict(X)
        # Of few adverts ridge knows as much as a network.
        averaged = [*(spread[:, 0] for spread in spreads), *([linear] if self.small_ else [])]
        return FirstStage(np.mean(averaged, axis=0), linear, np.mean(spreads, axis=0)[:, 1:])

    def _table(self, encoded: Encoded, members: list[Any], means: MeanEncoder) -> pd.DataFrame:
        """What the second stage reads."""
        era = self.era_.transform(encoded.years()) @ self.era_.knots_
        official = official_log_pay(encoded) - encoded.log_usual() - self._shift(encoded)
        return second_stage_table(self._guess(encoded, members), encoded, era, means, official)

    def _out_of_fold(
        self, data: "_Data", splits: list[NDArray[Any]], name: str
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Second-stage tables (all columns, texts only) of networks that lack a row's own pay."""
        full, texts = [], []
        for number, left_out in enumerate(splits, 1):
            logger.info("salary: %s, fold %d of %d", name, number, len(splits))
            held = np.isin(data.parents, left_out)
            train, out = np.flatnonzero(~held), np.flatnonzero(held)
            members = self._first_stage(data.encoded.take(train), data.y[train], self.n_networks)
            some = train[data.own[train]]
            means = MeanEncoder(min_count=self.min_cell).fit(
                data.encoded.keys.iloc[some], data.y[some]
            )
            seen = data.encoded.take(out)
            full.append(self._table(seen, members, means).set_axis(out))
            texts.append(self._table(seen.texts_only(), members, means).set_axis(out))
        return pd.concat(full).sort_index(), pd.concat(texts).sort_index()

    def _times_left_out(self, data: "_Data", relative: NDArray[np.float64]) -> list["_LeftOut"]:
        """Each time of enough adverts, read by a first stage that knows no advert of it.

        What it knows of the growth of pay, it knows of the other times too. The time of the most
        adverts stays: without it hardly anything is left to learn from.
        """
        years = data.encoded.years()
        nearest = np.abs(years[:, None] - self.era_.knots_).argmin(axis=1)
        counts = np.bincount(nearest[data.own])
        found = []
        rng = np.random.default_rng(self.seed_)
        for time in np.flatnonzero(counts >= _LEAST_OF_TIME):
            if time == counts.argmax():
                continue
            logger.info("salary: without the adverts of about %.0f", self.era_.knots_[time])
            here, rest = np.flatnonzero(data.own & (nearest == time)), nearest != time
            if len(here) > _MOST_OF_TIME:
                here = np.sort(rng.choice(here, _MOST_OF_TIME, replace=False))
            other, own = copy(self), np.flatnonzero(rest & data.own)
            other.era_ = clone(self.era_).fit(years[own])
            other.era_shift_ = other._fit_shift(data.encoded.take(own), relative[own])
            train = data.encoded.take(np.flatnonzero(rest))
            y = relative[rest] - other._shift(train)
            members, mine = other._first_stage(train, y, 1), data.own[rest]
            known = MeanEncoder(min_count=self.min_cell).fit(train.keys[mine], y[mine])
            rows, texts = (
                data.encoded.take(here).known_features(train.X),
                rng.random(len(here)) < 0.5,
            )
            full = other._table(rows, members, known)
            bare = other._table(rows.texts_only(), members, known)
            table = pd.concat([full[~texts], bare[texts]]).sort_index()
            shift = other._shift(rows)
            unseen = UnseenTime(table, relative[here] - shift, nearest == time)
            found.append(_LeftOut(unseen, here, texts, rows.log_usual() + shift))
        return found

    def _fit_second_stage(
        self,
        data: "_Data",
        employers: NDArray[np.intp],
        rounds: list[tuple[pd.DataFrame, pd.DataFrame]],
        left_out: list["_LeftOut"],
    ) -> None:
        """Fit the second stage, and measure it on employers left out of it."""
        rng = np.random.default_rng(self.seed_)
        n = len(rounds)
        bare = [rng.random(len(data.y)) < 0.5 for _ in rounds]  # rows that are texts only
        table = pd.concat(
            [
                pd.concat([full[~rows], texts[rows]]).sort_index()
                for rows, (full, texts) in zip(bare, rounds, strict=True)
            ],
            ignore_index=True,
        )
        groups = np.tile(employers, n)
        if groups.max() == 0:  # one employer only: halves at random
            groups = np.tile(rng.permutation(len(employers)), n)
        logger.info("salary: second stage")
        employed = np.repeat(["random", "by employer"][:n], len(data.y))
        every = np.tile(np.arange(len(data.y)), n)
        texts, y = np.concatenate(bare), np.tile(data.y, n)
        if self.small_:
            self.second_stage_ = SmallSecondStage(
                doubt=10.0 + self.n_known_, random_state=self.seed_
            )
            held = self.second_stage_.fit_predict(table, y, groups, n)
            parts = [_validation(data, held, every, employed, texts, data.usual[every])]
        else:
            others = [
                part.unseen._replace(same_time=np.tile(part.unseen.same_time, n))
                for part in left_out
            ]
            final_scale = _FINAL_SCALE if len(self.era_.knots_) == 1 else 1.0
            stage = SecondStage(final_scale=final_scale, random_state=self.seed_)
            found = stage.fit_predict(table, y, groups, others)
            parts = [_validation(data, found, every, employed, texts, data.usual[every])]
            for part, answer in zip(left_out, stage.unseen_, strict=True):
                kind = np.full(len(part.rows), WITHOUT_TIME)
                parts.append(
                    _validation(data, answer, part.rows, kind, part.texts_only, part.usual)
                )
            del stage.unseen_
            self.second_stage_ = stage
        others_say = {"ridge": table["average"] + table["ridge"]}
        if data.encoded.base_log_pay is not None:
            others_say["base"] = pd.Series(0.0, index=table.index)
        parts[0] = parts[0].assign(
            **{f"{name}_says": np.exp(log + data.usual[every]) for name, log in others_say.items()}
        )
        self.validation_ = pd.concat(parts, ignore_index=True)
        self.metrics_: dict[str, Any] = validation_metrics(self.validation_)


def official_log_pay(encoded: Encoded) -> NDArray[np.float64]:
    """Logarithm of the official full-time median of each advert's occupation in its month."""
    nobody = np.full(len(encoded), ALL_EMPLOYEES)
    everybody = np.log(official_at(nobody, encoded.months)["median"].to_numpy())
    return everybody + encoded.facts["level"].to_numpy(dtype=np.float64) / LEVEL_WEIGHT


def _within_scale(pay: NDArray[np.float64], encoded: Encoded) -> NDArray[np.float64]:
    """Pay between the ends of the scale that an advert names, where it names one.

    Agencies name the band of a post and pay by a rate of their own. An estimate far above the
    scale is theirs where the advert says who is hiring, or where it is of a time before the scales
    were cut loose from agencies' rates (the adverts of 2013 that name a band pay half more).

    Parameters
    ----------
    pay : ndarray of shape (n, k)
        The estimate, then other figures of the same distribution, £ a year.
    """
    low, high = encoded.limits[:, :1], encoded.limits[:, 1:]
    employer = (encoded.keys["company"] != 0).to_numpy() | (encoded.months < _SCALES_HOLD)
    by_agency = employer & (pay[:, 0] > _AGENCY * encoded.limits[:, 1])
    low = np.where(by_agency[:, None], np.nan, low)
    high = np.where(by_agency[:, None], np.nan, high)
    return np.clip(pay, np.nan_to_num(low, nan=0.0), np.nan_to_num(high, nan=np.inf))


def _validation(
    data: _Data,
    found: LogPayDistribution | HeldBackQuantiles,
    rows: NDArray[np.intp],
    folds: NDArray[np.str_],
    texts_only: NDArray[np.bool_],
    usual: NDArray[np.float64],
) -> pd.DataFrame:
    """Truth and answer of rows whose networks did not know them."""
    middle, low, high = found.quantiles((0.5, *central_shares(_USUAL_LEVEL))).T
    words = data.encoded.facts[["title_words", "words"]].sum(axis=1).to_numpy()
    true = np.exp(data.y + data.usual)
    return pd.DataFrame(
        {
            "advert": data.parents[rows],
            "copy": ~data.own[rows],
            "folds": folds,
            "given": np.where(texts_only, "texts only", "all columns"),
            "year": data.encoded.years()[rows],
            "words": words[rows],
            "true": true[rows],
            "predicted": np.exp(middle + usual),
            "low": np.exp(low + usual),
            "high": np.exp(high + usual),
        }
    )


def _fitted_or_clone(vectorizer: AdvertVectorizer | None) -> tuple[AdvertVectorizer, bool]:
    if vectorizer is not None and hasattr(vectorizer, "blocks_"):
        return vectorizer, False
    return (AdvertVectorizer() if vectorizer is None else clone(vectorizer)), True


def _check_pay(y: ArrayLike, n_adverts: int) -> NDArray[np.float64]:
    pay = np.asarray(y, dtype=np.float64)
    if pay.shape != (n_adverts,):
        raise ValueError(f"y has shape {pay.shape}; expected ({n_adverts},), one pay an advert")
    if n_adverts < 20:
        raise ValueError(f"{n_adverts} adverts with pay; expected at least 20")
    if not (np.isfinite(pay).all() and (pay > 0).all()):
        raise ValueError("y has missing or non-positive pay; expected £ a year on every row")
    return np.log(pay)
