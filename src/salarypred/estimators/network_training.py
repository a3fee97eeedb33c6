"""How a network learns: passes, batches and noise on its inputs."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.neural_network import MLPClassifier, MLPRegressor

from .lazy_adam import LazyAdam

Matrix: TypeAlias = sparse.csr_matrix | NDArray[np.float32]


#: (first column, column after the last, probability that a row's group is hidden in a pass)
ColumnGroup = tuple[int, int, float]


#: Rows below which a batch is made smaller, so that a small set still gives enough updates.
_FULL_SIZE = 50_000


_LEAST_UPDATES = 600


def _noisy(
    X: sparse.csr_matrix, rate: float, groups: Sequence[ColumnGroup], rng: np.random.Generator
) -> sparse.csr_matrix:
    """Copy of X with entries dropped at random and column groups hidden row by row."""
    noisy = X.copy()
    if rate > 0:
        noisy.data *= (rng.random(X.nnz, dtype=np.float32) >= rate) / np.float32(1 - rate)
    rows = np.repeat(np.arange(X.shape[0]), np.diff(X.indptr)) if groups else np.empty(0)
    for first, last, hidden in groups:
        hide = rng.random(X.shape[0]) < hidden
        noisy.data[hide[rows] & (X.indices >= first) & (X.indices < last)] = 0
    noisy.eliminate_zeros()
    return noisy


def _batch_sizes(n_rows: int, batch_sizes: Sequence[int]) -> list[int]:
    """Batch size of each pass; small sets get smaller batches and more passes."""
    shrink = max(1.0, _FULL_SIZE / n_rows)
    sizes = [int(max(16, size / shrink)) for size in batch_sizes]
    updates = sum(-(-n_rows // size) for size in sizes)
    return sizes * max(1, round(_LEAST_UPDATES / updates))


class TrainingParams(Protocol):
    """What a training needs to know of a network's parameters."""

    learning_rate: float
    batch_sizes: tuple[int, ...]
    input_dropout: float
    column_groups: Sequence[ColumnGroup]
    random_state: int


def train_network(
    step: Callable[[Matrix], object],
    network: MLPClassifier | MLPRegressor,
    X: Matrix,
    params: TrainingParams,
) -> None:
    """Run the passes of one training; ``step`` makes one pass over the (noisy) rows."""
    rng = np.random.default_rng(params.random_state)
    network._optimizer = LazyAdam(params.learning_rate)
    for size in _batch_sizes(X.shape[0], params.batch_sizes):
        network.batch_size = min(size, X.shape[0])
        if sparse.issparse(X):
            step(_noisy(X, params.input_dropout, params.column_groups, rng))
        else:
            step(X)
    # Adam's moments and the copy of the best weights are of no use after the training.
    for name in ("_optimizer", "_random_state", "_best_coefs", "_best_intercepts"):
        if hasattr(network, name):
            delattr(network, name)
