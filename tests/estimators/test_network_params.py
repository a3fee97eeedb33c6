"""What networks for numbers and for classes share."""

from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import clone

from salarypred.estimators.network_params import NetworkParams
from salarypred.estimators.networks import NetworkClassifier, NetworkRegressor

X = np.eye(4, dtype=np.float32).repeat(30, axis=0)
PAY = np.repeat([1.0, 2.0, 3.0, 4.0], 30)
NAMES = PAY.astype(str)
BOTH = [(NetworkRegressor(), PAY), (NetworkClassifier(), NAMES)]

pytestmark = pytest.mark.usefixtures("quick_networks")


@pytest.mark.parametrize(("network", "y"), BOTH)
def test_parameters_are_kept_as_they_are_given(network: NetworkParams, y: Any) -> None:
    chosen = clone(network).set_params(hidden_layer_sizes=(8,), column_groups=((0, 1, 0.5),))
    assert chosen.get_params()["hidden_layer_sizes"] == (8,)
    assert chosen.column_groups == ((0, 1, 0.5),)
    assert network.hidden_layer_sizes == (192, 64)


@pytest.mark.parametrize(("network", "y"), BOTH)
def test_binary_columns_count_as_there_or_not(network: Any, y: Any) -> None:
    chosen = clone(network).set_params(binary_columns=((0, 4),)).fit(sparse.csr_matrix(X), y)
    weak = sparse.csr_matrix(X[::30] * 0.25)
    assert chosen.predict(weak).tolist() == chosen.predict(sparse.csr_matrix(X[::30])).tolist()
    assert weak.data.tolist() == [0.25] * 4  # the caller's matrix is left alone


@pytest.mark.parametrize(("network", "y"), BOTH)
def test_a_quantized_copy_answers_nearly_the_same(network: Any, y: Any) -> None:
    fitted = clone(network).fit(X, y)
    small = fitted.quantized()
    assert small is not fitted
    assert small.network_ is not fitted.network_
    if isinstance(network, NetworkRegressor):
        assert small.predict(X) == pytest.approx(fitted.predict(X), abs=0.05)
    else:
        assert small.predict_proba(X) == pytest.approx(fitted.predict_proba(X), abs=0.05)


def test_a_network_of_one_value_has_no_layers_to_shrink() -> None:
    fitted = NetworkRegressor().fit(X, np.ones(len(X)))
    assert fitted.network_ is None
    assert fitted.quantized().predict(X[:2]).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(("network", "y"), BOTH)
def test_other_columns_are_refused(network: Any, y: Any) -> None:
    with pytest.raises(ValueError, match="features"):
        clone(network).fit(X, y).predict(X[:, :3])
