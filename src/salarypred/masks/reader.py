"""The mask reader: says of every ``****`` of an advert what it stood for."""

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple, Self
from zipfile import BadZipFile

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.feature_extraction import FeatureHasher
from sklearn.model_selection import GroupKFold
from sklearn.utils import TransformerTags
from sklearn.utils.validation import check_is_fitted

from ..adverts.masks import PAY_ROLES, ROLES, UNITS, Place
from ..errors import InputError
from ..estimators.networks import NetworkClassifier
from ..estimators.trained_network import dense
from ..resources import resource
from .chain import RoleChain
from .neighbours import best_roles, in_one_unit, with_minimum
from .surroundings.features import mask_features
from .surroundings.links import LINKS, mask_links
from .units import UnitWords, best_unit, shared_units, unit_proba, unit_words
from .weights import all_classes, fitted_weights, scores, softmax

_FORMAT = 2
_WEIGHTS = ("role_weights_", "unit_weights_", "hidden_weights_", "output_weights_")
_CHAIN = ("trust_", "bias_", "transitions_")
#: Parts of the adverts whose masks are read by models that do not know them, to train the chain.
_FOLDS = 3
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

    A linear model and a small network, averaged, say the role of a mask by its own surroundings;
    a chain over the masks of the advert sets them right by each other. Another linear model says
    the unit of pay, together with the words and figures right at the mask.

    Features are hashed (K. Weinberger et al., "Feature Hashing for Large Scale Multitask
    Learning", 2009), so that a saved reader holds no word of any advert.

    Parameters
    ----------
    C : float
        Inverse strength of the linear models' penalty.
    hidden : int
        Width of the network.
    n_features : int
        Size of the table of hashed features.
    min_adverts : int
        Hashed features of fewer adverts are left out, unless made-up ones have them.
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
    chain_ : RoleChain

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
        min_adverts: int = 10,
        temperature: float = 1.0,
        random_state: int = 0,
    ) -> None:
        self.C = C
        self.hidden = hidden
        self.n_features = n_features
        self.min_adverts = min_adverts
        self.temperature = temperature
        self.random_state = random_state

    def fit(
        self,
        features: Sequence[Mapping[str, float]],
        roles: Sequence[str],
        units: Sequence[str],
        *,
        adverts: Sequence[Hashable] | None = None,
        links: Sequence[Sequence[str]] | None = None,
        made: Sequence[bool] | None = None,
    ) -> Self:
        """Train.

        Parameters
        ----------
        features : sequence of n mappings
            What :func:`~salarypred.masks.surroundings.features.mask_features` says of each mask.
        roles, units : sequence of n str
            The unit is only read where the role is pay; an unknown one counts as "year".
        adverts : sequence of n, optional
            Which advert each mask stands in, the masks of an advert beside each other and in their
            order; without it every mask stands alone.
        links : sequence of n sequences of str, optional
            What :func:`~salarypred.masks.surroundings.links.mask_links` says of each mask; empty
            where the mask before it is unknown. Without it the chain learns nothing.
        made : sequence of n bool, optional
            Whether the advert is made up, so that its words may be kept however rare they are.

        Raises
        ------
        ValueError
            If a role is none of :data:`~salarypred.adverts.masks.ROLES`.
        """
        unknown = sorted(set(roles) - set(ROLES))
        if unknown:
            raise ValueError(f"role {unknown[0]!r}; expected one of {', '.join(ROLES)}")
        names = np.arange(len(roles))
        if adverts is not None:
            names = pd.factorize(np.asarray(adverts, dtype=object))[0]
        invented = np.zeros(len(roles), dtype=bool) if made is None else np.asarray(made)
        hashed = self._hasher().transform(features)
        self.columns_ = self._common(hashed, names, invented)
        X = hashed[:, self.columns_]
        y = np.asarray(roles)
        numbers = np.array([ROLES.index(role) for role in roles])
        self.chain_ = RoleChain()
        if links is None or len(np.unique(names)) < _FOLDS:
            self.chain_.neutral(len(ROLES))
        else:
            unseen = np.empty((len(y), len(ROLES)))
            for known, asked in GroupKFold(
                _FOLDS, shuffle=True, random_state=self.random_state
            ).split(y, groups=names):
                self._fit_roles(X[known], y[known])
                unseen[asked] = np.log(self.mask_proba(X[asked]))
            self.chain_.fit(unseen, links, numbers)
        self._fit_roles(X, y)
        pay = np.flatnonzero(np.isin(y, PAY_ROLES))
        known_units = np.array([unit if unit in UNITS else "year" for unit in units])
        self.unit_weights_ = fitted_weights(X[pay], known_units[pay], UNITS, self.C)
        return self

    def _common(
        self, hashed: sparse.csr_matrix, adverts: NDArray[np.int64], made: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """Hashed features of enough adverts, or of two made-up ones."""
        counts = []
        for rows in (np.flatnonzero(~made), np.flatnonzero(made)):
            members = sparse.csr_matrix(
                (np.ones(len(rows)), (adverts[rows], np.arange(len(rows)))),
                shape=(adverts.max() + 1, len(rows)),
            )
            counts.append((members @ (hashed[rows] != 0) > 0).sum(axis=0).A1)
        return np.flatnonzero((counts[0] >= self.min_adverts) | (counts[1] > 1))

    def _fit_roles(self, X: sparse.csr_matrix, y: NDArray[Any]) -> None:
        self.role_weights_ = fitted_weights(X, y, ROLES, self.C)
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
        self.output_weights_ = all_classes(second, end, network.classes_, ROLES)

    def read(self, title: str, description: str) -> list[Reading]:
        """Read the masks of one advert, in the order of title and description."""
        return self.read_many([(title, description)])[0]

    def read_many(self, adverts: Iterable[tuple[str, str]]) -> list[list[Reading]]:
        """Read the masks of many adverts, given as title and description."""
        found: list[list[Place]] = []
        links: list[Sequence[str]] = []
        words: list[UnitWords] = []

        def features() -> Iterator[Mapping[str, float]]:
            # One advert's features at a time: those of a large part would fill the memory.
            for title, description in adverts:
                masks = mask_features(title, description)
                found.append([place for place, _ in masks])
                if masks:
                    links.extend(mask_links(title, description))
                    words.extend(unit_words(title, description))
                yield from (features for _, features in masks)

        flat = features()
        first = next(flat, None)
        if first is None:
            return [[] for _ in found]
        X = self.transform(chain([first], flat))
        proba = self.role_proba(X, links)
        roles = best_roles(proba)
        units = unit_proba(self.unit_scores(X), words)
        readings: list[list[Reading]] = []
        row = 0
        for masks in found:
            stop = row + len(masks)
            said = with_minimum(roles[row:stop], masks)
            said = in_one_unit(said, [own.unit for own in words[row:stop]])
            own = shared_units(units[row:stop], said, masks)
            readings.append(
                [
                    Reading(
                        *place,
                        role,
                        best_unit(shares, role) if role in PAY_ROLES else "",
                        # Set right by a neighbour, a role is as sure as the one in its place.
                        round(float(max(chances[ROLES.index(name)] for name in (role, first))), 4),
                    )
                    for place, role, first, shares, chances in zip(
                        masks, said, roles[row:stop], own, proba[row:stop], strict=True
                    )
                ]
            )
            row = stop
        return readings

    def transform(self, features: Iterable[Mapping[str, float]]) -> sparse.csr_matrix:
        """Hashed features of masks, shape (n_masks, n_kept)."""
        check_is_fitted(self)
        return self._hasher().transform(features)[:, self.columns_]

    def mask_proba(self, X: sparse.csr_matrix) -> NDArray[np.float64]:
        """Probability of each role by the mask's own surroundings, shape (n_masks, 13)."""
        inner = np.maximum(scores(X, self.hidden_weights_), 0)
        network = softmax(scores(inner, self.output_weights_))
        return (network + softmax(scores(X, self.role_weights_))) / 2

    def role_proba(
        self, X: sparse.csr_matrix, links: Sequence[Sequence[str]]
    ) -> NDArray[np.float64]:
        """Probability of each role, given all masks of the advert, shape (n_masks, 13)."""
        proba = self.chain_.predict_proba(np.log(self.mask_proba(X)), links)
        return softmax(np.log(proba.clip(1e-12)) / self.temperature)

    def unit_scores(self, X: sparse.csr_matrix) -> NDArray[np.float64]:
        """Score of each unit, shape (n_masks, 6)."""
        return scores(X, self.unit_weights_)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.dict, tags.input_tags.two_d_array = True, False
        tags.transformer_tags = TransformerTags()
        return tags

    def save(self, path: str | Path) -> None:
        """Write the reader to one file, weights in half precision."""
        check_is_fitted(self)
        about = {"format": _FORMAT, "roles": ROLES, "units": UNITS, "links": LINKS}
        about |= self.get_params()
        arrays = {name: getattr(self, name).astype(np.float16) for name in _WEIGHTS}
        arrays |= {name: np.float32(getattr(self.chain_, name)) for name in _CHAIN}
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
            if about.pop("links") != list(LINKS):
                raise ValueError("of other links")
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise InputError(f"{path}: is no mask reader of this version ({error})") from error
        reader = cls(**about)
        reader.columns_ = arrays["columns_"]
        for name in _WEIGHTS:
            setattr(reader, name, arrays[name].astype(np.float32))
        reader.chain_ = RoleChain()
        for name in _CHAIN:
            setattr(reader.chain_, name, arrays[name])
        return reader

    def _hasher(self) -> FeatureHasher:
        return FeatureHasher(self.n_features, dtype=np.float32, alternate_sign=False)


@cache
def shipped_reader() -> MaskReader:
    """The reader that comes with salarypred; needs no data."""
    with resource("masks", "reader.npz").open("rb") as file:
        return MaskReader.load(file)
