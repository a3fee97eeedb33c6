"""The occupation classifier: adverts or titles to unit groups of SOC 2020."""

from collections.abc import Iterable, Sequence
from typing import Any, Self, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.feature_extraction import FeatureHasher
from sklearn.utils.validation import check_consistent_length, check_is_fitted, column_or_1d

from .features import sector_features, title_features
from .network import SoftmaxNetwork
from .sectors import CATEGORY, EMPLOYER, sectors
from .titles import Title, read_title

Adverts: TypeAlias = pd.DataFrame | pd.Series | Sequence[str] | NDArray[Any]

#: Features are hashed to this many columns; only those seen in training are kept.
N_HASHES = 2**19


class OccupationClassifier(ClassifierMixin, BaseEstimator):
    """Tells the occupation of an advert from its title and what else is known of it.

    Parameters
    ----------
    n_hidden, n_epochs, learning_rate, dropout
        As in :class:`~salarypred.occupations.network.SoftmaxNetwork`.
    min_rows : int
        Features of fewer training rows are left out.
    temperature : float
        Scores are divided by it before they become probabilities (C. Guo et al., "On Calibration
        of Modern Neural Networks", 2017, section 4.2).
    random_state : int
        Seed.

    Attributes
    ----------
    classes_ : ndarray of str
        Unit groups of SOC 2020, four digits.
    columns_ : ndarray of int
        Hashes of the features that were seen in training, sorted.
    network_ : SoftmaxNetwork

    Examples
    --------
    >>> titles = ["nurse", "staff nurse", "chef", "sous chef"]
    >>> codes = ["2237", "2237", "5434", "5434"]
    >>> model = OccupationClassifier(n_hidden=8, n_epochs=60).fit(titles * 20, codes * 20)
    >>> model.predict(["Chef de partie"]).tolist()
    ['5434']
    """

    def __init__(
        self,
        *,
        n_hidden: int = 128,
        n_epochs: int = 5,
        learning_rate: float = 4e-3,
        dropout: float = 0.3,
        min_rows: int = 1,
        temperature: float = 1.0,
        random_state: int = 0,
    ) -> None:
        self.n_hidden = n_hidden
        self.n_epochs = n_epochs
        self.learning_rate = learning_rate
        self.dropout = dropout
        self.min_rows = min_rows
        self.temperature = temperature
        self.random_state = random_state

    def fit(
        self,
        X: Adverts,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        advert: ArrayLike | None = None,
    ) -> Self:
        """Train.

        Parameters
        ----------
        X
            Titles, or a table with the column ``title`` and optionally ``category``, ``company``
            and ``location``.
        y : array-like of shape (n,)
            Codes. A title that may have several codes is given once with each.
        sample_weight : array-like of shape (n,), optional
        advert : array-like of bool, shape (n,), optional
            Rows that are real adverts: a feature of theirs counts only if at least 10 of these rows
            have it, so that no term is learned from fewer adverts.
        """
        hashed = self._hashed(read_adverts(X))
        if isinstance(X, pd.DataFrame):
            self.feature_names_in_ = np.array([str(name) for name in X.columns], dtype=object)
        check_consistent_length(X, y, sample_weight, advert)
        self.classes_, codes = np.unique(column_or_1d(y).astype(str), return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"y has {len(self.classes_)} class; expected at least 2 classes")
        if advert is not None and np.any(advert):
            hashed = _without_rare(hashed, np.asarray(advert, dtype=bool))
        columns, counts = np.unique(hashed.indices, return_counts=True)
        self.columns_ = columns[counts >= self.min_rows]
        weight = np.ones(len(codes)) if sample_weight is None else np.asarray(sample_weight)
        self.network_ = SoftmaxNetwork(
            n_hidden=self.n_hidden,
            n_epochs=self.n_epochs,
            learning_rate=self.learning_rate,
            dropout=self.dropout,
            random_state=self.random_state,
        )
        self.network_.fit(self._known(hashed), codes, len(self.classes_), weight.astype(np.float32))
        return self

    def predict_proba(self, X: Adverts) -> NDArray[np.float64]:
        """Probability of each code of ``classes_``, shape (n, n_classes).

        A row whose title is empty gets the same probabilities as any other title that says
        nothing; :func:`salarypred.occupations.shipped.code_adverts` gives a reason instead.
        """
        check_is_fitted(self)
        return self.predict_proba_read(read_adverts(X))

    def predict_proba_read(self, adverts: Sequence["ReadAdvert"]) -> NDArray[np.float64]:
        """As :meth:`predict_proba`, for adverts that :func:`read_adverts` has read."""
        if not adverts:
            return np.empty((0, len(self.classes_)))
        places: dict[ReadAdvert, int] = {}
        rows = np.array([places.setdefault(one, len(places)) for one in adverts], dtype=np.intp)
        logits = self.network_.predict_logits(self._known(self._hashed(list(places))))
        proba = np.asarray(softmax(logits.astype(float) / self.temperature, axis=1))
        return proba[rows] if len(proba) < len(rows) else proba

    def predict(self, X: Adverts) -> NDArray[Any]:
        """Most probable code of each advert."""
        best = self.predict_proba(X).argmax(axis=1)
        return self.classes_[best]

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.input_tags.allow_nan = True  # a title may be missing
        return tags

    def _hashed(self, adverts: Iterable["ReadAdvert"]) -> sparse.csr_matrix:
        hasher = FeatureHasher(N_HASHES, input_type="pair", alternate_sign=False, dtype=np.float32)
        pairs = (title_features(t) + sector_features(t, s) for t, s in adverts)
        matrix = hasher.transform(pairs)
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        scale = np.repeat(2 / np.maximum(norms, 1e-6), np.diff(matrix.indptr))
        matrix.data = (matrix.data * scale).astype(np.float32)
        return matrix

    def _known(self, hashed: sparse.csr_matrix) -> sparse.csr_matrix:
        """Return the columns that were seen in training, numbered from 0."""
        place = np.searchsorted(self.columns_, hashed.indices).clip(max=len(self.columns_) - 1)
        known = self.columns_[place] == hashed.indices
        starts = np.concatenate([[0], np.cumsum(known)])[hashed.indptr]
        shape = (hashed.shape[0], len(self.columns_))
        return sparse.csr_matrix((hashed.data[known], place[known], starts), shape=shape)


