"""Adam that leaves the rows without a gradient alone, for networks on sparse text features.

A batch of 512 adverts holds about 2,500 of 50,000 features. scikit-learn's Adam moves the moments
and weights of all of them in every step, which is four fifths of the time of a training. Here the
rows of a weight matrix whose gradient is zero are left as they are, like
``torch.optim.SparseAdam`` does. ``benchmarks/networks.py`` compares time and error.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


class LazyAdam:
    """Optimizer for a scikit-learn multi-layer perceptron, set as its ``_optimizer``.

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
        self.moments: list[tuple[Array, Array]] = []

    def update_params(self, params: Sequence[Array], grads: Sequence[Array]) -> None:
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
