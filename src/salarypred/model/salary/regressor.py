"""The salary regressor: an average of networks, corrected by what like adverts paid."""

import logging
from collections.abc import Sequence
from copy import copy
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.utils.validation import check_is_fitted

from ...adverts.table import to_adverts
from ...estimators.coverage import validation_metrics
from ...estimators.eras.era_encoder import EraEncoder
from ...estimators.eras.era_ridge import EraRidge
from ...estimators.eras.era_shift import EraShift
from ...estimators.mean_encoder import MeanEncoder
from ...estimators.network_params import as_seed
from ...estimators.networks import NetworkRegressor
from ...estimators.weights import checked_weight, part_of
from ...features.advert_input import AdvertInput
from ...features.encoded import FACTS, KEYS, Encoded, encode
from ...features.vectorizer import AdvertVectorizer
from ...pay.minimum_wage import above_minimum, minimum_pay
from ...state import State
from ..second_stage.quantiles import central_shares
from ..second_stage.small import SmallSecondStage
from ..second_stage.stage import SecondStage
from ..second_stage.table import BASE_COLUMNS, FIRST_COLUMNS
from ..second_stage.widths import Width, check_widths, widths_from, widths_state
from ..threads import one_thread
from .correction import fit_second_stage
from .first_stage import FirstStageMixin
from .folds import LeftOutTime, Round, TrainingRows, out_of_fold, splits, times_left_out
from .limits import within_scale

logger = logging.getLogger(__name__)

#: The interval is calibrated on networks that know two thirds of the adverts. The final ones know
#: all and are more, so they err less where all adverts are of one time: 80% intervals of adverts of
#: 2013 covered 79.6% with this. Over several times nothing is taken off: with this, titles of 2018
#: that the training lacked were covered 75%, without it 78%.
_FINAL_SCALE = 0.95
_USUAL_LEVEL = 0.8
_FAR_MONTHS = 24
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


