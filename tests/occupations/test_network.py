"""The small network learns, is repeated by its seed, and comes back from its arrays."""

import numpy as np
import pytest
from scipy import sparse

from salarypred.occupations.network import SoftmaxNetwork

X = sparse.csr_matrix(np.eye(6, dtype=np.float32)[np.arange(120) % 6])
Y = (np.arange(120) % 6) // 2
ONES = np.ones(120, np.float32)


def fitted(**options: float) -> SoftmaxNetwork:
    given = {"n_hidden": 8, "n_epochs": 60, "batch_size": 16, **options}
    return SoftmaxNetwork(**given).fit(X.copy(), Y, 3, ONES)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def network() -> SoftmaxNetwork:
    return fitted()


def test_learns(network: SoftmaxNetwork) -> None:
    assert (network.predict_logits(X).argmax(axis=1) == Y).all()


def test_the_seed_decides(network: SoftmaxNetwork) -> None:
    assert (fitted().predict_logits(X) == network.predict_logits(X)).all()
    assert (fitted(random_state=1).predict_logits(X) != network.predict_logits(X)).any()


def test_rows_without_weight_teach_nothing() -> None:
    wrong = np.where(np.arange(120) < 60, Y, 0)
    weight = np.where(np.arange(120) < 60, 1, 0).astype(np.float32)
    network = SoftmaxNetwork(n_hidden=8, n_epochs=120, batch_size=16).fit(
        X.copy(), wrong, 3, weight
    )
    assert (network.predict_logits(X).argmax(axis=1) == Y).all()


def test_a_row_s_answer_does_not_depend_on_the_rows_beside_it(network: SoftmaxNetwork) -> None:
    assert network.predict_logits(X[:1]) == pytest.approx(network.predict_logits(X)[:1], abs=1e-12)
    assert network.predict_logits(X[:0]).shape == (0, 3)


def test_arrays_bring_it_back(network: SoftmaxNetwork) -> None:
    arrays = network.to_arrays()
    assert arrays["input"].dtype == arrays["output"].dtype == np.int8
    again = SoftmaxNetwork.from_arrays(arrays)
    assert again.n_hidden == 8
    assert again.predict_logits(X) == pytest.approx(network.predict_logits(X), abs=0.2)
    assert again.to_arrays()["input"].tolist() == arrays["input"].tolist()
