"""Rare terms without their names: hashed, and thrown together into groups of adverts."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, compress
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..state import State
from .tfidf import Terms

#: Most groups of a saved hasher: each is a column.
_MOST_GROUPS = 10_000_000


class RareTermHasher(TransformerMixin, BaseEstimator):
    """Columns for terms that are too rare for a published vocabulary.

    A term of fewer than ``max_count`` adverts may point to a person or an employer, so a
    vocabulary that is published leaves it out; but all such terms together tell much. Here each is
    kept as a 64-bit hash only, and terms are thrown together at random into groups: a group is one
    column, and is left out when fewer than ``max_count`` adverts hold any of its terms.

    Parameters
    ----------
    analyzer : callable
        Turns a text into its terms.
    min_count, max_count : int
        Terms of at least ``min_count`` and fewer than ``max_count`` adverts are used.
    group_size : int
        Terms in a group, about.
    random_state : int
        Seed of the groups.

    Attributes
    ----------
    hashes_ : ndarray of uint64, sorted
        The terms.
    groups_ : ndarray of int32
        Column of each term.
    n_groups_ : int

    Examples
    --------
    >>> texts = ["a rare word"] * 4 + ["a common word"] * 20
    >>> hasher = RareTermHasher(str.split, min_count=4, max_count=5, group_size=1).fit(texts)
    >>> hasher.n_groups_
    0
    """

    def __init__(
        self,
        analyzer: Callable[[str], list[str]],
        *,
        min_count: int = 4,
        max_count: int = 10,
        group_size: int = 3,
        random_state: int = 0,
    ) -> None:
        self.analyzer = analyzer
        self.min_count = min_count
        self.max_count = max_count
        self.group_size = group_size
        self.random_state = random_state

    def fit(self, texts: Any, y: Any = None) -> Self:
        """Choose the terms of n texts and their groups."""
        self.fit_transform(texts)
        return self

    def fit_transform(self, texts: Any, y: Any = None) -> sparse.csr_matrix:
        """Choose the terms of n texts; return their columns, shape (n, n_groups_)."""
        rows, hashes = self._terms(texts)
        terms, codes, counts = np.unique(hashes, return_inverse=True, return_counts=True)
        rare = (counts >= self.min_count) & (counts < self.max_count)
        n_groups = max(1, int(rare.sum()) // self.group_size)
        rng = np.random.default_rng(self.random_state)
        group = rng.permutation(int(rare.sum())) % n_groups
        column = np.full(len(terms), -1)
        column[rare] = group
        places = column[codes]
        used = np.unique((rows * n_groups + places)[places >= 0])  # pairs of advert and group
        adverts = np.bincount(used % n_groups, minlength=n_groups)
        number = np.where(adverts >= self.max_count, np.cumsum(adverts >= self.max_count) - 1, -1)
        kept = number[group] >= 0
        self.hashes_ = terms[rare][kept]
        self.groups_ = number[group][kept].astype(np.int32)
        self.n_groups_ = int((adverts >= self.max_count).sum())
        return self._columns(rows, hashes, len(texts))

    def transform(self, texts: Any) -> sparse.csr_matrix:
        """Columns of n texts: each row has length 1 (or 0), shape (n, n_groups_), float32."""
        check_is_fitted(self)
        return self._columns(*self._terms(texts), len(texts))

    def transform_terms(
        self, terms: Terms, asked: NDArray[np.bool_] | None = None
    ) -> sparse.csr_matrix:
        """Like ``transform``, for texts that the analyzer has read.

        Parameters
        ----------
        terms : Terms of n texts
        asked : ndarray of shape (n_terms,), optional
            The terms that may be rare ones; those of a vocabulary are not, and need no hash.
        """
        check_is_fitted(self)
        rows = terms.texts()
        flat: Iterable[str] = chain.from_iterable(terms.lists)
        if asked is not None:
            rows, flat = rows[asked], compress(flat, asked.tolist())
        hashes = _hash(np.array([*flat], dtype=object))
        return terms.of_all(self._columns(rows, hashes, len(terms.lists)))

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Names such as ``rare 17``: the terms themselves are not kept."""
        check_is_fitted(self)
        return np.array([f"rare {number}" for number in range(self.n_groups_)], dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        return tags

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`; the analyzer is not among them."""
        return {
            "min_count": self.min_count,
            "max_count": self.max_count,
            "group_size": self.group_size,
            "random_state": self.random_state,
            "hashes": self.hashes_,
            "groups": self.groups_,
            "n_groups": self.n_groups_,
        }

    @classmethod
    def from_state(cls, state: State, analyzer: Callable[[str], list[str]]) -> Self:
        """Build from what :meth:`to_state` gave, and the analyzer of the texts."""
        result = cls(
            analyzer,
            min_count=state.whole("min_count"),
            max_count=state.whole("max_count"),
            group_size=state.whole("group_size", least=1),
            random_state=state.whole("random_state"),
        )
        result.n_groups_ = state.whole("n_groups", most=_MOST_GROUPS)
        result.hashes_ = state.array("hashes", "uint64", None)
        n_terms, n_groups = len(result.hashes_), result.n_groups_
        result.groups_ = state.array("groups", "int32", n_terms, least=0, below=n_groups)
        return result

    def _terms(self, texts: Any) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
        """Row and hash of each different term of each text."""
        return _hashed([self.analyzer(text) for text in texts])

    def _columns(
        self, rows: NDArray[np.intp], hashes: NDArray[np.uint64], n_rows: int
    ) -> sparse.csr_matrix:
        shape = (n_rows, self.n_groups_)
        if not self.n_groups_ or not len(hashes):
            return sparse.csr_matrix(shape, dtype=np.float32)
        place = np.searchsorted(self.hashes_, hashes).clip(max=len(self.hashes_) - 1)
        known = self.hashes_[place] == hashes
        columns = self.groups_[place[known]]
        found = sparse.csr_matrix(
            (np.ones(len(columns), np.float32), (rows[known], columns)), shape=shape
        )
        found.sum_duplicates()  # SciPy 1.13 leaves a term that a text has twice as two
        length = np.sqrt(np.diff(found.indptr)).astype(np.float32)
        found.data = np.ones_like(found.data)
        return sparse.diags_array(1 / np.maximum(length, 1)).dot(found).tocsr().astype(np.float32)


def _hashed(lists: Sequence[Sequence[str]]) -> tuple[NDArray[np.intp], NDArray[np.uint64]]:
    """Row and hash of each different term of each list."""
    different = [dict.fromkeys(terms) for terms in lists]
    rows = np.repeat(np.arange(len(different)), [len(found) for found in different])
    return rows, _hash(np.array([term for found in different for term in found], dtype=object))


def _hash(terms: NDArray[np.object_]) -> NDArray[np.uint64]:
    if not len(terms):
        return np.empty(0, dtype=np.uint64)
    return pd.util.hash_array(terms, categorize=len(terms) > 10_000)
