"""The salary regressor: an average of networks, corrected by what like adverts paid."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.model_selection import GroupKFold, KFold
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from ..estimators.coverage import interval_metrics
from ..estimators.era_encoder import EraEncoder
from ..estimators.era_ridge import EraRidge
from ..estimators.era_shift import EraShift
from ..estimators.intervals import ConformalInterval
from ..estimators.mean_encoder import MeanEncoder
from ..estimators.metrics import salary_metrics
from ..estimators.networks import NetworkRegressor
from ..features.encoded import Encoded, encode
from ..features.vectorizer import AdvertVectorizer
from ..pay.minimum_wage import above_minimum

logger = logging.getLogger(__name__)

# How often a row's employer, place, description or table columns are hidden while training, so
# that one model serves adverts that lack them. Compared in benchmarks/.
_HIDDEN = {"company": 0.25, "location": 0.05, "description": 0.3}
_HIDDEN_TABLE = 0.5
#: Years between which adverts are of one kind where intervals are calibrated.
_TIMES = (2015.0, 2018.5, 2023.0)
#: The interval is calibrated on networks that know two thirds of the adverts. The final ones know
#: all and are more, so they err less: on held-back adverts 80% intervals covered 83% without this
#: (benchmarks/years.py). For few adverts it was not measured.
_FINAL_SCALE = 0.94
#: Up to this many adverts ridge joins the networks, and these are smaller and on squared error.
FEW = 20_000


@dataclass(frozen=True)
class _Data:
    """Rows of a training: adverts, log pay relative to what was usual then, and whose copies."""

    encoded: Encoded
    y: NDArray[np.float64]
    parents: NDArray[np.intp]

    @property
    def own(self) -> NDArray[np.bool_]:
        """Whether a row is an advert, not a copy of one."""
        return self.parents == np.arange(len(self.parents))


class SalaryRegressor(RegressorMixin, BaseEstimator):
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
    random_state : int
        Seed.

    Attributes
    ----------
    vectorizer_ : AdvertVectorizer
    networks_ : list of NetworkRegressor
    means_ : MeanEncoder
    second_stage_ : HistGradientBoostingRegressor
    interval_ : ConformalInterval
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
        random_state: int = 0,
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
        self.vectorizer_, fit_it = _fitted_or_clone(self.vectorizer)
        return self.fit_encoded(encode(self.vectorizer_, adverts, fit=fit_it), y)

    def fit_encoded(
        self, encoded: Encoded, y: ArrayLike, parents: NDArray[np.intp] | None = None
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
        """
        if not hasattr(self, "vectorizer_"):
            self.vectorizer_, _ = _fitted_or_clone(self.vectorizer)
        parents = np.arange(len(encoded)) if parents is None else parents
        own = np.flatnonzero(parents == np.arange(len(parents)))
        relative = _check_pay(y, len(encoded)) - encoded.log_earnings()
        self.small_ = len(own) <= FEW
        self.era_ = EraEncoder().fit(encoded.years()[own])
        self.era_shift_ = self._fit_shift(encoded.take(own), relative[own])
        data = _Data(encoded, relative - self._shift(encoded), parents)
        self.pay_range_ = (float(data.y.min()), float(data.y.max()))
        with threadpool_limits(1, user_api="blas"):  # the networks are what runs side by side
            employers = encoded.employers()[parents]
            rounds = [
                self._out_of_fold(data, splits, f"round {number}")
                for number, splits in enumerate(self._splits(employers[data.own]), 1)
            ]
            logger.info("salary: networks on all %d adverts", data.own.sum())
            n_final = self.n_final or 2 * self.n_networks
            self.networks_ = self._first_stage(encoded, data.y, n_final)
        self.means_ = MeanEncoder(min_count=self.min_cell).fit(encoded.keys.iloc[own], data.y[own])
        with _one_thread():
            self._fit_second_stage(data, employers, rounds)
        return self

    def predict(self, adverts: pd.DataFrame) -> NDArray[np.float64]:
        """Estimates, £ a year, shape (n_adverts,)."""
        check_is_fitted(self)
        return self.predict_encoded(encode(self.vectorizer_, adverts))[:, 0]

    def predict_interval(self, adverts: pd.DataFrame, level: float = 0.8) -> NDArray[np.float64]:
        """Lower and upper end of the prediction interval, £ a year, shape (n_adverts, 2)."""
        check_is_fitted(self)
        return self.predict_encoded(encode(self.vectorizer_, adverts), level)[:, 1:]

    def predict_encoded(
        self, encoded: Encoded, level: float = 0.8, shares: Sequence[float] = ()
    ) -> NDArray[np.float64]:
        """Estimate, lower and upper end and quantiles, £ a year, (n_adverts, 3 + n_shares).

        Parameters
        ----------
        encoded : Encoded of n adverts
        level : float
            Of the interval.
        shares : sequence of float
            Of such adverts that pay less than the quantile.
        """
        table, base = self._second_input(encoded, self.networks_, self.means_)
        with _one_thread():
            center = (base + self.second_stage_.predict(table)).clip(*self.pay_range_)
            scale = self.interval_.scale(table, center) * (1.0 if self.small_ else _FINAL_SCALE)
        kinds = _kinds(encoded, table)
        ends = [*self.interval_.ends(scale, level, kinds)]
        ends += self.interval_.quantiles(scale, shares, kinds)
        log_pay = np.column_stack([center, *(center + end for end in ends)])
        usual = encoded.log_earnings() + self._shift(encoded)
        pay = np.exp(log_pay + usual[:, None])
        # Only a model that carries pay from one time to another can end below the law.
        return pay if len(self.era_.knots_) == 1 else above_minimum(pay, encoded.months)

    def _splits(self, employers: NDArray[np.intp]) -> list[list[NDArray[Any]]]:
        """The rows left out in each fold: folds at random and, where there are enough, by employer.

        Numbers of the adverts, without copies.
        """
        shuffled = KFold(self.n_folds, shuffle=True, random_state=self.random_state)
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
        binary = [blocks[name] for name in blocks if name != "description"]
        members: list[Any] = [
            NetworkRegressor(
                n_bins=0 if self.small_ else 64 if index % 2 == 0 else 40,
                hidden_layer_sizes=(64, 32) if self.small_ else self.hidden_layer_sizes,
                column_groups=tuple(groups),
                binary_columns=tuple(binary) if index % 2 == 0 else (),
                random_state=self.random_state + index,
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

    def _second_input(
        self, encoded: Encoded, members: list[Any], means: MeanEncoder
    ) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Columns of the second stage, and the networks' average that it corrects."""
        X = self._with_era(encoded)
        *networks, ridge = members
        spreads = [network.predict_spread(X) for network in networks]
        linear = ridge.predict(X)
        # Of few adverts ridge knows as much as a network.
        average = [*(spread[:, 0] for spread in spreads), *([linear] if self.small_ else [])]
        base = np.mean(average, axis=0)
        first = np.column_stack(
            [
                base,
                # The year between the knots: adverts of one time must not be told apart by months.
                self.era_.transform(encoded.years()) @ self.era_.knots_,
                linear - base,
                np.mean(spreads, axis=0)[:, 1:],
                encoded.facts,
            ]
        )
        statistics = means.transform(encoded.keys)
        statistics[:, 0::3] -= base[:, None].astype(np.float32)
        # Trees split a value far outside off as well as a missing one, and scikit-learn's fail on
        # a column in which every value is missing.
        statistics = np.nan_to_num(statistics, nan=-9.0)
        return np.column_stack([first.astype(np.float32), statistics]), base

    def _out_of_fold(
        self, data: "_Data", splits: list[NDArray[Any]], name: str
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Second-stage tables (all columns, texts only) and averages (n, 2) without own pay."""
        full, texts = None, None
        bases = np.empty((len(data.y), 2))
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
            whole, bases[out, 0] = self._second_input(seen, members, means)
            bare, bases[out, 1] = self._second_input(seen.texts_only(), members, means)
            if full is None or texts is None:
                full, texts = (np.empty((len(data.y), whole.shape[1]), np.float32),) * 2
                texts = texts.copy()
            full[out], texts[out] = whole, bare
        assert full is not None and texts is not None
        return full, texts, bases

    def _fit_second_stage(
        self, data: "_Data", employers: NDArray[np.intp], rounds: list[Any]
    ) -> None:
        """Fit the correction and the interval, and measure both on employers left out of them."""
        rng = np.random.default_rng(self.random_state)
        y, n = data.y, len(rounds)
        pick_texts = [rng.random(len(y)) < 0.5 for _ in rounds]
        pairs = list(zip(pick_texts, rounds, strict=True))
        table = np.concatenate([np.where(t[:, None], texts, full) for t, (full, texts, _) in pairs])
        base = np.concatenate([np.where(t, b[:, 1], b[:, 0]) for t, (_, _, b) in pairs])
        target, groups = np.tile(y, n), np.tile(employers, n)
        logger.info("salary: second stage")
        center = np.empty(len(target))
        scale = np.empty(len(target))
        if groups.max() == 0:  # one employer only: halves at random
            groups = rng.permutation(len(groups))
        for train, out in GroupKFold(2).split(table, groups=groups):
            stage, interval = self._second_stage(table[train], (target - base)[train])
            center[out] = base[out] + stage.predict(table[out])
            scale[out] = interval.scale(table[out], center[out])
        self.second_stage_, self.interval_ = self._second_stage(table, target - base)
        kinds = _kinds(data.encoded, table)
        self.interval_.calibrate(target - center, scale, center, kinds)
        low, high = self.interval_.ends(scale, 0.8, kinds)
        usual = np.tile(data.encoded.log_earnings() + self._shift(data.encoded), n)
        names = ["random", "by employer"][:n]
        self.validation_ = pd.DataFrame(
            {
                "advert": np.tile(data.parents, n),
                "copy": np.tile(~data.own, n),
                "folds": np.repeat(names, len(y)),
                "given": np.where(np.concatenate(pick_texts), "texts only", "all columns"),
                "year": np.tile(data.encoded.years(), n),
                "words": np.tile(data.encoded.facts[:, [0, 2]].sum(axis=1), n),
                "true": np.exp(target + usual),
                "predicted": np.exp(center + usual),
                "low": np.exp(center + low + usual),
                "high": np.exp(center + high + usual),
            }
        )
        self.metrics_: dict[str, Any] = _metrics(self.validation_)

    def _second_stage(self, table: NDArray[Any], residual: NDArray[Any]) -> tuple[Any, Any]:
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
        ).fit(table, residual)
        left = residual - trees.predict(table)
        return trees, ConformalInterval(random_state=self.random_state).fit(table, left)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _one_thread() -> threadpool_limits:
    """Boosted trees on one thread.

    Their threads wait for each other by spinning: on a machine whose cores are busy, or beside
    other processes of this program, two threads took several times as long as one.
    """
    return threadpool_limits(1, user_api="openmp")


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


def _kinds(encoded: Encoded, table: NDArray[np.float32]) -> NDArray[np.intp]:
    """Kind of each row of a second-stage table: employer known to the model or not, and its time.

    Coverage is to hold for adverts of employers that the model has not seen, and for those of
    today, of which there are few.
    """
    companies = list(encoded.keys.columns).index("company")
    # Three statistics a key stand at the end; the second is the number of adverts behind a mean.
    count = table[:, companies * 3 + 1 - 3 * encoded.keys.shape[1]]
    return 2 * np.searchsorted(_TIMES, table[:, 1]) + (count > 0)


def _metrics(validation: pd.DataFrame) -> dict[str, Any]:
    """Errors by kind of folds and by what was given, and the coverage of the 80% interval."""
    metrics: dict[str, Any] = {}
    for name, rows in validation[~validation["copy"]].groupby("folds", sort=False):
        given = {
            kind: salary_metrics(part["true"], part["predicted"])
            for kind, part in rows.groupby("given", sort=True)
        }
        interval = interval_metrics(rows)
        metrics[str(name)] = {
            **given,
            "coverage of 80% interval": interval["coverage"],
            "mean width": interval["width"],
            "mean width of a constant factor": interval["constant_width"],
        }
    return metrics
