"""Prediction intervals: how many values they hold, and how wide they are."""

from itertools import pairwise

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from salarypred.intervals import ConformalInterval


def noise(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Residuals whose size depends on the first feature; they are skewed and heavy-tailed."""
    rng = np.random.default_rng(seed)
    X = rng.random((n, 2))
    return X, (0.05 + 0.5 * X[:, 0]) * (rng.standard_t(4, n) + rng.exponential(1, n) - 1)


@pytest.fixture(scope="module")
def interval() -> ConformalInterval:
    X, residuals = noise(3000, 1)
    fitted = ConformalInterval().fit(X, residuals)
    X, residuals = noise(3000, 2)
    return fitted.calibrate(residuals, fitted.scale(X))


@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95])
def test_coverage_on_new_data(interval: ConformalInterval, level: float) -> None:
    X, residuals = noise(4000, 3)
    low, high = interval.predict(X, level)
    inside = (residuals >= low) & (residuals <= high)
    assert inside.mean() == pytest.approx(level, abs=0.03)
    for part in (X[:, 0] < 0.3, X[:, 0] > 0.7):  # also where errors are small, and large
        assert inside[part].mean() == pytest.approx(level, abs=0.06)
    assert interval.coverage(residuals, interval.scale(X), level) == inside.mean()


def test_both_tails_are_missed_alike(interval: ConformalInterval) -> None:
    X, residuals = noise(4000, 4)
    low, high = interval.predict(X, 0.8)
    assert (residuals < low).mean() == pytest.approx(0.1, abs=0.025)
    assert (residuals > high).mean() == pytest.approx(0.1, abs=0.025)


def test_a_higher_level_is_wider_and_holds_the_estimate(interval: ConformalInterval) -> None:
    X, _ = noise(500, 5)
    ends = [interval.predict(X, level) for level in (0.01, 0.3, 0.8, 0.95, 0.999)]
    for low, high in ends:
        assert (low <= 0).all()
        assert (high >= 0).all()
    for (low, high), (wider_low, wider_high) in pairwise(ends):
        assert (wider_low <= low).all()
        assert (wider_high >= high).all()
        assert (wider_high - wider_low).mean() > (high - low).mean()


def test_wider_where_errors_are_larger(interval: ConformalInterval) -> None:
    low, high = interval.predict(np.array([[0.05, 0.5], [0.95, 0.5]]), 0.8)
    assert high[1] - low[1] > 3 * (high[0] - low[0])


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 80, float("nan")])
def test_levels_that_make_no_sense(interval: ConformalInterval, level: float) -> None:
    with pytest.raises(ValueError, match=f"interval level {level}; expected a number between"):
        interval.predict(np.zeros((1, 2)), level)


@pytest.mark.parametrize("n", [5, 60, 150, 250])
def test_few_residuals(n: int) -> None:
    X, residuals = noise(n, 6)
    fitted = ConformalInterval().fit(X, residuals)
    fitted.calibrate(residuals, fitted.scale(X))
    low, high = fitted.predict(X, 0.9)
    assert np.isfinite(low).all()
    assert np.isfinite(high).all()
    assert fitted.coverage(residuals, fitted.scale(X), 0.9) >= 0.6


def test_errors_of_one_size_only() -> None:
    # Features that say nothing: every row has the same expected error.
    residuals = np.random.default_rng(7).normal(size=400)
    fitted = ConformalInterval().fit(np.zeros((400, 1)), residuals)
    fitted.calibrate(residuals, fitted.scale(np.zeros((400, 1))))
    low, high = fitted.predict(np.zeros((1, 1)), 0.8)
    assert (low[0], high[0]) == pytest.approx((-1.28, 1.28), abs=0.25)


def test_the_estimate_lies_inside_where_all_errors_have_one_sign() -> None:
    X, residuals = noise(400, 9)
    for sign in (1, -1):
        fitted = ConformalInterval().fit(X, residuals)
        errors = sign * (np.abs(residuals) + 1)
        fitted.calibrate(errors, fitted.scale(X))
        low, high = fitted.predict(X, 0.5)
        assert (low <= 0).all()
        assert (high >= 0).all()
        assert ((low == 0) if sign > 0 else (high == 0)).all()
        # One quarter of the errors lies beyond the far end; the near one is the estimate itself.
        assert np.mean((errors >= low) & (errors <= high)) == pytest.approx(0.75, abs=0.02)


def test_conventions_of_scikit_learn() -> None:
    X, residuals = noise(200, 8)
    first = ConformalInterval(n_groups=3, random_state=1)
    copy = clone(first)
    assert copy.get_params() == {"n_groups": 3, "random_state": 1}
    with pytest.raises(NotFittedError):
        copy.predict(X)
    assert copy.fit(X, residuals) is copy
    with pytest.raises(NotFittedError):  # widths are known, their quantiles not yet
        copy.predict(X)
    again = clone(copy).fit(X, residuals)
    assert again.scale(X).tolist() == copy.scale(X).tolist()
