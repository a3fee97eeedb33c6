"""Small neural networks on sparse text features, trained with noise on their inputs.

scikit-learn's multi-layer perceptrons do the work; what is added is the way of training that
pays on adverts: few passes, batches that grow, words dropped at random, and whole groups of
columns (the employer, the job board) hidden at random, so that one network serves adverts that
tell much and adverts that tell little.

Predicting pay bins as classes and averaging them beats squared error on log pay;
``benchmarks/README.md`` has the figures. Few passes with growing batches and binary beside
TF-IDF inputs are from the winner of the Mercari price challenge (P. Jankiewicz and
K. Lopuhin, "Mercari Golf", 2018).
"""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import ClassifierMixin, RegressorMixin
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from ..state import State
from .network_params import NetworkParams
from .network_training import ColumnGroup, Matrix, train_network
from .trained_network import TrainedNetwork

#: Quantiles of a predicted distribution that tell its spread.
SPREAD = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


class NetworkRegressor(RegressorMixin, NetworkParams):
    """Network for a real target, either through bins as classes or on squared error.

    Parameters
    ----------
    n_bins : int, default=64
        Number of quantile bins of the target that become classes; the prediction is the mean of
        the bins' means, weighted by their probabilities. 0: squared error.
    hidden_layer_sizes, learning_rate
        As in :class:`sklearn.neural_network.MLPRegressor`.
    batch_sizes : tuple of int
        Batch size of each pass over the rows.
    input_dropout : float
        Share of the entries of a sparse X that are dropped at random in each pass.
    column_groups : sequence of (int, int, float)
        First column, column after the last, and the probability with which a row loses the whole
        group in a pass.
    binary_columns : sequence of (int, int)
        Ranges of columns of a sparse X in which only counts whether an entry is there, not its
        value.
    random_state : int
        Seed.

    Attributes
    ----------
    network_ : TrainedNetwork, or None where y has one bin only
    bin_means_ : ndarray of shape (n_bins,)

    Examples
    --------
    >>> import numpy as np
    >>> X = np.eye(3, dtype=np.float32).repeat(40, axis=0)
    >>> y = np.repeat([1.0, 2.0, 3.0], 40)
    >>> NetworkRegressor(n_bins=0).fit(X, y).predict(X[[0, 40, 80]]).round().tolist()
    [1.0, 2.0, 3.0]
    """

    def __init__(
        self,
        *,
        n_bins: int = 64,
        hidden_layer_sizes: tuple[int, ...] = (192, 64),
        learning_rate: float = 3e-3,
        batch_sizes: tuple[int, ...] = (512, 512, 1024, 2048),
        input_dropout: float = 0.2,
        column_groups: Sequence[ColumnGroup] = (),
        binary_columns: Sequence[tuple[int, int]] = (),
        random_state: int | None = 0,
    ) -> None:
        super().__init__(
            hidden_layer_sizes=hidden_layer_sizes,
            learning_rate=learning_rate,
            batch_sizes=batch_sizes,
            input_dropout=input_dropout,
            column_groups=column_groups,
            binary_columns=binary_columns,
            random_state=random_state,
        )
        self.n_bins = n_bins

    def fit(self, X: Matrix, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Train.

        Parameters
        ----------
        X : matrix of shape (n_adverts, n_features)
        y : array-like of shape (n_adverts,)
        sample_weight : array-like of shape (n_adverts,), optional
            How often an advert is drawn in a pass, relative to the others.
        """
        X, y = self._check(X, y, reset=True)
        X, y, weight = self._weighted(X, y, sample_weight)
        y = np.asarray(y, dtype=np.float64)
        if self.n_bins > 1:
            edges = np.unique(np.quantile(y, np.linspace(0, 1, self.n_bins + 1)[1:-1]))
            _, bins = np.unique(np.searchsorted(edges, y), return_inverse=True)
            own = y if weight is None else y * weight
            counts = np.bincount(bins, weights=weight)
            self.bin_means_ = np.bincount(bins, weights=own) / counts
            if len(counts) == 1:  # one value only: nothing to tell apart
                self.network_ = None
                return self
            network = self._network(MLPClassifier)
            classes = np.arange(len(counts))

            def step(rows: Matrix, target: NDArray[Any]) -> None:
                network.partial_fit(rows, target, classes=classes)

            train_network(step, network, X, bins, self, weight)
        else:
            self.mean_ = float(np.average(y, weights=weight))
            self.scale_ = float(np.sqrt(np.average((y - self.mean_) ** 2, weights=weight))) or 1.0
            scaled = ((y - self.mean_) / self.scale_).astype(np.float32)
            network = self._network(MLPRegressor)
            train_network(network.partial_fit, network, X, scaled, self, weight)
        self.network_ = TrainedNetwork.of(network)
        return self

    def predict(self, X: Matrix) -> NDArray[np.float64]:
        """Estimates, shape (n_adverts,)."""
        check_is_fitted(self)
        X = self._check(X, reset=False)
        if self.network_ is None:
            return np.full(X.shape[0], self.bin_means_[0])
        if self.n_bins > 1:
            return self.network_.forward(X) @ self.bin_means_
        return self.network_.forward(X) * self.scale_ + self.mean_

    def predict_spread(self, X: Matrix) -> NDArray[np.float64]:
        """Estimates, and what the bins say of their spread, shape (n_adverts, 9).

        The second column is the standard deviation of the predicted distribution, the others are
        its quantiles :data:`SPREAD` less its mean; all are 0 where the network has no bins.
        """
        check_is_fitted(self)
        X = self._check(X, reset=False)
        if self.network_ is None or self.n_bins <= 1:
            return np.column_stack([self.predict(X), np.zeros((X.shape[0], 1 + len(SPREAD)))])
        proba = self.network_.forward(X)
        mean = proba @ self.bin_means_
        spread = np.sqrt(np.maximum(proba @ self.bin_means_**2 - mean**2, 0))
        below = proba.cumsum(axis=1)
        last = proba.shape[1] - 1
        places = [(below < share).sum(axis=1).clip(max=last) for share in SPREAD]
        quantiles = [self.bin_means_[place] - mean for place in places]
        return np.column_stack([mean, spread, *quantiles])

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        if self.n_bins > 1:
            target: dict[str, Any] = {"bin_means": self.bin_means_}
        else:
            target = {"mean": self.mean_, "spread": self.scale_}
        return {"n_bins": self.n_bins, **super().to_state(), **target}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(n_bins=state.whole("n_bins"), **cls._params(state))
        result._restore(state)
        network = result.network_
        if result.n_bins > 1:
            n_bins = 1 if network is None else network.n_outputs
            result.bin_means_ = state.array("bin_means", "float64", n_bins)
        else:
            result.mean_, result.scale_ = state.number("mean"), state.number("spread")
        real = network is not None and network.output == "identity"
        if real == (result.n_bins > 1) or (network is None and result.n_bins <= 1):
            raise state.refuse("its network does not fit n_bins")
        return result


class NetworkClassifier(ClassifierMixin, NetworkParams):
    """Network for classes; parameters as in :class:`NetworkRegressor`.

    Attributes
    ----------
    network_ : TrainedNetwork
    classes_ : ndarray of shape (n_classes,)
    """

    def fit(self, X: Matrix, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Train on X of shape (n_adverts, n_features) and y, the class of each advert.

        ``sample_weight`` as for :class:`NetworkRegressor`.
        """
        X, y = self._check(X, y, reset=True)
        check_classification_targets(y)
        X, y, weight = self._weighted(X, y, sample_weight)
        self.classes_, codes = np.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"y has 1 class ({self.classes_[0]!r}); expected at least 2 classes")
        network = self._network(MLPClassifier)
        all_codes = np.arange(len(self.classes_))

        def step(rows: Matrix, target: NDArray[Any]) -> None:
            network.partial_fit(rows, target, classes=all_codes)

        train_network(step, network, X, codes, self, weight)
        self.network_ = TrainedNetwork.of(network)
        return self

    def predict_proba(self, X: Matrix) -> NDArray[np.float64]:
        """Probability of each class, shape (n_adverts, n_classes)."""
        check_is_fitted(self)
        return self.trained().forward(self._check(X, reset=False))

    def predict(self, X: Matrix) -> NDArray[Any]:
        """Most probable class of each advert."""
        best = self.predict_proba(X).argmax(axis=1)
        return self.classes_[best]

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`; classes are whole numbers."""
        return {**super().to_state(), "classes": self.classes_.astype(np.int64)}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(**cls._params(state))
        result._restore(state)
        if result.network_ is None or result.network_.output == "identity":
            raise state.refuse("is no network of classes")
        result.classes_ = state.array("classes", "int64", result.network_.n_outputs)
        return result
