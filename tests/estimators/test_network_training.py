"""Steps of a training."""

import numpy as np
import pytest

from salarypred.estimators.network_training import LazyAdam


def test_lazy_adam_leaves_rows_without_gradient_alone() -> None:
    weights = [np.ones((3, 2), np.float32), np.ones(2, np.float32)]
    optimizer = LazyAdam(0.1)
    grads = [np.array([[1, -1], [0, 0], [2, 0]], np.float32), np.array([1, 0], np.float32)]
    for _ in range(3):
        optimizer.update_params(weights, grads)
    assert weights[0][1].tolist() == [1, 1]
    assert (weights[0][0] - 1).tolist() == pytest.approx([-0.3, 0.3], abs=1e-3)
    assert weights[0][2, 1] == 1
    assert weights[1].tolist() == pytest.approx([0.7, 1.0], abs=1e-3)


def test_lazy_adam_is_adam_on_dense_layers() -> None:
    # Layers after the first follow the paper's algorithm 1 step by step.
    rng = np.random.default_rng(1)
    value = rng.normal(size=(4, 3)).astype(np.float32)
    weights = [np.zeros((1, 1), np.float32), value.copy()]
    expected = value.astype(np.float64)
    first, second = np.zeros((4, 3)), np.zeros((4, 3))
    optimizer = LazyAdam(0.01)
    for step in range(1, 20):
        grad = rng.normal(size=(4, 3)).astype(np.float32)
        optimizer.update_params(weights, [np.zeros((1, 1), np.float32), grad])
        first = 0.9 * first + 0.1 * grad
        second = 0.999 * second + 0.001 * grad.astype(np.float64) ** 2
        unbiased = np.sqrt(second / (1 - 0.999**step))
        expected -= 0.01 * first / (1 - 0.9**step) / (unbiased + 1e-8)
    assert weights[1] == pytest.approx(expected, abs=1e-4)


def test_lazy_adam_finds_a_minimum() -> None:
    weights = [np.zeros((2, 1), np.float32), np.zeros(1, np.float32)]
    goal = [np.array([[3.0], [-2.0]], np.float32), np.array([1.0], np.float32)]
    optimizer = LazyAdam(0.05)
    for _ in range(800):
        grads = [w - g for w, g in zip(weights, goal, strict=True)]
        optimizer.update_params(weights, grads)
    assert weights[0].ravel().tolist() == pytest.approx([3, -2], abs=0.1)
    assert weights[1].tolist() == pytest.approx([1], abs=0.1)
