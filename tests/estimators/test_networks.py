"""Networks on sparse features, and the optimizer that trains them."""

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError
from sklearn.utils.estimator_checks import parametrize_with_checks

from salarypred.estimators import network_training
from salarypred.estimators.networks import NetworkClassifier, NetworkRegressor
from salarypred.estimators.trained_network import SmallWeights

SMALL: dict[str, Any] = {"hidden_layer_sizes": (16,), "learning_rate": 2e-2}


RNG = np.random.default_rng(0)


#: 300 rows of 20 words, of which the first four carry the target.
WORDS = sparse.csr_matrix((RNG.random((300, 20)) < 0.3).astype(np.float32))


PAY = 10 + WORDS[:, :4].toarray() @ np.array([0.5, -0.4, 0.3, 0.2])


def drawn_by_weight(_: BaseEstimator) -> dict[str, str]:
    return {
        f"check_sample_weight_equivalence_on_{kind}_data": "rows are drawn as often as they weigh"
        for kind in ("dense", "sparse")
    }


@parametrize_with_checks(
    [
        NetworkRegressor(n_bins=0, **SMALL),
        NetworkRegressor(n_bins=8, **SMALL),
        NetworkClassifier(**SMALL),
    ],
    expected_failed_checks=drawn_by_weight,
)
def test_conventions_of_scikit_learn(
    estimator: BaseEstimator,
    check: Callable[[BaseEstimator], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        network_training, "_LEAST_UPDATES", 60
    )  # enough for the scores that are asked for
    check(estimator)


@pytest.mark.parametrize("n_bins", [0, 16])
def test_regressor_finds_what_words_pay(n_bins: int) -> None:
    network = NetworkRegressor(n_bins=n_bins, **SMALL).fit(WORDS[:200], PAY[:200])
    assert network.score(WORDS[200:], PAY[200:]) > 0.7


@pytest.mark.parametrize("n_bins", [0, 16])
def test_weights_say_how_much_a_row_counts(n_bins: int) -> None:
    first, other = np.arange(300) < 150, np.where(np.arange(300) < 150, PAY, PAY + 5.0)
    network = NetworkRegressor(n_bins=n_bins, **SMALL)
    alike = network.fit(WORDS, other, np.full(300, 7.0)).predict(WORDS)
    assert alike.tolist() == network.fit(WORDS, other).predict(WORDS).tolist()
    alone = network.fit(WORDS, other, first.astype(float)).predict(WORDS)
    assert alone.tolist() == network.fit(WORDS[:150], other[:150]).predict(WORDS).tolist()
    heavy = network.fit(WORDS, other, np.where(first, 1.0, 30.0)).predict(WORDS)
    assert alone.mean() + 2 < alike.mean() < heavy.mean() - 1


def test_weights_of_a_classifier() -> None:
    labels = np.where(PAY > 10.2, "a", "b")
    light = np.where(labels == "a", 1.0, 0.05)
    network = NetworkClassifier(**SMALL)
    usual = network.fit(WORDS, labels).predict_proba(WORDS)[:, 0]
    assert network.fit(WORDS, labels, light).predict_proba(WORDS)[:, 0].mean() > usual.mean()


def test_bins_estimate_inside_the_range_of_the_target() -> None:
    network = NetworkRegressor(n_bins=8, **SMALL).fit(WORDS, PAY)
    estimate = network.predict(sparse.csr_matrix(100 * np.ones((1, 20), np.float32)))
    assert PAY.min() <= estimate[0] <= PAY.max()


@pytest.mark.parametrize("n_bins", [0, 16])
@pytest.mark.usefixtures("quick_networks")
def test_constant_target(n_bins: int) -> None:
    network = NetworkRegressor(n_bins=n_bins, **SMALL).fit(WORDS, np.full(300, 7.0))
    assert network.predict(WORDS[:5]) == pytest.approx([7.0] * 5, abs=0.1)


def test_classifier_finds_what_words_say() -> None:
    kind = np.where(WORDS[:, 0].toarray().ravel() > 0, "chef", "nurse")
    network = NetworkClassifier(**SMALL).fit(WORDS[:200], kind[:200])
    assert network.score(WORDS[200:], kind[200:]) > 0.95
    proba = network.predict_proba(WORDS)
    assert proba.shape == (300, 2)
    assert proba.sum(axis=1) == pytest.approx(1)
    assert network.classes_.tolist() == ["chef", "nurse"]


def test_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match=r"y has 1 class .*chef.*; expected at least 2"):
        NetworkClassifier(**SMALL).fit(WORDS, ["chef"] * 300)


