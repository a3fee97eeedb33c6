"""The category classifier: answers, calibration and figures."""

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import sparse
from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError
from sklearn.svm import LinearSVC
from sklearn.utils.estimator_checks import parametrize_with_checks

from salarypred.estimators import network_training
from salarypred.estimators.category import CategoryClassifier
from salarypred.estimators.metrics import calibration_error
from salarypred.state import State, split_state

pytestmark = pytest.mark.usefixtures("quick_networks")
SMALL: dict[str, Any] = {"n_folds": 2, "n_networks": 1, "hidden_layer_sizes": (16,), "n_jobs": 1}


def words(n: int, seed: int) -> tuple[sparse.csr_matrix, np.ndarray]:
    """Rows of 30 words; each of three categories uses four of them more often."""
    rng = np.random.default_rng(seed)
    kind = rng.integers(0, 3, n)
    often = np.full((3, 30), 0.1)
    for number in range(3):
        often[number, 4 * number : 4 * number + 4] = 0.4
    X = rng.random((n, 30)) < often[kind]
    names = np.array(["chef", "it", "nurse"], dtype=object)
    return sparse.csr_matrix(X.astype(np.float32)), names[kind]


@pytest.fixture(scope="module")
def fitted() -> CategoryClassifier:
    X, y = words(600, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network_training, "_LEAST_UPDATES", 60)
        return CategoryClassifier(**SMALL).fit(X, y, groups=np.arange(600) // 20)


def drawn_by_weight(_: BaseEstimator) -> dict[str, str]:
    return {
        f"check_sample_weight_equivalence_on_{kind}_data": "networks draw rows as often as they "
        "weigh, and the folds that set the temperature are of rows"
        for kind in ("dense", "sparse")
    }


@parametrize_with_checks([CategoryClassifier(**SMALL)], expected_failed_checks=drawn_by_weight)
def test_conventions_of_scikit_learn(
    estimator: BaseEstimator,
    check: Callable[[BaseEstimator], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network_training, "_LEAST_UPDATES", 20)  # the linear model does the work
    check(estimator)


def test_probabilities(fitted: CategoryClassifier) -> None:
    X, y = words(300, 2)
    proba = fitted.predict_proba(X)
    assert proba.shape == (300, 3)
    assert (proba >= 0).all()
    assert proba.sum(axis=1) == pytest.approx(1)
    assert fitted.classes_.tolist() == ["chef", "it", "nurse"]
    assert fitted.predict(X).tolist() == fitted.classes_[proba.argmax(axis=1)].tolist()
    assert fitted.score(X, y) > 0.65


def test_weights_say_how_much_an_advert_counts() -> None:
    X, y = words(300, 5)
    model = CategoryClassifier(**SMALL)
    usual = model.fit(X, y).predict_proba(X)
    assert model.fit(X, y, None, np.full(300, 3.0)).predict_proba(X).tolist() == usual.tolist()
    first = np.where(np.arange(300) < 200, 1.0, 0.0)
    alone = model.fit(X, y, None, first).predict_proba(X)
    assert alone.tolist() == model.fit(X[:200], y[:200]).predict_proba(X).tolist()
    kind = model.classes_[0]
    heavy = model.fit(X, y, None, np.where(y == kind, 20.0, 1.0)).predict_proba(X)
    assert heavy[:, 0].mean() > usual[:, 0].mean()


def test_probabilities_are_calibrated_on_new_rows(fitted: CategoryClassifier) -> None:
    X, y = words(1500, 3)
    proba = fitted.predict_proba(X)
    hit = fitted.predict(X) == y
    assert calibration_error(hit, proba.max(axis=1)) < 0.08
    assert proba.max(axis=1).mean() == pytest.approx(hit.mean(), abs=0.06)


def test_metrics_and_confusion(fitted: CategoryClassifier) -> None:
    assert list(fitted.metrics_) == ["random", "by employer"]
    for figures in fitted.metrics_.values():
        assert figures["n"] == 600
        assert 0.6 < figures["accuracy"] <= 1
        assert 0 <= figures["calibration_error"] < 0.15
        assert figures["log_loss"] > 0
    table = fitted.confusion_
    assert table is not None
    assert table.to_numpy().sum() == 600
    right = np.trace(table.to_numpy()) / 600
    assert right == pytest.approx(fitted.metrics_["random"]["accuracy"], abs=1e-4)
    assert table.sum(axis=1).tolist() == [sum(words(600, 1)[1] == name) for name in table.index]


def test_without_employers_there_are_no_figures_for_them() -> None:
    X, y = words(90, 4)
    assert list(CategoryClassifier(**SMALL).fit(X, y).metrics_) == ["random"]


def test_one_class() -> None:
    X, _ = words(30, 5)
    with pytest.raises(ValueError, match=r"y has 1 class .*chef.*; expected at least 2 classes"):
        CategoryClassifier(**SMALL).fit(X, ["chef"] * 30)


def test_not_fitted() -> None:
    with pytest.raises(NotFittedError):
        CategoryClassifier().predict(words(3, 1)[0])


@pytest.mark.parametrize(
    ("n_folds", "employers", "chefs"),
    [(2, 2, 30), (3, 3, 40)],
    ids=["each category has its employer", "an employer has a category to itself"],
)
def test_categories_of_single_employers(n_folds: int, employers: int, chefs: int) -> None:
    X, _ = words(60, 6)
    y = np.repeat(["chef", "nurse"], [chefs, 60 - chefs])
    groups = np.arange(60) * employers // 60
    model = CategoryClassifier(**{**SMALL, "n_folds": n_folds}).fit(X, y, groups=groups)
    assert set(model.predict(X)) <= {"chef", "nurse"}
    assert "random" in model.metrics_


def test_a_category_of_one_advert_does_not_switch_the_figures_off() -> None:
    X, y = words(90, 7)
    y[0] = "unicorn"
    model = CategoryClassifier(**SMALL).fit(X, y)
    assert "unicorn" in model.classes_
    assert model.predict_proba(X).shape == (90, 4)
    # Without figures there is no calibration either.
    assert "random" in model.metrics_


def test_a_seed_gives_the_same_probabilities() -> None:
    X, y = words(90, 8)
    first = CategoryClassifier(**SMALL).fit(X, y).predict_proba(X)
    second = CategoryClassifier(**{**SMALL, "n_jobs": 2}).fit(X, y).predict_proba(X)
    assert first.tolist() == second.tolist()
    other = CategoryClassifier(**SMALL, random_state=1).fit(X, y).predict_proba(X)
    assert first.tolist() != other.tolist()


@pytest.mark.parametrize("n_classes", [2, 3])
def test_of_many_adverts_a_support_vector_machine_joins(
    monkeypatch: pytest.MonkeyPatch, n_classes: int
) -> None:
    monkeypatch.setattr("salarypred.estimators.category._FEW", 10)
    monkeypatch.setattr("salarypred.estimators.network_training._LEAST_UPDATES", 30)
    rng = np.random.default_rng(0)
    codes = np.arange(240) % n_classes
    X = (np.eye(n_classes)[codes] + rng.normal(0, 0.4, (240, n_classes))).astype(np.float32)
    names = np.array(["chef", "nurse", "pilot"], dtype=object)[codes]
    model = CategoryClassifier(n_folds=2, n_networks=1).fit(X, names)
    assert model.score(X, names) > 0.8
    machine = LinearSVC(C=0.1, dual=True, random_state=0).fit(X, names)
    linear = model.members_[-1].predict_proba(X).argmax(axis=1)
    assert (model.classes_[linear] == machine.predict(X)).mean() > 0.99
    arrays, values = split_state(model.to_state())
    again = CategoryClassifier.from_state(State("folder", json.loads(json.dumps(values)), arrays))
    np.testing.assert_allclose(again.predict_proba(X), model.predict_proba(X), atol=1e-6)
