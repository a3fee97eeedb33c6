"""What a fitted TfidfVectorizer says of texts, in a fraction of its time.

scikit-learn asks its vocabulary for one term after the other, in Python, for every text. Here each
different text is read once, and its terms are looked up and counted together.
"""

from collections.abc import Mapping, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize


class Terms(NamedTuple):
    """Terms of n texts, each different text read once."""

    rows: NDArray[np.intp]  # (n,), place of each text among the different ones
    lists: Sequence[Sequence[str]]  # terms of the different texts, in their order

    def texts(self) -> NDArray[np.intp]:
        """Number of the different text of each term, one text after the other."""
        return np.repeat(np.arange(len(self.lists)), [len(found) for found in self.lists])

    def of_all(self, different: sparse.csr_matrix) -> sparse.csr_matrix:
        """Rows of all texts, from those of the different ones."""
        if len(self.rows) == len(self.lists):  # each occurs once, in this order
            return different
        return different[self.rows]


def read_terms(texts: "pd.Series[str]", analyzer: Any) -> Terms:
    """Read texts with the analyzer of a vectorizer."""
    rows, different = pd.factorize(texts.to_numpy(dtype=object))
    return Terms(rows, [analyzer(text) for text in different])


def look_up(vocabulary: Mapping[str, int], terms: Terms) -> NDArray[np.int32]:
    """Place in a vocabulary of each term of the different texts, -1 where it has none."""
    found = map(vocabulary.get, chain.from_iterable(terms.lists), repeat(-1))
    return np.fromiter(found, dtype=np.int32, count=sum(map(len, terms.lists)))


def tfidf(
    vectorizer: TfidfVectorizer, terms: Terms, places: NDArray[np.int32]
) -> sparse.csr_matrix:
    """What ``vectorizer.transform`` returns for these texts, to the last bit.

    Parameters
    ----------
    vectorizer : TfidfVectorizer
        Fitted, with a callable analyzer, sublinear counts and rows of length 1.
    terms : Terms of n texts
    places : ndarray of shape (n_terms,)
        What :func:`look_up` says of the vectorizer's vocabulary and the terms.

    Returns
    -------
    csr_matrix of shape (n, n_terms), float32
    """
    n, known = len(terms.lists), places >= 0
    ends = np.zeros(n + 1, dtype=np.int32)
    ends[1:] = np.cumsum(np.bincount(terms.texts()[known], minlength=n))
    ones = np.ones(ends[-1], dtype=np.float32)
    X = sparse.csr_matrix((ones, places[known], ends), shape=(n, len(vectorizer.vocabulary_)))
    X.sum_duplicates()  # now they are counts, and in order
    X.data = np.log(X.data) + np.float32(1)
    if vectorizer.use_idf:
        X.data *= vectorizer.idf_[X.indices]
    if X.nnz:  # scikit-learn refuses a table without rows
        X = normalize(X, norm="l2", copy=False)
    return terms.of_all(X)