@pytest.mark.parametrize("network", [NetworkRegressor(**SMALL), NetworkClassifier(**SMALL)])
def test_not_fitted(network: NetworkRegressor | NetworkClassifier) -> None:
    with pytest.raises(NotFittedError):
        network.predict(WORDS)


@pytest.mark.usefixtures("quick_networks")
def test_a_seed_gives_the_same_network_and_another_does_not() -> None:
    def estimates(seed: int) -> np.ndarray:
        return NetworkRegressor(random_state=seed, **SMALL).fit(WORDS, PAY).predict(WORDS)

    assert estimates(3).tolist() == estimates(3).tolist()
    assert estimates(3).tolist() != estimates(4).tolist()


@pytest.mark.usefixtures("quick_networks")
def test_training_leaves_its_inputs_alone() -> None:
    X, y = WORDS.copy(), PAY.copy()
    NetworkRegressor(
        binary_columns=((0, 20),), column_groups=((0, 4, 0.5),), input_dropout=0.5, **SMALL
    ).fit(X, y)
    assert (X != WORDS).nnz == 0
    assert y.tolist() == PAY.tolist()


@pytest.mark.usefixtures("quick_networks")
def test_binary_columns_ignore_values_and_others_do_not() -> None:
    network = NetworkRegressor(n_bins=0, binary_columns=((0, 10),), **SMALL).fit(WORDS, PAY)

    def times(factor: float, first: int, last: int) -> list[float]:
        X = WORDS.copy()
        X.data[(X.indices >= first) & (X.indices < last)] *= factor
        return network.predict(X).tolist()

    assert times(9, 0, 10) == network.predict(WORDS).tolist()
    assert times(9, 10, 20) != network.predict(WORDS).tolist()


def test_hidden_columns_make_the_others_speak() -> None:
    # Column 20 is the target itself. A network that always sees it looks at nothing else; one
    # that loses it in most passes must learn from the words as well.
    leak = sparse.hstack([WORDS, sparse.csr_matrix((PAY - 10)[:, None])], format="csr")
    leak = leak.astype(np.float32)
    without = leak.copy()
    without.data[without.indices == 20] = 0

    def score(hidden: float) -> float:
        groups = ((20, 21, hidden),)
        network = NetworkRegressor(n_bins=0, column_groups=groups, **SMALL).fit(leak, PAY)
        return float(network.score(without, PAY))

    assert score(0.7) > max(score(0.0), 0.5)


@pytest.mark.usefixtures("quick_networks")
def test_weights_of_8_bits_change_estimates_a_little_only() -> None:
    network = NetworkRegressor(**SMALL).fit(WORDS, PAY)
    small = network.quantized()
    first = small.trained().weights[0]
    assert isinstance(first, SmallWeights) and first.values.dtype == np.int8
    assert isinstance(network.trained().weights[0], np.ndarray)
    assert len(pickle.dumps(small)) < len(pickle.dumps(network))
    expected = pytest.approx(network.predict(WORDS), abs=0.02)
    assert small.predict(WORDS) == expected
    assert small.predict(WORDS.toarray()) == expected
    assert small.quantized().trained().weights[0] is first  # nothing is rounded twice


@pytest.mark.usefixtures("quick_networks")
def test_bins_tell_the_spread_of_the_pay() -> None:
    rng = np.random.default_rng(0)
    words = np.repeat(np.eye(2, dtype=np.float32), 400, axis=0)
    pay = np.concatenate([rng.normal(0, 0.02, 400), rng.normal(1, 0.4, 400)])
    network = NetworkRegressor(n_bins=16, **SMALL).fit(words, pay)
    mean, spread, *quantiles = network.predict_spread(words[[0, -1]]).T
    assert mean == pytest.approx(network.predict(words[[0, -1]]))
    assert 3 * spread[0] < spread[1] < 0.6
    assert (np.diff(quantiles, axis=0) >= 0).all()
    assert (quantiles[0] <= 0).all() and (quantiles[-1] >= 0).all()
    plain = NetworkRegressor(n_bins=0, **SMALL).fit(words, pay).predict_spread(words[:2])
    assert (plain[:, 1:] == 0).all()


def test_saved_networks_hold_no_moments_and_no_data() -> None:
    network = NetworkRegressor(n_bins=4, **SMALL).fit(WORDS, PAY)
    weights = sum(4 * w.shape[0] * w.shape[1] for w in network.trained().weights)
    assert len(pickle.dumps(network)) < 2 * weights + 10_000
