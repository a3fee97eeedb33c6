"""Four small networks, as they won Kaggle's "Mercari Price Suggestion Challenge" (2018).

Paweł Jankiewicz and Konstantin Lopuhin, "Mercari Golf: 0.3875 CV in 75 LOC, 1900 s",
https://www.kaggle.com/lopuhin/mercari-golf-0-3875-cv-in-75-loc-1900-s : TF-IDF of the name and of
all texts, 1-of-K of the rest; a network 192-64-64-1 with ReLU, Adam at 0.003 on the squared error
of the standardised log price, three passes with batches that double; twice on TF-IDF, twice on
the same features as 0/1; the mean of the four.

Changed here: scikit-learn's networks in place of Keras; 40,000 features in place of 200,000, since
scikit-learn's Adam changes every weight in every step; batches of 256 to 1,024 in place of 2,048 to
8,192, since there are about an eighth as many rows: the number of steps is then about theirs.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from splits import TABLE_COLUMNS

_FIRST_BATCH, _PASSES = 256, 3


@dataclass
class Mercari:
    """The fitted recipe; called with adverts it returns their pay."""

    features: ColumnTransformer
    scaler: StandardScaler
    networks: list[MLPRegressor]

    def __call__(self, adverts: pd.DataFrame) -> NDArray[np.float64]:
        """Pay of the adverts."""
        X = sparse.csr_array(self.features.transform(_with_text(adverts)))
        answers = [
            network.predict(_as_bits(X) if number % 2 else X)
            for number, network in enumerate(self.networks)
        ]
        mean = np.mean(answers, axis=0, dtype=float)
        return np.exp(self.scaler.inverse_transform(mean[:, None])[:, 0])


def fit(train: pd.DataFrame, jobs: int) -> Mercari:
    """Fit the recipe; `jobs` is not used but by the arithmetic beneath."""
    words = r"(?u)\w+"
    features = ColumnTransformer(
        [
            ("title", TfidfVectorizer(max_features=10_000, token_pattern=words), "title"),
            (
                "text",
                TfidfVectorizer(max_features=30_000, token_pattern=words, ngram_range=(1, 2)),
                "text",
            ),
            ("table", OneHotEncoder(handle_unknown="ignore"), TABLE_COLUMNS),
        ],
        sparse_threshold=1.0,
    )
    X = sparse.csr_array(features.fit_transform(_with_text(train)), dtype=np.float32)
    scaler = StandardScaler()
    y = scaler.fit_transform(np.log(train[["salary"]].to_numpy()))[:, 0].astype(np.float32)
    networks = []
    for number in range(4):
        network = MLPRegressor(
            hidden_layer_sizes=(192, 64, 64), learning_rate_init=3e-3, alpha=0, random_state=number
        )
        given = _as_bits(X) if number % 2 else X
        for passed in range(_PASSES):
            network.set_params(batch_size=min(_FIRST_BATCH << passed, len(y)))
            network.partial_fit(given, y)
        # What only further training would read is three times as large as the weights.
        del network._optimizer, network._best_coefs, network._best_intercepts
        networks.append(network)
    return Mercari(features, scaler, networks)


def _with_text(adverts: pd.DataFrame) -> pd.DataFrame:
    """The authors' fields: name and brand; then all words together."""
    title = adverts["title"] + " " + adverts["company"]
    text = title + " " + adverts["description"] + " " + adverts["location"]
    return adverts.assign(title=title, text=text)


def _as_bits(X: sparse.csr_array) -> sparse.csr_array:
    return X.astype(bool).astype(np.float32)
