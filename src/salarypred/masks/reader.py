"""The mask reader: says of every ``****`` of an advert what it stood for."""

import json
from collections.abc import Hashable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any, Self
from zipfile import BadZipFile

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.model_selection import GroupKFold
from sklearn.utils import TransformerTags
from sklearn.utils.validation import check_is_fitted

from ..adverts.masks import PAY_ROLES, ROLES, UNITS
from ..errors import InputError
from ..resources import resource
from .chain import ARRAYS as CHAIN_ARRAYS
from .chain import RoleChain
from .reading import Reading, decided
from .single_masks import ARRAYS as SINGLE_ARRAYS
from .single_masks import SingleMaskRoles
from .surroundings.features import surroundings
from .surroundings.links import LINKS
from .weights import common_columns, fitted_weights, scores, softmax

__all__ = ["MaskReader", "Reading", "shipped_reader"]

_FORMAT = 3
#: Parts of the adverts whose masks are read by models that do not know them, to train the chain.
_FOLDS = 3


class MaskReader(BaseEstimator):
    """Reads masks by their surroundings.

    A linear model and small networks, averaged, say the role of a mask by its own surroundings;
    a chain over the masks of the advert sets them right by each other. Another linear model says
    the unit of pay, together with the words and figures right at the mask.

    Features are hashed, so that a saved reader holds no word of any advert.

    Parameters
    ----------
    C : float
        Inverse strength of the linear models' penalty.
    hidden, n_networks : int
        Width and number of the networks.
    min_adverts : int
        Hashed features of fewer adverts are left out, unless made-up ones have them.
    temperature : float
        Log-probabilities of roles are divided by it; chosen by cross-validation
        (``benchmarks/masks.py`` prints the calibration error).

    Attributes
    ----------
    columns_ : ndarray of shape (n_kept,)
        Hashed features that count.
    single_ : SingleMaskRoles
    unit_weights_ : ndarray of shape (n_kept + 1, 6)
        The linear model of units; the last row is the intercept.
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
        n_networks: int = 1,
        min_adverts: int = 10,
        temperature: float = 1.0,
        random_state: int = 0,
    ) -> None:
        self.C = C
        self.hidden = hidden
        self.n_networks = n_networks
        self.min_adverts = min_adverts
        self.temperature = temperature
        self.random_state = random_state

    def fit(
        self,
        X: sparse.csr_matrix,
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
        X : csr_matrix of shape (n, 2**20)
            What :func:`~salarypred.masks.surroundings.features.surroundings` says of the masks.
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
        self.columns_ = common_columns(X, names, invented, self.min_adverts)
        X = self.transform(X)
        y = np.asarray(roles)
        self.chain_ = RoleChain()
        if links is None or len(np.unique(names)) < _FOLDS:
            self.chain_.neutral(len(ROLES))
        else:
            unseen = np.empty((len(y), len(ROLES)))
            folds = GroupKFold(_FOLDS, shuffle=True, random_state=self.random_state)
            for known, asked in folds.split(y, groups=names):
                unseen[asked] = np.log(
                    self._single().fit(X[known], y[known]).predict_proba(X[asked])
                )
            self.chain_.fit(unseen, links, np.array([ROLES.index(role) for role in roles]))
        self.single_ = self._single().fit(X, y)
        pay = np.flatnonzero(np.isin(y, PAY_ROLES))
        known_units = np.array([unit if unit in UNITS else "year" for unit in units])
        self.unit_weights_ = fitted_weights(X[pay], known_units[pay], UNITS, self.C)
        return self

    def _single(self) -> SingleMaskRoles:
        return SingleMaskRoles(
            C=self.C,
            hidden=self.hidden,
            n_networks=self.n_networks,
            random_state=self.random_state,
        )

    def read(self, title: str, description: str) -> list[Reading]:
        """Read the masks of one advert, in the order of title and description."""
        return self.read_many([(title, description)])[0]

    def read_many(
        self, adverts: Iterable[tuple[str, str]], occupations: Sequence[str] | None = None
    ) -> list[list[Reading]]:
        """Read the masks of many adverts.

        Parameters
        ----------
        adverts : iterable of n (str, str)
            Title and description.
        occupations : sequence of n str, optional
            SOC 2020 unit groups, "" where unknown: what unit a job's pay usually has.
        """
        around = surroundings(adverts)
        if not around.words:
            return [[] for _ in around.places]
        X = self.transform(around.X)
        proba = self.role_proba(X, around.links)
        return decided(around.places, proba, self.unit_scores(X), around.words, occupations)

    def transform(self, X: sparse.csr_matrix) -> sparse.csr_matrix:
        """Hashed features that count, shape (n_masks, n_kept)."""
        check_is_fitted(self, "columns_")
        place = np.full(X.shape[1], -1, dtype=np.int32)
        place[self.columns_] = np.arange(len(self.columns_))
        columns = place[X.indices]
        kept = (columns >= 0) & (X.data != 0)
        ends = np.concatenate([[0], np.cumsum(kept)])[X.indptr]
        return sparse.csr_matrix(
            (X.data[kept], columns[kept], ends), shape=(X.shape[0], len(self.columns_))
        )

    def mask_proba(self, X: sparse.csr_matrix) -> NDArray[np.float64]:
        """Probability of each role by the mask's own surroundings, shape (n_masks, 13)."""
        return self.single_.predict_proba(X)

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
        arrays: dict[str, Any] = {
            name: np.float16(getattr(self.single_, name)) for name in SINGLE_ARRAYS
        }
        arrays["unit_weights_"] = np.float16(self.unit_weights_)
        arrays |= {name: np.float32(getattr(self.chain_, name)) for name in CHAIN_ARRAYS}
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
                arrays: dict[str, NDArray[Any]] = {
                    name: file[name] for name in file.files if name != "about"
                }
            if about.pop("format") != _FORMAT or about.pop("roles") != list(ROLES):
                raise ValueError("of another format")
            about.pop("units")
            if about.pop("links") != list(LINKS):
                raise ValueError("of other links")
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise InputError(f"{path}: is no mask reader of this version ({error})") from error
        reader = cls(**about)
        reader.columns_ = arrays["columns_"]
        reader.unit_weights_ = arrays["unit_weights_"].astype(np.float32)
        reader.single_ = reader._single().with_arrays(arrays)
        reader.chain_ = RoleChain().with_arrays(arrays)
        return reader


@cache
def shipped_reader() -> MaskReader:
    """The reader that comes with salarypred; needs no data."""
    with resource("masks", "reader.npz").open("rb") as file:
        return MaskReader.load(file)
