"""Networks on bags of stemmed words: the first place of the 2013 competition.

"Q&A With Job Salary Prediction First Prize Winner Vlad Mnih", Kaggle's blog, 6 May 2013: separate
bags of words for title, description and raw location, TF-IDF of Porter stems for the first two;
1-of-K for the other columns; 10,000 to 15,000 features; deep networks with dropout, trained by
minibatch gradient descent on the mean absolute error; the mean of three networks.

Chosen here, where the interview says nothing: two hidden layers of 512 and 128 with ReLU, dropout
of a half on both, Adam at 0.001 falling to 0, 12 passes in batches of 256; the absolute error is
that of standardised log pay (its best answer is the logarithm of the median pay, as for pay).

Needs ``pip install torch snowballstemmer``; on Linux torch brings several GB for graphics cards.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import OneHotEncoder
from splits import TABLE_COLUMNS

if TYPE_CHECKING:
    import torch

_HIDDEN, _DROPOUT, _RATE, _PASSES, _BATCH = (512, 128), 0.5, 1e-3, 12, 256


@dataclass
class Mnih:
    """The fitted recipe; called with adverts it returns their pay."""

    features: ColumnTransformer
    networks: "list[torch.nn.ModuleList]"
    mean: float
    scale: float

    def __call__(self, adverts: pd.DataFrame) -> NDArray[np.float64]:
        """Pay of the adverts."""
        import torch

        X = _matrix(self.features.transform(adverts))
        answers = np.zeros(len(adverts))
        with torch.no_grad():
            for network in self.networks:
                network.eval()
                for start in range(0, len(adverts), 4096):
                    rows = slice(start, start + 4096)
                    answers[rows] += _forward(network, X[rows]).numpy()
        return np.exp(answers / len(self.networks) * self.scale + self.mean)


def fit(train: pd.DataFrame, jobs: int) -> Mnih:
    """Fit the recipe."""
    import torch

    torch.set_num_threads(jobs)
    features = ColumnTransformer(
        [
            ("title", TfidfVectorizer(max_features=5_000, analyzer=_stems), "title"),
            ("description", TfidfVectorizer(max_features=5_000, analyzer=_stems), "description"),
            ("location", CountVectorizer(max_features=2_000, binary=True), "location"),
            ("company", OneHotEncoder(max_categories=2_500, handle_unknown="ignore"), ["company"]),
            ("table", OneHotEncoder(handle_unknown="ignore"), TABLE_COLUMNS),
        ],
        sparse_threshold=1.0,
    )
    X = _matrix(features.fit_transform(train))
    log_pay = np.log(train["salary"].to_numpy(dtype=float))
    mean, scale = float(log_pay.mean()), float(log_pay.std()) or 1.0
    y = torch.from_numpy(((log_pay - mean) / scale).astype(np.float32))
    return Mnih(features, [_network(X, y, seed) for seed in range(3)], mean, scale)


def _network(X: sparse.csr_array, y: "torch.Tensor", seed: int) -> "torch.nn.ModuleList":
    """One trained network: the weights of the features, and the layers above them."""
    import torch
    from torch import nn

    torch.manual_seed(seed)
    first, second = _HIDDEN
    # A bag's weighted sum of embeddings is a linear layer that reads only the words there are.
    bag = nn.EmbeddingBag(X.shape[1], first, mode="sum")
    nn.init.normal_(bag.weight, std=0.05)
    above = [nn.ReLU(), nn.Dropout(_DROPOUT), nn.Linear(first, second)]
    above += [nn.ReLU(), nn.Dropout(_DROPOUT), nn.Linear(second, 1)]
    network = nn.ModuleList([bag, nn.Sequential(*above)])
    # "fused" changes the weights in one pass over them, four times as fast here.
    optimizer = torch.optim.Adam(network.parameters(), lr=_RATE, fused=True)
    steps = _PASSES * -(-len(y) // _BATCH)
    falling = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.01, total_iters=steps)
    rng = np.random.default_rng(seed)
    for _ in range(_PASSES):
        order = rng.permutation(len(y))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            optimizer.zero_grad()
            nn.functional.l1_loss(_forward(network, X[rows]), y[rows]).backward()
            optimizer.step()
            falling.step()
    return network


def _forward(network: "torch.nn.ModuleList", X: sparse.csr_array) -> "torch.Tensor":
    import torch

    words, starts = torch.from_numpy(X.indices), torch.from_numpy(X.indptr[:-1])
    bag, above = network
    return above(bag(words, starts, per_sample_weights=torch.from_numpy(X.data)))[:, 0]


def _matrix(X: sparse.csr_array) -> sparse.csr_array:
    """Features with 32-bit numbers, as torch wants them."""
    X = sparse.csr_array(X, dtype=np.float32)
    X.indices, X.indptr = X.indices.astype(np.int32), X.indptr.astype(np.int32)
    return X


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in re.findall(r"\w+", text.lower())]


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return _stemmer().stemWord(word)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("porter")
