"""The salary regressor: an average of networks, corrected by what like adverts paid."""

import logging
from typing import Any, Self

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold, KFold
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from .encode import Encoded, encode
from .features import AdvertVectorizer
from .intervals import ConformalInterval
from .mean_encoder import MeanEncoder
from .metrics import salary_metrics
from .networks import NetworkRegressor

logger = logging.getLogger(__name__)

# How often a row's employer, place, description or table columns are hidden while training, so
# that one model serves adverts that lack them. Compared in benchmarks/.
_HIDDEN = {"company": 0.25, "location": 0.05, "description": 0.3}
_HIDDEN_TABLE = 0.5
#: Up to this many adverts ridge joins the networks, and these are smaller and on squared error.
_SMALL = 20_000


class SalaryRegressor(RegressorMixin, BaseEstimator):
    """Estimates the full-time-equivalent pay of adverts, £ a year.

    First stage: networks on the sparse features that predict log pay through bins as classes,
    averaged; for up to 20,000 adverts, ridge and networks on squared error. Second stage: boosted
    trees on absolute error that correct the average by the pay of adverts with the same title,
    employer or place (:class:`~salarypred.mean_encoder.MeanEncoder`). The second stage learns from
    out-of-fold predictions, once with folds drawn at random and once with all adverts of an
    employer in one fold, half of them without their table columns.

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
        "by employer": ...}``, see :func:`~salarypred.metrics.salary_metrics`.

    Examples
    --------
    >>> from salarypred.sample import generate
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

    def fit_encoded(self, encoded: Encoded, y: ArrayLike) -> Self:
        """Like ``fit``, for adverts that are encoded already (with ``vectorizer``)."""
        if not hasattr(self, "vectorizer_"):
            self.vectorizer_, _ = _fitted_or_clone(self.vectorizer)
        log_pay = _check_pay(y, len(encoded))
        self.pay_range_ = (float(log_pay.min()), float(log_pay.max()))
        with threadpool_limits(1, user_api="blas"):  # the networks are what runs side by side
            employers = encoded.employers()
            rounds = [
                self._out_of_fold(encoded, log_pay, splits, f"round {number}")
                for number, splits in enumerate(self._splits(employers), 1)
            ]
            logger.info("salary: networks on all %d adverts", len(encoded))
            n_final = self.n_final or 2 * self.n_networks
            self.networks_ = self._first_stage(encoded, log_pay, n_final)
        self.means_ = MeanEncoder(min_count=self.min_cell).fit(encoded.keys, log_pay)
        with _one_thread():
            self._fit_second_stage(employers, log_pay, rounds)
        return self

    def predict(self, adverts: pd.DataFrame) -> NDArray[np.float64]:
        """Estimates, £ a year, shape (n_adverts,)."""
        check_is_fitted(self)
        return self.predict_encoded(encode(self.vectorizer_, adverts))[:, 0]

    def predict_interval(self, adverts: pd.DataFrame, level: float = 0.8) -> NDArray[np.float64]:
        """Lower and upper end of the prediction interval, £ a year, shape (n_adverts, 2)."""
        check_is_fitted(self)
        return self.predict_encoded(encode(self.vectorizer_, adverts), level)[:, 1:]

    def predict_encoded(self, encoded: Encoded, level: float = 0.8) -> NDArray[np.float64]:
        """Estimate, lower and upper end, £ a year, shape (n_adverts, 3)."""
        base = np.mean([network.predict(encoded.X) for network in self.networks_], axis=0)
        table = _second_features(encoded, base, self.means_)
        with _one_thread():
            center = (base + self.second_stage_.predict(table)).clip(*self.pay_range_)
            low, high = self.interval_.predict(table, level)
        return np.exp(np.column_stack([center, center + low, center + high]))

    def _splits(self, employers: NDArray[np.intp]) -> list[list[tuple[NDArray[Any], NDArray[Any]]]]:
        """Folds at random and, where there are employers enough, by employer."""
        shuffled = KFold(self.n_folds, shuffle=True, random_state=self.random_state)
        splits = [list(shuffled.split(employers))]
        if employers.max() + 1 >= self.n_folds:
            splits.append(list(GroupKFold(self.n_folds).split(employers, groups=employers)))
        return splits

    def _first_stage(self, encoded: Encoded, y: NDArray[Any], number: int) -> list[Any]:
        """Train networks; every second one reads 0/1 features in place of TF-IDF."""
        blocks = self.vectorizer_.blocks_
        groups = [(*blocks[name], p) for name, p in _HIDDEN.items() if name in blocks]
        if encoded.table_columns[1] > encoded.table_columns[0]:
            groups.append((*encoded.table_columns, _HIDDEN_TABLE))
        binary = [blocks[name] for name in blocks if name != "description"]
        small = len(encoded) <= _SMALL
        networks: list[Any] = [
            NetworkRegressor(
                n_bins=0 if small else 64 if index % 2 == 0 else 40,
                hidden_layer_sizes=(64, 32) if small else self.hidden_layer_sizes,
                column_groups=tuple(groups),
                binary_columns=tuple(binary) if index % 2 == 0 else (),
                random_state=self.random_state + index,
            )
            for index in range(number)
        ]
        if small:
            networks.append(Ridge(alpha=1.0, solver="lsqr"))
        return Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(network.fit)(encoded.X, y) for network in networks
        )

    def _out_of_fold(
        self, encoded: Encoded, y: NDArray[Any], splits: list[Any], name: str
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Second-stage tables (all columns, texts only) and averages (n, 2) without own pay."""
        full, texts = None, None
        bases = np.empty((len(encoded), 2))
        for number, (train, out) in enumerate(splits, 1):
            logger.info("salary: %s, fold %d of %d", name, number, len(splits))
            networks = self._first_stage(encoded.take(train), y[train], self.n_networks)
            means = MeanEncoder(min_count=self.min_cell).fit(encoded.keys.iloc[train], y[train])
            seen = encoded.take(out)
            tables = []
            for column, some in enumerate((seen, seen.texts_only())):
                bases[out, column] = np.mean([net.predict(some.X) for net in networks], axis=0)
                tables.append(_second_features(some, bases[out, column], means))
            if full is None or texts is None:
                full, texts = (np.empty((len(encoded), tables[0].shape[1]), np.float32),) * 2
                texts = texts.copy()
            full[out], texts[out] = tables
        assert full is not None and texts is not None
        return full, texts, bases

    def _fit_second_stage(
        self, employers: NDArray[np.intp], y: NDArray[Any], rounds: list[Any]
    ) -> None:
        """Fit the correction and the interval, and measure both on employers left out of them."""
        rng = np.random.default_rng(self.random_state)
        pick_texts = [rng.random(len(y)) < 0.5 for _ in rounds]
        pairs = list(zip(pick_texts, rounds, strict=True))
        table = np.concatenate([np.where(t[:, None], texts, full) for t, (full, texts, _) in pairs])
        base = np.concatenate([np.where(t, b[:, 1], b[:, 0]) for t, (_, _, b) in pairs])
        target, groups = np.tile(y, len(rounds)), np.tile(employers, len(rounds))
        logger.info("salary: second stage")
        center = np.empty(len(target))
        scale = np.empty(len(target))
        if groups.max() == 0:  # one employer only: halves at random
            groups = rng.permutation(len(groups))
        for train, out in GroupKFold(2).split(table, groups=groups):
            stage, interval = self._second_stage(table[train], (target - base)[train])
            center[out] = base[out] + stage.predict(table[out])
            scale[out] = interval.scale(table[out])
        self.second_stage_, self.interval_ = self._second_stage(table, target - base)
        self.interval_.calibrate(target - center, scale)
        self.metrics_: dict[str, Any] = {}
        names = ["random", "by employer"][: len(rounds)]
        for number, (name, texts) in enumerate(zip(names, pick_texts, strict=True)):
            rows = np.arange(len(y)) + number * len(y)
            self.metrics_[name] = {
                "all columns": salary_metrics(np.exp(y[~texts]), np.exp(center[rows][~texts])),
                "texts only": salary_metrics(np.exp(y[texts]), np.exp(center[rows][texts])),
                "coverage of 80% interval": self.interval_.coverage(
                    (target - center)[rows], scale[rows], 0.8
                ),
            }

    def _second_stage(self, table: NDArray[Any], residual: NDArray[Any]) -> tuple[Any, Any]:
        """Trees that correct the average, and the spread of what they leave."""
        trees = HistGradientBoostingRegressor(
            loss="absolute_error",
            learning_rate=0.05,
            max_iter=250,
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


def _second_features(
    encoded: Encoded, base: NDArray[np.float64], means: MeanEncoder
) -> NDArray[np.float32]:
    """First-stage average, facts, and each key's mean relative to the average, count, spread."""
    statistics = means.transform(encoded.keys)
    statistics[:, 0::3] -= base[:, None].astype(np.float32)
    # Trees split a value far outside off as well as a missing one, and scikit-learn's fail on a
    # column in which every value is missing.
    statistics = np.nan_to_num(statistics, nan=-9.0)
    return np.column_stack([base.astype(np.float32), encoded.facts, statistics])
