"""A small network from sparse features to classes, with row weights, saved in 8 bits."""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import softmax

from ..estimators.network_training import LazyAdam
from ..estimators.trained_network import SmallWeights

#: Rows that are predicted at once, to save memory.
_ROWS = 8_192


class SoftmaxNetwork:
    """One hidden layer of rectified units and a softmax, trained by Adam.

    scikit-learn's MLPClassifier takes row weights only in newer versions and needs every class in
    every call; hence these 60 lines.

    Parameters
    ----------
    n_hidden : int
        Hidden units.
    n_epochs : int
        Passes over the rows.
    batch_size : int
        Rows of a step.
    learning_rate : float
        Step size of the first pass; it falls in a straight line to a tenth in the last.
    dropout : float
        Share of the entries of a row that are left out at random in each pass.
    random_state : int
        Seed.

    Attributes
    ----------
    weights_ : list of ndarray
        ``[(n_features, n_hidden), (n_hidden,), (n_hidden, n_classes), (n_classes,)]``.
    """

    def __init__(
        self,
        *,
        n_hidden: int = 128,
        n_epochs: int = 5,
        batch_size: int = 512,
        learning_rate: float = 4e-3,
        dropout: float = 0.3,
        random_state: int = 0,
    ) -> None:
        self.n_hidden = n_hidden
        self.n_epochs = n_epochs
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.dropout = dropout
        self.random_state = random_state

    def fit(
        self,
        X: sparse.csr_matrix,
        y: NDArray[np.int64],
        n_classes: int,
        weight: NDArray[np.float32],
    ) -> Self:
        """Train on rows X of shape (n, n_features) with classes y and their weights, both (n,)."""
        rng = np.random.default_rng(self.random_state)
        inner = (6 / (self.n_hidden + n_classes)) ** 0.5
        self.weights_ = [
            rng.uniform(-0.05, 0.05, (X.shape[1], self.n_hidden)).astype(np.float32),
            np.zeros(self.n_hidden, np.float32),
            rng.uniform(-inner, inner, (self.n_hidden, n_classes)).astype(np.float32),
            np.zeros(n_classes, np.float32),
        ]
        adam = LazyAdam(self.learning_rate)
        steps, step = self.n_epochs * -(-X.shape[0] // self.batch_size), 0
        for _ in range(self.n_epochs):
            order = rng.permutation(X.shape[0])
            for first in range(0, len(order), self.batch_size):
                rows = order[first : first + self.batch_size]
                adam.learning_rate = self.learning_rate * (1 - 0.9 * step / steps)
                batch = _thinned(X[rows], self.dropout, rng)
                adam.update_params(self.weights_, self._gradients(batch, y[rows], weight[rows]))
                step += 1
        return self

    def _gradients(
        self, batch: sparse.csr_matrix, y: NDArray[np.int64], weight: NDArray[np.float32]
    ) -> list[NDArray[np.float32]]:
        first, bias, second, last_bias = self.weights_
        hidden = np.maximum(batch @ first + bias, 0)
        error = softmax(hidden @ second + last_bias, axis=1)
        error[np.arange(len(y)), y] -= 1
        error *= (weight / len(y))[:, None]
        back = (error @ second.T) * (hidden > 0)
        return [batch.T @ back, back.sum(axis=0), hidden.T @ error, error.sum(axis=0)]

    def predict_logits(self, X: sparse.csr_matrix) -> NDArray[np.float64]:
        """Scores before the softmax, shape (n, n_classes).

        In double precision from the hidden units on, so that a row's answer does not depend on the
        other rows.
        """
        first, bias, second, last_bias = self.weights_
        parts = []
        for start in range(0, max(X.shape[0], 1), _ROWS):
            hidden = np.maximum((X[start : start + _ROWS] @ first).astype(float) + bias, 0)
            parts.append(hidden @ second.astype(float) + last_bias)
        return np.concatenate(parts)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Arrays to save: the two matrices as 8-bit whole numbers and a scale for each row."""
        first, bias, second, last_bias = self.weights_
        small, small_output = SmallWeights.of(first), SmallWeights.of(second)
        return {
            "input": small.values,
            "input_scale": small.scale.astype(np.float16),
            "hidden_bias": bias,
            "output": small_output.values,
            "output_scale": small_output.scale,
            "output_bias": last_bias,
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray[Any]]) -> Self:
        """Return the network that :meth:`to_arrays` wrote."""
        network = cls(n_hidden=len(arrays["hidden_bias"]))
        network.weights_ = [
            SmallWeights(arrays["input"], arrays["input_scale"].astype(np.float32)).rows(),
            np.asarray(arrays["hidden_bias"], np.float32),
            SmallWeights(arrays["output"], arrays["output_scale"]).rows(),
            np.asarray(arrays["output_bias"], np.float32),
        ]
        return network


def _thinned(X: sparse.csr_matrix, rate: float, rng: np.random.Generator) -> sparse.csr_matrix:
    """Copy of X without a random share of its entries, the rest made larger by as much."""
    if rate <= 0:
        return X
    kept = rng.random(X.nnz, dtype=np.float32) >= rate
    X.data = X.data * kept / np.float32(1 - rate)
    return X
