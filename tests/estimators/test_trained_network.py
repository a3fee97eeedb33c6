"""A network's answer is scikit-learn's, and does not depend on the rows beside it."""

from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.neural_network import MLPClassifier, MLPRegressor

from salarypred.errors import InputError
from salarypred.estimators.trained_network import SmallWeights, TrainedNetwork
from salarypred.state import State, split_state

RNG = np.random.default_rng(0)
pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
X = RNG.normal(size=(90, 12)).astype(np.float32)


@pytest.mark.parametrize("n_classes", [2, 3])
@pytest.mark.parametrize("form", [np.asarray, sparse.csr_matrix])
def test_probabilities(n_classes: int, form: type) -> None:
    network = MLPClassifier(hidden_layer_sizes=(8, 4), max_iter=20).fit(
        form(X), np.arange(90) % n_classes
    )
    proba = TrainedNetwork.of(network).forward(form(X))
    assert proba == pytest.approx(network.predict_proba(form(X)), abs=1e-5)
    assert proba.sum(axis=1) == pytest.approx(1, abs=1e-12)


def test_estimates_do_not_depend_on_the_rows_beside() -> None:
    network = MLPRegressor(hidden_layer_sizes=(8,), max_iter=20).fit(X, X[:, 0])
    trained = TrainedNetwork.of(network)
    together = trained.forward(X)
    assert together == pytest.approx(network.predict(X), abs=1e-4)
    alone = np.concatenate([trained.forward(X[[i]]) for i in range(90)])
    assert alone == pytest.approx(together, abs=1e-12)


@pytest.mark.parametrize("small", [False, True])
def test_saved_and_built_again(small: bool) -> None:
    network = TrainedNetwork.of(MLPClassifier((8, 4), max_iter=20).fit(X, np.arange(90) % 3))
    network = network.quantized() if small else network
    words = sparse.csr_matrix(np.where(X > 1, X, 0))
    again = TrainedNetwork.from_state(state_of(network))
    assert again.forward(words).tolist() == network.forward(words).tolist()
    assert split_state(again.to_state())[1] == split_state(network.to_state())[1]
    assert (again.n_inputs, again.n_outputs) == (12, 3)


def test_weights_of_8_bits_give_the_sum_of_the_rows_that_are_there() -> None:
    weights = RNG.normal(size=(12, 5)).astype(np.float32)
    small = SmallWeights.of(weights)
    assert np.abs(small.rows() - weights).max() <= np.abs(weights).max() / 250
    assert SmallWeights.of(small) is small
    words = sparse.csr_matrix(np.where(X > 1, X, 0).astype(np.float32))
    network = TrainedNetwork([small], [np.zeros(5, np.float32)], "softmax")
    full = TrainedNetwork([small.rows()], [np.zeros(5, np.float32)], "softmax")
    assert network.forward(words).tolist() == full.forward(words).tolist()
    assert network.forward(words[:0]).shape == (0, 5)


@pytest.mark.parametrize(
    ("values", "arrays", "problem"),
    [
        ({"output": "pickle"}, {}, "is no network"),
        ({"output": "identity"}, {}, "has 3 outputs, expected 1"),
        ({"layers": []}, {}, "is no network"),
        ({"layers": [1]}, {}, "layers.0 is 1, expected an object"),
        ({"eight_bit": 1}, {}, "eight_bit is 1, expected true or false"),
        ({}, {"layers.1.weights": np.zeros((9, 3), np.float32)}, r"expected .* shape \(8, any\)"),
        ({}, {"layers.0.intercepts": np.full(8, np.nan, np.float32)}, "holds NaN or infinity"),
        ({}, {"layers.0.weights": np.zeros((12, 8), "int32")}, "is int32 .*expected float32"),
    ],
)
def test_layers_that_do_not_fit(
    values: dict[str, Any], arrays: dict[str, Any], problem: str
) -> None:
    network = TrainedNetwork.of(MLPClassifier((8,), max_iter=20).fit(X, np.arange(90) % 3))
    with pytest.raises(InputError, match=problem):
        TrainedNetwork.from_state(state_of(network, values, arrays))


def state_of(network: TrainedNetwork, values: Any = None, arrays: Any = None) -> State:
    saved, plain = split_state(network.to_state())
    return State("models/m", plain | (values or {}), saved | (arrays or {}))
