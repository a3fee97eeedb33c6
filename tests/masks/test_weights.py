"""Linear scores of classes from sparse features."""

import numpy as np
import pytest
from scipy import sparse

from salarypred.masks.weights import all_classes, common_columns, fitted_weights, scores, softmax

CLASSES = ("pay", "time", "contact")


def test_features_of_enough_adverts_stay() -> None:
    X = sparse.csr_matrix(np.array([[1, 1, 0], [1, 0, 1], [1, 0, 1], [0, 0, 1]]))
    adverts = np.array([0, 1, 1, 2])  # the second advert has two masks
    real = np.zeros(4, dtype=bool)
    assert common_columns(X, adverts, real, 2).tolist() == [0, 2]
    assert common_columns(X, adverts, real, 3).tolist() == []


def test_two_made_up_adverts_are_enough() -> None:
    X = sparse.csr_matrix(np.array([[1, 1], [1, 0]]))
    assert common_columns(X, np.array([0, 1]), np.array([True, True]), 9).tolist() == [0]


@pytest.mark.parametrize("n_classes", [1, 2, 3])
def test_the_class_of_each_feature_is_learned(n_classes: int) -> None:
    X = sparse.csr_matrix(np.eye(n_classes, dtype=np.float32).repeat(20, axis=0))
    y = np.repeat(CLASSES[:n_classes], 20)
    weights = fitted_weights(X, y, CLASSES, C=10.0)
    assert weights.shape == (n_classes + 1, 3)
    proba = softmax(scores(X, weights))
    assert np.array(CLASSES)[proba.argmax(axis=1)].tolist() == y.tolist()
    assert proba.sum(axis=1) == pytest.approx(np.ones(20 * n_classes))
    assert (proba[:, n_classes:] < 1e-6).all()  # classes that the labels lacked


def test_columns_follow_the_classes() -> None:
    table = all_classes(np.array([[1.0, 2.0]]), np.array([3.0, 4.0]), ["contact", "pay"], CLASSES)
    assert table.tolist() == [[2.0, 0.0, 1.0], [4.0, -30.0, 3.0]]
