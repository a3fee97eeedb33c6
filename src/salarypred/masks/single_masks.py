"""Roles of masks one by one, by their own surroundings: a linear model and small networks."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator

from ..adverts.masks import ROLES
from ..estimators.networks import NetworkClassifier
from ..estimators.trained_network import dense
from .weights import all_classes, fitted_weights, scores, softmax

#: Of a network: sixteen passes, the last ones with larger batches.
_BATCHES = (512,) * 12 + (1024,) * 4
ARRAYS = ("role_weights_", "hidden_weights_", "output_weights_")


class SingleMaskRoles(BaseEstimator):
    """Probabilities of roles: the mean of a linear model's and of several networks'.

    Parameters
    ----------
    C : float
        Inverse strength of the linear model's penalty.
    hidden : int
        Width of each network.
    n_networks : int
    random_state : int

    Attributes
    ----------
    role_weights_ : ndarray of shape (n_features + 1, 13)
        The linear model; the last row is the intercept.
    hidden_weights_ : ndarray of shape (n_features + 1, n_networks * hidden)
    output_weights_ : ndarray of shape (n_networks, hidden + 1, 13)
        The networks; the last rows are the intercepts.
    """

    def __init__(
        self, *, C: float = 1.0, hidden: int = 64, n_networks: int = 1, random_state: int = 0
    ) -> None:
        self.C = C
        self.hidden = hidden
        self.n_networks = n_networks
        self.random_state = random_state

    def fit(self, X: sparse.csr_matrix, y: NDArray[Any]) -> Self:
        """Train on masks of shape (n, n_features) and their roles."""
        self.role_weights_ = fitted_weights(X, y, ROLES, self.C)
        inner, outer = [], []
        for number in range(self.n_networks):
            network = NetworkClassifier(
                hidden_layer_sizes=(self.hidden,),
                learning_rate=2e-3,
                batch_sizes=_BATCHES,
                input_dropout=0.5,
                random_state=self.random_state + number,
            ).fit(X, y)
            trained = network.trained()
            first, second = (dense(weights) for weights in trained.weights)
            start, end = trained.intercepts
            inner.append(np.vstack([first, start]))
            outer.append(all_classes(second, end, network.classes_, ROLES))
        self.hidden_weights_ = np.hstack(inner)
        self.output_weights_ = np.stack(outer)
        return self

    def predict_proba(self, X: sparse.csr_matrix) -> NDArray[np.float64]:
        """Probability of each role, shape (n_masks, 13)."""
        inner = np.maximum(scores(X, self.hidden_weights_), 0)
        parts = np.split(inner, len(self.output_weights_), axis=1)
        networks = [
            softmax(scores(part, weights))
            for part, weights in zip(parts, self.output_weights_, strict=True)
        ]
        linear = softmax(scores(X, self.role_weights_))
        return np.asarray((sum(networks) / len(networks) + linear) / 2)

    def with_arrays(self, arrays: Mapping[str, NDArray[Any]]) -> Self:
        """Take the arrays of a fitted one."""
        for name in ARRAYS:
            setattr(self, name, arrays[name].astype(np.float32))
        return self