class SalaryRegressor(FirstStageMixin, AdvertInput, RegressorMixin, BaseEstimator):
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
    range_widths : sequence of (int or None, float), optional
        Ways of telling how wide an interval is, the simplest first: least adverts of a leaf of the
        trees that tell the size of errors from what is known of an advert (None: one size for
        all), and the penalty, in adverts, of what else the width depends on (estimated pay, words,
        unknown employer ...). Of several, a later one is taken where it lowers the Winkler score of
        adverts that were left out by 1%, or scores alike and covers more evenly, see
        :func:`~salarypred.model.second_stage.widths.choose_width`. None, the default: up to 20,000
        adverts a choice of ``((None, 1e5), (120, 1e5), (120, 500.0), (60, 50.0))``, of fewer than
        150 the first; of more than 20,000 ``((30, 10.0),)``.
    n_jobs : int
        Networks that are trained at the same time.
    random_state : int, RandomState or None
        Seed; None: another one each time.

    Attributes
    ----------
    vectorizer_ : AdvertVectorizer
    networks_ : list of NetworkRegressor
    means_ : MeanEncoder
    widths_tried_ : list of WidthTried
        After a training: each of the widths with its Winkler score (of log pay) and how far
        coverage strays; empty where there was no choice.
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
        range_widths: Sequence[Width] | None = None,
        n_jobs: int = 2,
        random_state: int | None = 0,
    ) -> None:
        self.vectorizer = vectorizer
        self.n_folds = n_folds
        self.n_networks = n_networks
        self.n_final = n_final
        self.hidden_layer_sizes = hidden_layer_sizes
        self.min_cell = min_cell
        self.range_widths = range_widths
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(
        self, adverts: pd.DataFrame, y: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> Self:
        """Train.

        Parameters
        ----------
        adverts : DataFrame of n adverts
            Any table with a known title or description column.
        y : array-like of shape (n,)
            £ a year, positive.
        sample_weight : array-like of shape (n,), optional
            How much an advert counts. One of weight 0 has no part in the training; words, and how
            often a title or an employer is there, are counted in adverts.

        Raises
        ------
        ValueError
            If y has missing or non-positive values, there are fewer than 20 adverts, or a weight is
            negative.
        """
        self._remember_columns(adverts)
        weight = checked_weight(sample_weight, len(adverts))
        if weight is not None:
            used = np.flatnonzero(weight > 0)
            adverts, y, weight = adverts.iloc[used], np.asarray(y)[used], weight[used]
        self.vectorizer_, fit_it = _fitted_or_clone(self.vectorizer)
        encoded = encode(self.vectorizer_, to_adverts(adverts), fit=fit_it)
        return self.fit_encoded(encoded, y, sample_weight=weight)

    def fit_encoded(
        self,
        encoded: Encoded,
        y: ArrayLike,
        parents: NDArray[np.intp] | None = None,
        n_known: int = 0,
        sample_weight: ArrayLike | None = None,
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
        sample_weight : array-like of shape (n,), optional
            How much an advert counts, above 0; that of a copy is its advert's.
        """
        check_widths(self.range_widths)
        weight = checked_weight(sample_weight, len(encoded))
        if not hasattr(self, "vectorizer_"):
            self.vectorizer_, _ = _fitted_or_clone(self.vectorizer)
        self.seed_, self.n_known_ = as_seed(self.random_state), n_known
        parents = np.arange(len(encoded)) if parents is None else parents
        own = np.flatnonzero(parents == np.arange(len(parents)))
        relative = _check_pay(y, len(encoded)) - encoded.log_usual()
        self.months_ = np.unique(encoded.months[own])
        self.small_ = len(own) <= FEW
        self.era_ = EraEncoder().fit(encoded.years()[own])
        self.era_shift_ = self.fit_shift(encoded.take(own), relative[own], part_of(weight, own))
        shift = self.log_shift(encoded)
        data = TrainingRows(encoded, relative - shift, encoded.log_usual() + shift, parents, weight)
        with one_thread():  # networks are what runs side by side
            employers = encoded.employers()[parents]
            rounds = [
                out_of_fold(self, data, folds, self.n_networks, f"round {number}")
                for number, folds in enumerate(
                    splits(employers[data.own], self.n_folds, self.seed_), 1
                )
            ]
            logger.info("salary: networks on all %d adverts", data.own.sum())
            n_final = self.n_final or 2 * self.n_networks
            self.networks_ = self.train_members(encoded, data.y, n_final, weight)
            left_out = [] if self.small_ else times_left_out(self, data, relative)
            self.means_ = MeanEncoder(min_count=self.min_cell).fit(
                encoded.keys.iloc[own], data.y[own], part_of(weight, own)
            )
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
        table = self.read_table(encoded, self.networks_, self.means_)
        found = self.second_stage_.predict(table)
        usual = encoded.log_usual() + self.log_shift(encoded)
        wanted = (0.5, *central_shares(level), *central_shares(_USUAL_LEVEL), *shares)
        pay = np.exp(found.quantiles(wanted) + usual[:, None])
        ratio = pay[:, 4] / pay[:, 3]
        at_minimum = np.zeros(len(pay), dtype=bool)
        # Only a model that carries pay from one time to another can end below the law.
        if len(self.era_.knots_) > 1:
            at_minimum = pay[:, 0] < minimum_pay(encoded.months, encoded.kinds)
            pay = above_minimum(pay, encoded.months, encoded.kinds, wanted)
        pay = within_scale(pay, encoded)
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
            **widths_state(self.range_widths),
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
            range_widths=widths_from(state),
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

    def _fit_second_stage(
        self,
        data: TrainingRows,
        employers: NDArray[np.intp],
        rounds: list[Round],
        left_out: list[LeftOutTime],
    ) -> None:
        logger.info("salary: second stage")
        stage: SmallSecondStage | SecondStage
        if self.small_:
            stage = SmallSecondStage(
                doubt=10.0 + self.n_known_, widths=self.range_widths, random_state=self.seed_
            )
        else:
            final_scale = _FINAL_SCALE if len(self.era_.knots_) == 1 else 1.0
            stage = SecondStage(
                final_scale=final_scale, widths=self.range_widths, random_state=self.seed_
            )
        self.second_stage_ = stage
        self.validation_ = fit_second_stage(stage, data, employers, rounds, left_out, self.seed_)
        self.widths_tried_ = stage.widths_tried_
        self.metrics_: dict[str, Any] = validation_metrics(self.validation_)


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
