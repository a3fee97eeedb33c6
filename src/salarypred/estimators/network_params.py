"""What networks for numbers and for classes share: the constructor, checks, how they are saved."""

import numbers
from collections.abc import Sequence
from copy import copy
from typing import Any, Self

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils import check_random_state
from sklearn.utils.validation import validate_data

from ..state import State
from .network_training import ColumnGroup
from .trained_network import TrainedNetwork
from .weights import Weights, checked_weight

_SHARED = (
    "hidden_layer_sizes",
    "learning_rate",
    "batch_sizes",
    "input_dropout",
    "column_groups",
    "binary_columns",
    "random_state",
)


def as_seed(random_state: Any) -> int:
    """A whole number for a ``random_state`` of any kind that scikit-learn takes.

    Examples
    --------
    >>> as_seed(7)
    7
    """
    if isinstance(random_state, numbers.Integral):
        return int(random_state)
    return int(check_random_state(random_state).randint(2**31 - 1))


class NetworkParams(BaseEstimator):
    """What both networks share: the constructor, and how they are saved."""

    network_: TrainedNetwork | None

    def __init__(
        self,
        *,
        hidden_layer_sizes: tuple[int, ...] = (192, 64),
        learning_rate: float = 3e-3,
        batch_sizes: tuple[int, ...] = (512, 512, 1024, 2048),
        input_dropout: float = 0.2,
        column_groups: Sequence[ColumnGroup] = (),
        binary_columns: Sequence[tuple[int, int]] = (),
        random_state: int | None = 0,
    ) -> None:
        self.hidden_layer_sizes = hidden_layer_sizes
        self.learning_rate = learning_rate
        self.batch_sizes = batch_sizes
        self.input_dropout = input_dropout
        self.column_groups = column_groups
        self.binary_columns = binary_columns
        self.random_state = random_state

    def _check(self, X: Any, y: Any = "no_validation", *, reset: bool) -> Any:
        checked = validate_data(
            self,
            X,
            y,
            accept_sparse="csr",
            dtype=np.float32,
            reset=reset,
            **({} if isinstance(y, str) else {"y_numeric": isinstance(self, RegressorMixin)}),
        )
        values = checked if isinstance(y, str) else checked[0]
        if self.binary_columns and sparse.issparse(values):
            values = values.copy()
            for first, last in self.binary_columns:
                values.data[(values.indices >= first) & (values.indices < last)] = 1
        return values if isinstance(y, str) else (values, checked[1])

    @staticmethod
    def _weighted(X: Any, y: Any, sample_weight: Any) -> tuple[Any, Any, Weights]:
        """The rows that count, and how much they do."""
        weight = checked_weight(sample_weight, X.shape[0])
        if weight is None:
            return X, y, None
        used = np.flatnonzero(weight > 0)
        return X[used], y[used], checked_weight(weight[used], len(used))

    def _network(self, kind: type) -> Any:
        return kind(
            hidden_layer_sizes=self.hidden_layer_sizes,
            alpha=0.0,  # weight decay would give every row a gradient, see LazyAdam
            random_state=self.random_state,
        )

    def quantized(self) -> Self:
        """Copy whose weights are kept in 8 bits and a factor for each input: a quarter as large."""
        small = copy(self)
        if self.network_ is not None:
            small.network_ = self.network_.quantized()
        return small

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        network = None if self.network_ is None else self.network_.to_state()
        shared = {name: getattr(self, name) for name in _SHARED}
        return {**shared, "n_features": self.n_features_in_, "network": network}

    def _restore(self, state: State) -> None:
        """Set what both networks have."""
        self.n_features_in_ = state.whole("n_features", least=1)
        self.network_ = None
        part = state.optional("network", state.part)
        if part is not None:
            self.network_ = TrainedNetwork.from_state(part)
            if self.network_.n_inputs != self.n_features_in_:
                raise part.refuse(
                    f"has {self.network_.n_inputs} inputs, expected {self.n_features_in_}"
                )

    @staticmethod
    def _params(state: State) -> dict[str, Any]:
        return {
            "hidden_layer_sizes": state.wholes("hidden_layer_sizes"),
            "learning_rate": state.number("learning_rate"),
            "batch_sizes": state.wholes("batch_sizes"),
            "input_dropout": state.number("input_dropout", 0, 1),
            "column_groups": tuple(state.spans("column_groups", weighted=True)),
            "binary_columns": tuple(state.spans("binary_columns")),
            "random_state": state.optional("random_state", state.whole),
        }

    def trained(self) -> TrainedNetwork:
        """Layers of a network that learned something."""
        assert self.network_ is not None
        return self.network_

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags
