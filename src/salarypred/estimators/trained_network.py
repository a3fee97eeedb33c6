"""What a trained network answers, the same to the last digits whatever rows stand beside a row."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit, softmax
from sklearn.neural_network import MLPClassifier, MLPRegressor

_ROWS = 16_384  # at once, to keep memory small


def forward(
    network: MLPClassifier | MLPRegressor, X: "sparse.csr_matrix | NDArray[np.float32]"
) -> NDArray[np.float64]:
    """Output of a network with rectified hidden layers.

    scikit-learn computes in the precision of X. In single precision the last digits of a row's
    answer depend, on some processors, on how many rows are asked for at once; from the first layer
    on this computes in double precision.

    Returns
    -------
    ndarray of shape (n, n_classes) or, of a regressor, (n,)
        Probabilities, or the estimate.
    """
    parts = [_part(network, X[i : i + _ROWS]) for i in range(0, X.shape[0], _ROWS)]
    return np.concatenate(parts)


def _part(
    network: MLPClassifier | MLPRegressor, X: "sparse.csr_matrix | NDArray[np.float32]"
) -> NDArray[np.float64]:
    weights, *further = network.coefs_
    dense = not sparse.issparse(X)
    # A sparse product adds up each row by itself, and is by far the largest: it stays as it is.
    values = X.astype(float) @ weights if dense else (X @ weights).astype(float)
    values += network.intercepts_[0]
    for weights, intercepts in zip(further, network.intercepts_[1:], strict=True):
        np.maximum(values, 0, out=values)
        values = values @ weights.astype(float) + intercepts
    if network.out_activation_ == "softmax":
        return np.asarray(softmax(values, axis=1))
    values = values[:, 0]
    if network.out_activation_ == "logistic":
        return np.column_stack([expit(-values), expit(values)])
    return np.asarray(values)


def quantize(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers from -127 to 127, and for each row what they are to be multiplied by."""
    scale = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-12) / 127
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)


def restore(weights: Any) -> NDArray[np.float32]:
    """Weights in single precision, from what :func:`quantize` returned or as they are."""
    if not isinstance(weights, tuple):
        return weights.astype(np.float32, copy=False)
    values, scale = weights
    return np.multiply(values, scale, dtype=np.float32)
