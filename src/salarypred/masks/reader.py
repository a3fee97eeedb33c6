"""The mask reader: says of every ``****`` of an advert what it stood for."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple, Self
from zipfile import BadZipFile

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from ..adverts.masks import PAY_ROLES, ROLES, UNITS, Place
from ..errors import InputError
from ..estimators.networks import NetworkClassifier
from ..estimators.trained_network import dense
from ..resources import resource
from .neighbours import _with_minimum, best_roles, share_units
from .surroundings.features import mask_features

_FORMAT = 1
_WEIGHTS = ("role_weights_", "unit_weights_", "hidden_weights_", "output_weights_")
#: Of the network: sixteen passes, the last ones with larger batches.
_BATCHES = (512,) * 12 + (1024,) * 4


class Reading(NamedTuple):
    """What a mask stood for.

    Attributes
    ----------
    field : str
        "title" or "description".
    start : int
        Offset of the mask in that field.
    role : str
        One of :data:`~salarypred.adverts.masks.ROLES`.
    unit : str
        For pay one of :data:`~salarypred.adverts.masks.UNITS`, else "".
    probability : float
        Calibrated probability of the role.
    """

    field: str
    start: int
    role: str
    unit: str
    probability: float


class MaskReader(BaseEstimator):
    """Reads masks by their surroundings.

    A linear model and a small network, averaged, say the role; another linear model says the unit
    of pay.

    Features are hashed (K. Weinberger et al., "Feature Hashing for Large Scale Multitask
    Learning", 2009), so that a saved reader holds no word of any advert.

    Parameters
    ----------
    C : float
        Inverse strength of the linear models' penalty.
    hidden : int
        Width of the network.
    n_features : int
        Size of the table of hashed features; those that occur in one mask only are left out.
    temperature : float
        Log-probabilities of roles are divided by it; chosen by cross-validation
        (``benchmarks/masks.py`` prints the calibration error).

    Attributes
    ----------
    columns_ : ndarray of shape (n_kept,)
        Hashed features that count.
    role_weights_, unit_weights_ : ndarray of shape (n_kept + 1, n_classes)
        The linear models; the last row is the intercept.
    hidden_weights_, output_weights_ : ndarray of shape (n_kept + 1, hidden), (hidden + 1, 13)
        The network; the last rows are the intercepts.

    Examples
    --------
    >>> reader = shipped_reader()
    >>> [(mask.role, mask.unit) for mask in reader.read("Cook", "Salary ****  **** per hour")]
    [('pay_min', 'hour'), ('pay_max', 'hour')]
    """

    def __init__(
        self,
        *,
        C: float = 1.0,
        hidden: int = 64,
        n_features: int = 2**20,
        temperature: float = 1.0,
        random_state: int = 0,
    ) -> None:
        self.C = C
        self.hidden = hidden
        self.n_features = n_features
        self.temperature = temperature
        self.random_state = random_state

    def fit(
        self,
        features: Sequence[Mapping[str, float]],
        roles: Sequence[str],
        units: Sequence[str],
    ) -> Self:
        """Train.

        Parameters
        ----------
        features : sequence of n mappings
            What :func:`~salarypred.masks.surroundings.features.mask_features` says of each mask.
        roles, units : sequence of n str
            The unit is only read where the role is pay; an unknown one counts as "year".

        Raises
        ------
        ValueError
            If a role is none of :data:`~salarypred.adverts.masks.ROLES`.
        """
        unknown = sorted(set(roles) - set(ROLES))
        if unknown:
            raise ValueError(f"role {unknown[0]!r}; expected one of {', '.join(ROLES)}")
        hashed = self._hasher().transform(features)
        self.columns_ = np.flatnonzero(np.bincount(hashed.indices, minlength=self.n_features) > 1)
        X = hashed[:, self.columns_]
        y = np.asarray(roles)
        self.role_weights_ = self._weights(X, y, ROLES)
        pay = np.flatnonzero(np.isin(y, PAY_ROLES))
        known = np.array([unit if unit in UNITS else "year" for unit in units])
        self.unit_weights_ = self._weights(X[pay], known[pay], UNITS)
        network = NetworkClassifier(
            hidden_layer_sizes=(self.hidden,),
            learning_rate=2e-3,
            batch_sizes=_BATCHES,
            input_dropout=0.5,
            random_state=self.random_state,
        ).fit(X, y)
        trained = network.trained()
        first, second = (dense(weights) for weights in trained.weights)
        start, end = trained.intercepts
        self.hidden_weights_ = np.vstack([first, start])
        self.output_weights_ = _all_classes(second, end, network.classes_, ROLES)
        return self

    def read(self, title: str, description: str) -> list[Reading]:
        """Read the masks of one advert, in the order of title and description."""
        return self.read_many([(title, description)])[0]

    def read_many(self, adverts: Iterable[tuple[str, str]]) -> list[list[Reading]]:
        """Read the masks of many adverts, given as title and description."""
        found: list[list[Place]] = []

        def features() -> Iterator[Mapping[str, float]]:
            # One advert's features at a time: those of a large part would fill the memory.
            for title, description in adverts:
                masks = mask_features(title, description)
                found.append([place for place, _ in masks])
                yield from (features for _, features in masks)

        flat = features()
        first = next(flat, None)
        if first is None:
            return [[] for _ in found]
        X = self.transform(chain([first], flat))
        proba, scores = self.role_proba(X), self.unit_scores(X)
        roles = best_roles(proba)
        row = 0
        for masks in found:
            stop = row + len(masks)
            roles[row:stop] = _with_minimum(roles[row:stop], masks)
            share_units(scores[row:stop], roles[row:stop], masks)
            row = stop
        units = scores.argmax(axis=1)
        readings: list[list[Reading]] = []
        row = 0
        for masks in found:
            readings.append([])
            for place in masks:
                role, unit = roles[row], UNITS[units[row]]
                if role not in PAY_ROLES:
                    unit = ""
                elif unit == "percent" and role != "pay_extra":
                    unit = "year"
                probability = round(float(proba[row, ROLES.index(role)]), 4)
                readings[-1].append(Reading(*place, role, unit, probability))
                row += 1
        return readings

    def transform(self, features: Iterable[Mapping[str, float]]) -> sparse.csr_matrix:
        """Hashed features of masks, shape (n_masks, n_kept)."""
        check_is_fitted(self)
        return self._hasher().transform(features)[:, self.columns_]

    def role_proba(self, X: sparse.csr_matrix) -> NDArray[np.float64]:
        """Probability of each role, shape (n_masks, 13)."""
        inner = np.maximum(_scores(X, self.hidden_weights_), 0)
        network = _softmax(_scores(inner, self.output_weights_))
        linear = _softmax(_scores(X, self.role_weights_))
        return _softmax(np.log((network + linear) / 2) / self.temperature)

    def unit_scores(self, X: sparse.csr_matrix) -> NDArray[np.float64]:
        """Score of each unit, shape (n_masks, 6)."""
        return _scores(X, self.unit_weights_)

    def save(self, path: str | Path) -> None:
        """Write the reader to one file, weights in half precision."""
        check_is_fitted(self)
        about = {"format": _FORMAT, "roles": ROLES, "units": UNITS, **self.get_params()}
        arrays = {name: getattr(self, name).astype(np.float16) for name in _WEIGHTS}
        np.savez_compressed(
            path, about=np.array(json.dumps(about)), columns_=self.columns_, **arrays
        )

    @classmethod
    def load(cls, path: str | Path | IO[bytes]) -> Self:
        """Read a file written by ``save``; it is data only and runs no code.

        Raises
        ------
        InputError
            If the file is none or of another format.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                about = json.loads(str(file["about"]))
                arrays = {name: file[name] for name in file.files if name != "about"}
            if about.pop("format") != _FORMAT or about.pop("roles") != list(ROLES):
                raise ValueError("of another format")
            about.pop("units")
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise InputError(f"{path}: is no mask reader of this version ({error})") from error
        reader = cls(**about)
        reader.columns_ = arrays["columns_"]
        for name in _WEIGHTS:
            setattr(reader, name, arrays[name].astype(np.float32))
        return reader

    def _hasher(self) -> FeatureHasher:
        return FeatureHasher(self.n_features, dtype=np.float32, alternate_sign=False)

    def _weights(
        self, X: sparse.csr_matrix, y: NDArray[Any], classes: Sequence[str]
    ) -> NDArray[np.float32]:
        if len(set(y)) == 1:  # one unit only: nothing to tell apart
            return _all_classes(np.zeros((X.shape[1], 1)), np.zeros(1), y[:1], classes)
        model = LogisticRegression(C=self.C, max_iter=1000).fit(X, y)
        coef, intercept = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
            coef, intercept = np.vstack([-coef, coef]) / 2, np.array([-1, 1]) * intercept / 2
        return _all_classes(coef.T, intercept, model.classes_, classes)


def _all_classes(
    weights: NDArray[Any], intercept: NDArray[Any], known: ArrayLike, classes: Sequence[str]
) -> NDArray[np.float32]:
    """Weights above their intercept, with columns for all classes.

    A class that the labels lacked is as good as impossible.
    """
    table = np.zeros((len(weights) + 1, len(classes)), dtype=np.float32)
    table[-1] = -30.0
    columns = [list(classes).index(name) for name in np.asarray(known)]
    table[:-1, columns], table[-1, columns] = weights, intercept
    return table


def _scores(X: Any, weights: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(X @ weights[:-1] + weights[-1], dtype=np.float64)


def _softmax(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    proba = np.exp(scores - scores.max(axis=1, keepdims=True))
    return (proba / proba.sum(axis=1, keepdims=True)).clip(1e-12)


@cache
def shipped_reader() -> MaskReader:
    """The reader that comes with salarypred; needs no data."""
    with resource("masks", "reader.npz").open("rb") as file:
        return MaskReader.load(file)
