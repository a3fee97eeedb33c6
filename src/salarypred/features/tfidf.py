"""What a fitted TfidfVectorizer says of texts, in a fraction of its time.

scikit-learn asks its vocabulary for one term after the other, in Python, for every text. Here each
different text is read once, and its terms are looked up and counted together.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain
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

    def of_all(self, different: sparse.csr_matrix) -> sparse.csr_matrix:
        """Rows of all texts, from those of the different ones."""
        if len(self.rows) == len(self.lists):  # each occurs once, in this order
            return different
        return different[self.rows]


def read_terms(texts: "pd.Series[str]", analyzer: Any) -> Terms:
    """Read texts with the analyzer of a vectorizer."""
    rows, different = pd.factorize(texts.to_numpy(dtype=object))
    return Terms(rows, [analyzer(text) for text in different])


def tfidf(vectorizer: TfidfVectorizer, terms: Terms) -> sparse.csr_matrix:
    """What ``vectorizer.transform`` returns for these texts, to the last bit.

    Parameters
    ----------
    vectorizer : TfidfVectorizer
        Fitted, with a callable analyzer, sublinear counts and rows of length 1.
    terms : Terms of n texts

    Returns
    -------
    csr_matrix of shape (n, n_terms), float32
    """
    place = vectorizer.vocabulary_.get
    counted = [Counter(map(place, found)) for found in terms.lists]
    for counts in counted:
        counts.pop(None, None)
    ends = np.cumsum([0, *map(len, counted)])
    n = int(ends[-1])
    indices = np.fromiter(chain.from_iterable(counted), dtype=np.int32, count=n)
    values = chain.from_iterable(counts.values() for counts in counted)
    data = np.fromiter(values, dtype=np.float32, count=n)
    shape = (len(counted), len(vectorizer.vocabulary_))
    X = sparse.csr_matrix((data, indices, ends.astype(np.int32)), shape=shape)
    X.sort_indices()
    X.data = np.log(X.data) + np.float32(1)
    if vectorizer.use_idf:
        X.data *= vectorizer.idf_[X.indices]
    if X.nnz:  # scikit-learn refuses a table without rows
        X = normalize(X, norm="l2", copy=False)
    return terms.of_all(X)
