"""A network's answer is scikit-learn's, and does not depend on the rows beside it."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.neural_network import MLPClassifier, MLPRegressor

from salarypred.estimators.trained_network import forward

RNG = np.random.default_rng(0)
pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
X = RNG.normal(size=(90, 12)).astype(np.float32)


@pytest.mark.parametrize("n_classes", [2, 3])
@pytest.mark.parametrize("form", [np.asarray, sparse.csr_matrix])
def test_probabilities(n_classes: int, form: type) -> None:
    network = MLPClassifier(hidden_layer_sizes=(8, 4), max_iter=20).fit(
        form(X), np.arange(90) % n_classes
    )
    proba = forward(network, form(X))
    assert proba == pytest.approx(network.predict_proba(form(X)), abs=1e-5)
    assert proba.sum(axis=1) == pytest.approx(1, abs=1e-12)


def test_estimates_do_not_depend_on_the_rows_beside() -> None:
    network = MLPRegressor(hidden_layer_sizes=(8,), max_iter=20).fit(X, X[:, 0])
    together = forward(network, X)
    assert together == pytest.approx(network.predict(X), abs=1e-4)
    alone = np.concatenate([forward(network, X[[i]]) for i in range(90)])
    assert alone == pytest.approx(together, abs=1e-12)
