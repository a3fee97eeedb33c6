"""The mask reader: says of every ``****`` of an advert what it stood for."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from .errors import InputError
from .mask_features import mask_features
from .masks import PAY_ROLES, ROLES, UNITS, Place

_FORMAT = 1


class Reading(NamedTuple):
    """What a mask stood for.

    Attributes
    ----------
    field : str
        "title" or "description".
    start : int
        Offset of the mask in that field.
    role : str
        One of :data:`~salarypred.masks.ROLES`.
    unit : str
        For pay one of :data:`~salarypred.masks.UNITS`, else "".
    probability : float
        Calibrated probability of the role.
    """

    field: str
    start: int
    role: str
    unit: str
    probability: float


class MaskReader(BaseEstimator):
    """Linear models over the surroundings of masks: one for the role, one for the unit of pay.

    Features are hashed (K. Weinberger et al., "Feature Hashing for Large Scale Multitask
    Learning", 2009), so that a saved reader holds no word of any advert.

    Parameters
    ----------
    C : float
        Inverse strength of the penalty.
    n_features : int
        Size of the table of hashed features.
    temperature : float
        Log-probabilities of roles are divided by it; chosen by cross-validation
        (``benchmarks/masks.py`` prints the calibration error).

    Attributes
    ----------
    role_weights_, unit_weights_ : ndarray of shape (n_features + 1, n_classes)
        The last row is the intercept.

    Examples
    --------
    >>> reader = shipped_reader()
    >>> [(mask.role, mask.unit) for mask in reader.read("Cook", "Salary ****  **** per hour")]
    [('pay_min', 'hour'), ('pay_max', 'hour')]
    """

    def __init__(
        self, *, C: float = 3.0, n_features: int = 2**17, temperature: float = 1.0
    ) -> None:
        self.C = C
        self.n_features = n_features
        self.temperature = temperature

    def fit(
        self,
        features: Sequence[Mapping[str, float]],
        roles: Sequence[str],
        units: Sequence[str],
        sample_weight: Sequence[float] | None = None,
    ) -> Self:
        """Train.

        Parameters
        ----------
        features : sequence of n mappings
            What :func:`~salarypred.mask_features.mask_features` says of each mask.
        roles, units : sequence of n str
            The unit is only read where the role is pay; an unknown one counts as "year".
        sample_weight : sequence of n float, optional

        Raises
        ------
        ValueError
            If a role is none of :data:`~salarypred.masks.ROLES`.
        """
        unknown = sorted(set(roles) - set(ROLES))
        if unknown:
            raise ValueError(f"role {unknown[0]!r}; expected one of {', '.join(ROLES)}")
        X = self._hashed(features)
        weight = None if sample_weight is None else np.asarray(sample_weight)
        self.role_weights_ = self._weights(X, np.asarray(roles), ROLES, weight)
        pay = np.flatnonzero(np.isin(roles, PAY_ROLES))
        known = np.array([unit if unit in UNITS else "year" for unit in units])
        self.unit_weights_ = self._weights(
            X[pay], known[pay], UNITS, None if weight is None else weight[pay]
        )
        return self

    def read(self, title: str, description: str) -> list[Reading]:
        """Read the masks of one advert."""
        return self.read_features(mask_features(title, description))

    def read_features(self, found: Sequence[tuple[Place, Mapping[str, float]]]) -> list[Reading]:
        """Read masks whose features are known."""
        if not found:
            return []
        X = self._hashed([features for _, features in found])
        proba = self.role_proba(X)
        best = proba.argmax(axis=1)
        units = self._scores(X, self.unit_weights_).argmax(axis=1)
        readings = []
        for row, (place, _) in enumerate(found):
            role = ROLES[best[row]]
            unit = UNITS[units[row]] if role in PAY_ROLES else ""
            if unit == "percent" and role != "pay_extra":
                unit = "year"
            readings.append(Reading(*place, role, unit, round(float(proba[row, best[row]]), 4)))
        return readings

    def role_proba(self, X: sparse.csr_matrix) -> NDArray[np.float64]:
        """Probability of each role, shape (n_masks, 13), for hashed features."""
        scores = self._scores(X, self.role_weights_) / self.temperature
        proba = np.exp(scores - scores.max(axis=1, keepdims=True))
        return proba / proba.sum(axis=1, keepdims=True)

    def save(self, path: str | Path) -> None:
        """Write the reader to one file, weights in half precision."""
        check_is_fitted(self)
        arrays: dict[str, Any] = {}
        for name in ("role", "unit"):
            weights = getattr(self, f"{name}_weights_").astype(np.float16)
            rows = np.flatnonzero(np.any(weights != 0, axis=1))
            arrays |= {f"{name}_rows": rows.astype(np.int32), f"{name}_weights": weights[rows]}
        about = {"format": _FORMAT, "roles": ROLES, "units": UNITS, **self.get_params()}
        np.savez_compressed(path, about=np.array(json.dumps(about)), **arrays)

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
        except (OSError, ValueError, KeyError) as error:
            raise InputError(f"{path}: is no mask reader of this version ({error})") from error
        reader = cls(**about)
        for name, classes in (("role", ROLES), ("unit", UNITS)):
            weights = np.zeros((reader.n_features + 1, len(classes)), dtype=np.float32)
            weights[arrays[f"{name}_rows"]] = arrays[f"{name}_weights"]
            setattr(reader, f"{name}_weights_", weights)
        return reader

    def _hashed(self, features: Sequence[Mapping[str, float]]) -> sparse.csr_matrix:
        hasher = FeatureHasher(self.n_features, dtype=np.float32, alternate_sign=False)
        return hasher.transform(features)

    def _weights(
        self,
        X: sparse.csr_matrix,
        y: NDArray[Any],
        classes: Sequence[str],
        sample_weight: NDArray[Any] | None,
    ) -> NDArray[np.float32]:
        model = LogisticRegression(C=self.C, max_iter=1000).fit(X, y, sample_weight)
        # A class that the labels lack is as good as impossible.
        weights = np.zeros((self.n_features + 1, len(classes)), dtype=np.float32)
        weights[-1] = -30.0
        columns = [list(classes).index(name) for name in model.classes_]
        coef, intercept = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # scikit-learn keeps one row for two classes
            coef, intercept = np.vstack([-coef, coef]) / 2, np.array([-1, 1]) * intercept / 2
        weights[:-1, columns] = coef.T
        weights[-1, columns] = intercept
        return weights

    def _scores(self, X: sparse.csr_matrix, weights: NDArray[np.float32]) -> NDArray[np.float64]:
        return (X @ weights[:-1] + weights[-1]).astype(np.float64)


@cache
def shipped_reader() -> MaskReader:
    """The reader that comes with salarypred; needs no data."""
    with files(__package__).joinpath("mask_reader.npz").open("rb") as file:
        return MaskReader.load(file)