#: A title as it was read, and the sectors of the advert.
ReadAdvert: TypeAlias = tuple[Title, tuple[str, ...]]


def read_adverts(X: Adverts) -> list[ReadAdvert]:
    """Read titles, and category, company and location if there are such columns.

    Parameters
    ----------
    X
        Titles, or a table with the column ``title``; missing values count as "". A column
        ``sectors`` (tuples), if there is one, replaces category and employer.
    """
    if not isinstance(X, pd.DataFrame):
        return [(read_title(_text(title)), ()) for title in X]
    table = {
        name: [_text(v) for v in X[name].to_numpy(dtype=object)]
        for name in X.columns
        if name in _READ
    }
    titles = table["title"]
    if "sectors" in X.columns:
        return [(read_title(t), tuple(s)) for t, s in zip(titles, X["sectors"], strict=True)]
    empty = [""] * len(titles)
    rows = zip(
        titles,
        table.get("location", empty),
        table.get("category", empty),
        table.get("company", empty),
        strict=True,
    )
    return [
        (read_title(title, location), _sectors(category, company))
        for title, location, category, company in rows
    ]


_READ = ("title", "location", "category", "company")


def _sectors(category: str, company: str) -> tuple[str, ...]:
    """Return the sectors that the category and the employer's name point to."""
    found, of_employer = sectors(category, CATEGORY), sectors(company, EMPLOYER)
    return tuple(sorted({*found, *of_employer})) if of_employer else found


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _without_rare(hashed: sparse.csr_matrix, advert: NDArray[np.bool_]) -> sparse.csr_matrix:
    """Copy without the adverts' entries in columns that fewer than 10 adverts have."""
    of_advert = np.repeat(advert, np.diff(hashed.indptr))
    counts = np.bincount(hashed.indices[of_advert], minlength=hashed.shape[1])
    data = np.where(of_advert & (counts[hashed.indices] < 10), 0, hashed.data)
    result = sparse.csr_matrix((data, hashed.indices, hashed.indptr), shape=hashed.shape)
    result.eliminate_zeros()
    return result
