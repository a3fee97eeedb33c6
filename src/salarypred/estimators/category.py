"""The category classifier: networks and a linear model, averaged and calibrated."""

import logging
import warnings
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any, Self

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.optimize import minimize_scalar
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.dummy import DummyClassifier
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, StratifiedKFold
from sklearn.svm import LinearSVC
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data
from threadpoolctl import threadpool_limits

from ..state import FLOATS, INTEGERS, State
from .metrics import category_metrics, confusion_table
from .network_params import as_seed
from .network_training import ColumnGroup, Matrix
from .networks import NetworkClassifier
from .weights import Weights, checked_weight, part_of

logger = logging.getLogger(__name__)

#: C of the support vector machine, and what its distances are multiplied by to be log-odds.
#: Compared on 20,000 and 60,000 adverts, random and by employer.
_C, _LOG_ODDS = 0.1, 4.0
#: Up to this many adverts a logistic regression takes its place, and its C.
_FEW, _C_OF_FEW = 5_000, 30.0


class CategoryClassifier(ClassifierMixin, BaseEstimator):
    """Says which category an advert belongs to, with calibrated probabilities.

    Parameters
    ----------
    n_folds : int
        Folds of the cross-validation that sets the temperature and gives the metrics.
    n_networks : int
        Networks that are averaged, together with one linear model: a support vector machine,
        which is better at employers that were not seen than logistic regression is; that one up to
        5,000 adverts.
    hidden_layer_sizes : tuple of int
        Layers of a network.
    column_groups, binary_columns
        As in :class:`~salarypred.estimators.networks.NetworkRegressor`.
    n_jobs : int
        Networks that are trained at the same time.
    random_state : int
        Seed.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
    members_ : list of fitted classifiers
    temperature_ : float
        Log-probabilities are divided by it (C. Guo et al., "On Calibration of Modern Neural
        Networks", 2017, section 4.2); fitted on out-of-fold predictions.
    metrics_ : dict
        ``{"random": {...}, "by employer": {...}}`` of cross-validation, see
        :func:`~salarypred.estimators.metrics.category_metrics`.
    confusion_ : DataFrame or None
        True (rows) and predicted categories of the random folds.

    Examples
    --------
    >>> import numpy as np
    >>> X = np.eye(2, dtype=np.float32).repeat(30, axis=0)
    >>> y = np.repeat(["nurse", "chef"], 30)
    >>> CategoryClassifier().fit(X, y).predict(X[[0, 59]]).tolist()
    ['nurse', 'chef']
    """

    def __init__(
        self,
        *,
        n_folds: int = 3,
        n_networks: int = 2,
        hidden_layer_sizes: tuple[int, ...] = (192,),
        column_groups: Sequence[ColumnGroup] = (),
        binary_columns: Sequence[tuple[int, int]] = (),
        n_jobs: int = 2,
        random_state: int | None = 0,
    ) -> None:
        self.n_folds = n_folds
        self.n_networks = n_networks
        self.hidden_layer_sizes = hidden_layer_sizes
        self.column_groups = column_groups
        self.binary_columns = binary_columns
        self.n_jobs = n_jobs
        self.random_state = random_state

    def fit(
        self,
        X: Matrix,
        y: ArrayLike,
        groups: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Train and calibrate.

        Parameters
        ----------
        X : matrix of shape (n_adverts, n_features)
        y : array-like of shape (n_adverts,)
            Categories, at least 2 different ones.
        groups : array-like of shape (n_adverts,), optional
            Employer of each advert, for the metrics on unseen employers.
        sample_weight : array-like of shape (n_adverts,), optional
            How much an advert counts in the training; in the metrics all count alike that count.
        """
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=np.float32)
        weight = checked_weight(sample_weight, X.shape[0])
        if weight is not None:
            used = np.flatnonzero(weight > 0)
            X, y, weight = X[used], np.asarray(y)[used], checked_weight(weight[used], len(used))
            groups = None if groups is None else np.asarray(groups)[used]
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"y has 1 class ({self.classes_[0]!r}); expected at least 2 classes")
        self.seed_ = as_seed(self.random_state)
        self.temperature_ = 1.0
        self.metrics_: dict[str, dict[str, float]] = {}
        self.confusion_ = None
        with threadpool_limits(1, user_api="blas"), warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            # Of very few adverts half may be categories of their own.
            warnings.filterwarnings("ignore", "The number of unique classes")
            check_classification_targets(y)
            for name, splits in self._splits(X, codes, groups):
                proba = np.zeros((X.shape[0], len(self.classes_)))
                for number, (train, out) in enumerate(splits, 1):
                    logger.info("category: %s, fold %d of %d", name, number, len(splits))
                    members = self._members(X[train], codes[train], part_of(weight, train))
                    proba[out] = self._average(members, X[out])
                if name == "random":
                    self.temperature_ = _temperature(proba, codes, weight)
                proba = _soften(proba, self.temperature_)
                self.metrics_[name] = category_metrics(y, proba, self.classes_)
                if name == "random":
                    best = self.classes_[proba.argmax(axis=1)]
                    self.confusion_ = confusion_table(y, best, self.classes_)
            logger.info("category: all %d adverts", X.shape[0])
            self.members_ = self._members(X, codes, weight)
        return self

    def predict_proba(self, X: Matrix) -> NDArray[np.float64]:
        """Calibrated probability of each category, shape (n_adverts, n_classes)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float32, reset=False)
        return _soften(self._average(self.members_, X), self.temperature_)

    def predict(self, X: Matrix) -> NDArray[Any]:
        """Most probable category of each advert."""
        best = self.predict_proba(X).argmax(axis=1)
        return self.classes_[best]

    def quantized(self) -> Self:
        """Copy whose networks keep their weights in 8 bits."""
        small = copy(self)
        small.members_ = [
            member.quantized() if isinstance(member, NetworkClassifier) else member
            for member in self.members_
        ]
        return small

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`; classes are texts."""
        confusion = None if self.confusion_ is None else {"counts": self.confusion_.to_numpy()}
        return {
            "n_folds": self.n_folds,
            "n_networks": self.n_networks,
            "hidden_layer_sizes": list(self.hidden_layer_sizes),
            "column_groups": [list(group) for group in self.column_groups],
            "binary_columns": [list(span) for span in self.binary_columns],
            "n_jobs": self.n_jobs,
            "random_state": self.random_state,
            "n_features": self.n_features_in_,
            "classes": [str(name) for name in self.classes_],
            "temperature": self.temperature_,
            "metrics": self.metrics_,
            "confusion": confusion,
            "members": [_member_state(member) for member in self.members_],
        }

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(
            n_folds=state.whole("n_folds"),
            n_networks=state.whole("n_networks"),
            hidden_layer_sizes=state.wholes("hidden_layer_sizes"),
            column_groups=state.spans("column_groups", weighted=True),
            binary_columns=state.spans("binary_columns"),
            n_jobs=state.whole("n_jobs", least=-(2**15)),
            random_state=state.optional("random_state", state.whole),
        )
        result.n_features_in_ = state.whole("n_features", least=1)
        classes = state.texts("classes")
        result.classes_ = np.array(classes, dtype=object)
        result.temperature_ = state.number("temperature", least=1e-3)
        result.metrics_ = state.plain("metrics")
        result.members_ = [_member(part, result) for part in state.parts("members")]
        if len(classes) < 2 or not result.members_:
            raise state.refuse("has fewer than two classes, or no members")
        result.confusion_ = None
        part = state.optional("confusion", state.part)
        if part is not None:
            counts = part.array("counts", INTEGERS, len(classes), len(classes))
            result.confusion_ = pd.DataFrame(counts, index=classes, columns=classes)
        return result

    def _splits(
        self, X: Matrix, codes: NDArray[Any], groups: ArrayLike | None
    ) -> Iterator[tuple[str, list[Any]]]:
        n_folds = min(self.n_folds, int(np.bincount(codes).max()))
        if n_folds >= 2:
            folds = StratifiedKFold(n_folds, shuffle=True, random_state=self.seed_)
            with warnings.catch_warnings():
                # A category of fewer adverts than folds is missing from some folds: no harm.
                warnings.simplefilter("ignore", UserWarning)
                splits = list(folds.split(codes, codes))
            yield "random", splits
            if groups is not None and len(np.unique(groups)) >= n_folds:
                yield "by employer", list(GroupKFold(n_folds).split(codes, groups=groups))

    def _members(self, X: Matrix, codes: NDArray[Any], weight: Weights = None) -> list[Any]:
        if codes.min() == codes.max():  # a fold may hold one category only
            return [DummyClassifier().fit(X, codes)]
        members: list[Any] = [
            NetworkClassifier(
                hidden_layer_sizes=self.hidden_layer_sizes,
                learning_rate=4e-3,
                input_dropout=0.45,
                column_groups=self.column_groups,
                binary_columns=self.binary_columns if number % 2 == 0 else (),
                random_state=self.seed_ + number,
            )
            for number in range(self.n_networks)
        ]
        few = X.shape[0] <= _FEW
        members.append(
            LogisticRegression(C=_C_OF_FEW, max_iter=200) if few else _LinearMember(self.seed_)
        )
        return Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(member.fit)(X, codes, sample_weight=weight) for member in members
        )

    def _average(self, members: list[Any], X: Matrix) -> NDArray[np.float64]:
        """Mean probability; a class that a fold's training part lacks gets 0."""
        total = np.zeros((X.shape[0], len(self.classes_)))
        if not sparse.issparse(X):  # see trained_network.py on single precision
            X = X.astype(np.float64)
        for member in members:
            total[:, member.classes_] += member.predict_proba(X)
        return total / len(members)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags


class _LinearMember:
    """Fits a support vector machine and hands it on as a logistic regression, as it is saved."""

    def __init__(self, random_state: int) -> None:
        self.random_state = random_state

    def fit(
        self, X: Matrix, codes: NDArray[Any], sample_weight: Weights = None
    ) -> LogisticRegression:
        """Train on X of shape (n_adverts, n_features) and the number of each advert's class."""
        machine = LinearSVC(C=_C, dual=True, random_state=self.random_state)
        machine.fit(X, codes, sample_weight)
        # Of two classes one distance is kept; the other is its negative.
        factor = 2 * _LOG_ODDS if len(machine.classes_) == 2 else _LOG_ODDS
        model = LogisticRegression(C=_C)
        model.coef_ = (machine.coef_ * factor).astype(np.float32)
        model.intercept_ = (machine.intercept_ * factor).astype(np.float32)
        model.classes_, model.n_features_in_ = machine.classes_, machine.n_features_in_
        return model


def _soften(proba: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    scaled = np.log(proba.clip(1e-12)) / temperature
    scaled = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return scaled / scaled.sum(axis=1, keepdims=True)


def _temperature(proba: NDArray[np.float64], codes: NDArray[Any], weight: Weights = None) -> float:
    """Temperature with the least log-loss."""
    # A category that the fold's training part lacked has probability 0 at any temperature.
    known = proba[np.arange(len(codes)), codes] > 0
    proba, codes = proba[known], codes[known]
    weight = None if weight is None else weight[known]

    def loss(log_temperature: float) -> float:
        own = _soften(proba, float(np.exp(log_temperature)))[np.arange(len(codes)), codes]
        losses = -np.log(own.clip(1e-12))
        return float(losses.mean() if weight is None else np.average(losses, weights=weight))

    return float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x))


def _member_state(member: Any) -> dict[str, Any]:
    """State of a network, or of a logistic regression."""
    if isinstance(member, NetworkClassifier):
        return {"kind": "network", **member.to_state()}
    return {
        "kind": "logistic",
        "C": member.C,
        "weights": np.ascontiguousarray(member.coef_.T),
        "intercepts": member.intercept_,
        "classes": member.classes_.astype(np.int64),
    }


def _member(state: State, whole: CategoryClassifier) -> Any:
    """Classifier of a member's state that fits the features and classes of the whole."""
    kind, n_classes = state.text("kind"), len(whole.classes_)
    known = state.array("classes", "int64", None, least=0, below=n_classes)
    if len(np.unique(known)) < len(known):
        raise state.refuse("its classes are not different")
    if kind == "network":
        network = NetworkClassifier.from_state(state)
        if network.n_features_in_ != whole.n_features_in_:
            raise state.refuse(f"has not {whole.n_features_in_} features")
        return network
    if kind != "logistic":
        raise state.refuse("its kind is none of network and logistic")
    # Of two classes one column is kept, as scikit-learn does.
    columns = 1 if len(known) == 2 else len(known)
    weights = state.array("weights", FLOATS, whole.n_features_in_, columns)
    model = LogisticRegression(C=state.number("C"))
    model.coef_ = weights.T
    model.intercept_ = state.array("intercepts", FLOATS, columns)
    model.classes_, model.n_features_in_ = known, whole.n_features_in_
    return model
