"""What a trained network answers, the same to the last digits whatever rows stand beside a row."""

from dataclasses import dataclass
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit, softmax

from ..state import State

_ROWS = 16_384  # at once, to keep memory small
_OUTPUTS = ("softmax", "logistic", "identity")


@dataclass(frozen=True)
class SmallWeights:
    """A matrix in 8 bits: whole numbers from -127 to 127, and a factor for each row.

    A quarter of the size of single precision, in the file and in memory.
    """

    values: NDArray[np.int8]  # (n_inputs, n_outputs)
    scale: NDArray[np.float32]  # (n_inputs, 1)

    @classmethod
    def of(cls, weights: "Weights") -> "SmallWeights":
        """Round a matrix to 8 bits."""
        if isinstance(weights, SmallWeights):
            return weights
        scale = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-12) / 127
        return cls(np.rint(weights / scale).astype(np.int8), scale.astype(np.float32))

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of the matrix."""
        return self.values.shape

    def rows(self, chosen: Any = slice(None)) -> NDArray[np.float32]:
        """Some rows in single precision."""
        return np.multiply(self.values[chosen], self.scale[chosen], dtype=np.float32)


Weights: TypeAlias = NDArray[np.float32] | SmallWeights


@dataclass(frozen=True)
class TrainedNetwork:
    """Layers of a network with rectified hidden layers.

    Attributes
    ----------
    weights : list of ndarray or SmallWeights of shape (n_inputs, n_outputs)
    intercepts : list of ndarray of shape (n_outputs,)
    output : str
        ``softmax``, ``logistic`` (two classes) or ``identity`` (a real number).
    """

    weights: list[Weights]
    intercepts: list[NDArray[np.float32]]
    output: str

    @classmethod
    def of(cls, network: Any) -> Self:
        """Take the layers of scikit-learn's MLPClassifier or MLPRegressor."""
        return cls(list(network.coefs_), list(network.intercepts_), network.out_activation_)

    @property
    def n_inputs(self) -> int:
        """Number of features."""
        return self.weights[0].shape[0]

    @property
    def n_outputs(self) -> int:
        """Number of columns of :meth:`forward`, 1 for a real number."""
        return 2 if self.output == "logistic" else self.weights[-1].shape[1]

    def quantized(self) -> Self:
        """Copy with weights of 8 bits."""
        small: list[Weights] = [SmallWeights.of(weights) for weights in self.weights]
        return type(self)(small, self.intercepts, self.output)

    def forward(self, X: "sparse.csr_matrix | NDArray[np.float32]") -> NDArray[np.float64]:
        """Output of the network.

        scikit-learn computes in the precision of X. In single precision the last digits of a row's
        answer depend, on some processors, on how many rows are asked for at once; from the first
        layer on this computes in double precision.

        Returns
        -------
        ndarray of shape (n, n_classes) or, of a regressor, (n,)
            Probabilities, or the estimate.
        """
        starts = range(0, max(X.shape[0], 1), _ROWS)
        return np.concatenate([self._part(X[i : i + _ROWS]) for i in starts])

    def _part(self, X: "sparse.csr_matrix | NDArray[np.float32]") -> NDArray[np.float64]:
        # A sparse product adds up each row by itself, and is by far the largest: it stays in
        # single precision.
        first = self.weights[0]
        if sparse.issparse(X):
            values = _product(X, first).astype(float)
        else:
            values = X.astype(float) @ dense(first)
        values += self.intercepts[0]
        for weights, intercepts in zip(self.weights[1:], self.intercepts[1:], strict=True):
            np.maximum(values, 0, out=values)
            values = values @ dense(weights).astype(float) + intercepts
        if self.output == "softmax":
            return np.asarray(softmax(values, axis=1))
        values = values[:, 0]
        if self.output == "logistic":
            return np.column_stack([expit(-values), expit(values)])
        return np.asarray(values)

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        layers: list[dict[str, Any]] = []
        for weights, intercepts in zip(self.weights, self.intercepts, strict=True):
            if isinstance(weights, SmallWeights):
                matrix = {"weights_8bit": weights.values, "scale": weights.scale[:, 0]}
            else:
                matrix = {"weights": weights.astype(np.float32, copy=False)}
            layers.append({"intercepts": intercepts.astype(np.float32, copy=False), **matrix})
        return {"output": self.output, "eight_bit": "scale" in layers[0], "layers": layers}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        output, small = state.text("output"), state.flag("eight_bit")
        weights: list[Weights] = []
        intercepts = []
        inputs: int | None = None
        for layer in state.parts("layers"):
            if small:
                values = layer.array("weights_8bit", "int8", inputs, None)
                scale = layer.array("scale", "float32", len(values))[:, None]
                weights.append(SmallWeights(values, scale))
            else:
                weights.append(layer.array("weights", "float32", inputs, None))
            inputs = weights[-1].shape[1]
            intercepts.append(layer.array("intercepts", "float32", inputs))
        if output not in _OUTPUTS or not weights or 0 in weights[0].shape:
            raise state.refuse("is no network")
        if output != "softmax" and inputs != 1:
            raise state.refuse(f"has {inputs} outputs, expected 1")
        return cls(weights, intercepts, output)


def dense(weights: Weights) -> NDArray[np.float32]:
    """Matrix in single precision."""
    return weights.rows() if isinstance(weights, SmallWeights) else weights


def _product(X: sparse.csr_matrix, weights: Weights) -> NDArray[np.float32]:
    """Sparse product; of weights in 8 bits only the rows that X needs are made numbers again."""
    if not isinstance(weights, SmallWeights):
        return X @ weights
    used = np.zeros(X.shape[1], dtype=bool)
    used[X.indices] = True
    columns = np.flatnonzero(used)
    place = np.cumsum(used, dtype=X.indices.dtype) - 1
    narrow = sparse.csr_matrix(
        (X.data, place[X.indices], X.indptr), shape=(X.shape[0], len(columns))
    )
    return narrow @ weights.rows(columns)
