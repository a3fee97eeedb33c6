"""How a network learns: passes, batches, noise on its inputs, and the steps of its weights."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.neural_network import MLPClassifier, MLPRegressor

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
    random_state: int | None


def train_network(
    step: Callable[[Matrix, NDArray[Any]], object],
    network: MLPClassifier | MLPRegressor,
    X: Matrix,
    y: NDArray[Any],
    params: TrainingParams,
    weight: NDArray[np.float64] | None = None,
) -> None:
    """Run the passes of one training.

    Parameters
    ----------
    step : callable
        Makes one pass over the (noisy) rows and their targets.
    network : MLPClassifier or MLPRegressor
    X : matrix of shape (n_rows, n_features)
    y : ndarray of shape (n_rows,)
    params : TrainingParams
    weight : ndarray of shape (n_rows,), optional
        How often a row is drawn in each pass, on average: a network takes no weights in every
        release of scikit-learn.
    """
    rng = np.random.default_rng(params.random_state)
    draws = np.random.default_rng(params.random_state)
    network._optimizer = LazyAdam(params.learning_rate)
    for size in _batch_sizes(X.shape[0], params.batch_sizes):
        rows, target = X, y
        if weight is not None:
            times = np.floor(weight + draws.random(len(weight))).astype(np.intp)
            drawn = np.repeat(np.arange(len(weight)), times)
            if not len(drawn):
                continue
            rows, target = X[drawn], y[drawn]
        network.batch_size = min(size, rows.shape[0])
        if sparse.issparse(rows):
            rows = _noisy(rows, params.input_dropout, params.column_groups, rng)
        step(rows, target)


class LazyAdam:
    """Adam that leaves the rows without a gradient alone; set as ``_optimizer`` of a network.

    A batch of 512 adverts holds about 2,500 of 50,000 features. scikit-learn's Adam moves the
    moments and weights of all of them in every step, which is four fifths of the time of a
    training. Here the rows of a weight matrix whose gradient is zero are left as they are, like
    ``torch.optim.SparseAdam`` does. ``benchmarks/networks.py`` compares time and error.


    Source: D. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization" (2015), algorithm 1.

    Parameters
    ----------
    learning_rate : float
        Step size.
    beta_1, beta_2, epsilon : float
        Decay of the first and second moment, and the term for numerical stability; the paper's
        values.
    """

    def __init__(
        self,
        learning_rate: float,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        self.learning_rate = learning_rate
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.steps = 0
        self.moments: list[tuple[NDArray[np.float32], NDArray[np.float32]]] = []

    def update_params(
        self, params: Sequence[NDArray[np.float32]], grads: Sequence[NDArray[np.float32]]
    ) -> None:
        """Change the parameters in place; called by scikit-learn after each batch."""
        if not self.moments:
            self.moments = [(np.zeros_like(param), np.zeros_like(param)) for param in params]
        self.steps += 1
        scale = np.sqrt(1 - self.beta_2**self.steps)
        for number, (param, grad) in enumerate(zip(params, grads, strict=True)):
            # Rows that are skipped must not rely on momentum that only later steps would spend.
            beta_1 = 0.0 if number == 0 else self.beta_1
            rate = np.float32(self.learning_rate * scale / (1 - beta_1**self.steps))
            rows = np.flatnonzero(grad.any(axis=1)) if number == 0 else slice(None)
            gradient = grad[rows]
            first, second = self.moments[number]
            square = second[rows] * np.float32(self.beta_2)
            square += np.float32(1 - self.beta_2) * gradient * gradient
            second[rows] = square
            if beta_1:
                first *= np.float32(beta_1)
                first += np.float32(1 - beta_1) * gradient
                gradient = first
            param[rows] -= rate * gradient / (np.sqrt(square) + np.float32(self.epsilon))

    def iteration_ends(self, time_step: int) -> None:
        """Nothing changes between passes."""

    def trigger_stopping(self, msg: str, verbose: bool) -> bool:
        """Tell scikit-learn that there is no smaller rate to try."""
        return True
