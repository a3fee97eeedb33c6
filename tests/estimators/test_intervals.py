"""Prediction intervals: how many values they hold, and how wide they are."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from salarypred.estimators.intervals import ConformalInterval, confidence


def noise(n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Residuals whose size depends on the first feature; they are skewed and heavy-tailed."""
    rng = np.random.default_rng(seed)
    X = rng.random((n, 2))
    return X, (0.05 + 0.5 * X[:, 0]) * (rng.standard_t(4, n) + rng.exponential(1, n) - 1)


PAY = np.linspace(10.0, 11.5, 4000)  # log pay


def fitted(n: int = 3000, **powers: Any) -> ConformalInterval:
    X, residuals = noise(n, 1)
    made = ConformalInterval(**powers).fit(X, residuals)
    X, residuals = noise(n, 2)
    pay = np.resize(PAY, n)
    return made.calibrate(residuals, made.scale(X, pay), pay)


@pytest.fixture(scope="module")
def interval() -> ConformalInterval:
    return fitted()


@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95])
def test_coverage_on_new_data(interval: ConformalInterval, level: float) -> None:
    X, residuals = noise(4000, 3)
    low, high = interval.predict(X, PAY, level)
    inside = (residuals >= low) & (residuals <= high)
    assert inside.mean() == pytest.approx(level, abs=0.03)


def test_powers_of_1_and_0_cover_errors_of_every_size_alike() -> None:
    even = fitted(size_power=1, pay_power=0)
    X, residuals = noise(4000, 3)
    low, high = even.predict(X, PAY, 0.8)
    inside = (residuals >= low) & (residuals <= high)
    for part in (X[:, 0] < 0.3, X[:, 0] > 0.7, PAY < 10.5, PAY > 11):
        assert inside[part].mean() == pytest.approx(0.8, abs=0.06)


def test_the_usual_powers_make_the_mean_width_smaller(interval: ConformalInterval) -> None:
    X, _ = noise(4000, 3)
    widths = []
    for made in (interval, fitted(size_power=1, pay_power=0)):
        low, high = made.predict(X, PAY, 0.8)
        widths.append((np.exp(PAY + high) - np.exp(PAY + low)).mean())
    assert widths[0] < 0.95 * widths[1]


def test_kinds_have_a_coverage_of_their_own() -> None:
    X, residuals = noise(6000, 2)
    kinds = np.arange(6000) % 3
    residuals = residuals * (1 + 2 * kinds)
    made = ConformalInterval().fit(X, residuals)
    pay = np.full(6000, 10.0)
    scale = made.scale(X, pay)
    made.calibrate(residuals, scale, pay, kinds)
    low, high = made.ends(scale, 0.8, kinds)
    inside = (residuals >= low) & (residuals <= high)
    assert [round(float(inside[kinds == kind].mean()), 2) for kind in range(3)] == [0.8] * 3
    unknown = made.ends(scale, 0.8, np.full(6000, 7))  # a kind of its own: that of all
    assert ((residuals >= unknown[0]) & (residuals <= unknown[1])).mean() == pytest.approx(
        0.8, abs=0.01
    )


def test_quantiles_hold_their_shares_and_are_in_order(interval: ConformalInterval) -> None:
    X, residuals = noise(4000, 4)
    shares = (0.1, 0.25, 0.5, 0.75, 0.9)
    table = np.array(interval.quantiles(interval.scale(X, PAY), shares))
    assert (np.diff(table, axis=0) >= 0).all()
    assert (table[2] == 0).all()
    for share, row in zip(shares, table, strict=True):
        if share != 0.5:
            assert (residuals < row).mean() == pytest.approx(share, abs=0.03)


def test_a_higher_level_is_wider_and_holds_the_estimate(interval: ConformalInterval) -> None:
    X, _ = noise(500, 5)
    ends = [interval.predict(X, PAY[:500], level) for level in (0.01, 0.3, 0.8, 0.95, 0.999)]
    for low, high in ends:
        assert (low <= 0).all()
        assert (high >= 0).all()
    for (low, high), (wider_low, wider_high) in pairwise(ends):
        assert (wider_low <= low).all()
        assert (wider_high >= high).all()
        assert (wider_high - wider_low).mean() > (high - low).mean()


def test_wider_where_errors_are_larger(interval: ConformalInterval) -> None:
    low, high = interval.predict(np.array([[0.05, 0.5], [0.95, 0.5]]), np.full(2, 10.3))
    assert high[1] - low[1] > 2.5 * (high[0] - low[0])


@pytest.mark.parametrize("level", [0.0, 1.0, -0.5, 80, float("nan")])
def test_levels_that_make_no_sense(interval: ConformalInterval, level: float) -> None:
    with pytest.raises(ValueError, match=f"interval level {level}; expected a number between"):
        interval.predict(np.zeros((1, 2)), np.zeros(1), level)


@pytest.mark.parametrize("n", [5, 60, 150, 250])
def test_few_residuals(n: int) -> None:
    X, residuals = noise(n, 6)
    pay = np.full(n, 10.0)
    made = ConformalInterval().fit(X, residuals)
    made.calibrate(residuals, made.scale(X, pay), pay)
    low, high = made.predict(X, pay, 0.9)
    assert np.isfinite(low).all()
    assert np.isfinite(high).all()
    assert np.mean((residuals >= low) & (residuals <= high)) >= 0.6


def test_errors_of_one_size_only() -> None:
    # Features that say nothing: every row has the same expected error.
    residuals = np.random.default_rng(7).normal(size=400)
    pay = np.full(400, 10.0)
    made = ConformalInterval().fit(np.zeros((400, 1)), residuals)
    made.calibrate(residuals, made.scale(np.zeros((400, 1)), pay), pay)
    low, high = made.predict(np.zeros((1, 1)), pay[:1], 0.8)
    # Log pay is right-skewed in £: it is cheaper to miss above than below.
    assert high[0] < -low[0]
    assert high[0] - low[0] == pytest.approx(2.56, abs=0.5)


def test_the_estimate_lies_inside_where_all_errors_have_one_sign() -> None:
    X, residuals = noise(400, 9)
    pay = np.full(400, 10.0)
    for sign in (1, -1):
        made = ConformalInterval().fit(X, residuals)
        errors = sign * (np.abs(residuals) + 1)
        made.calibrate(errors, made.scale(X, pay), pay)
        low, high = made.predict(X, pay, 0.5)
        assert (low <= 0).all()
        assert (high >= 0).all()
        assert ((low == 0) if sign > 0 else (high == 0)).all()
        # The near end is the estimate itself, so that more than half lies inside.
        assert 0.5 < np.mean((errors >= low) & (errors <= high)) < 0.95


def test_conventions_of_scikit_learn() -> None:
    X, residuals = noise(200, 8)
    pay = np.full(200, 10.0)
    copy = clone(ConformalInterval(size_power=0.5, random_state=1))
    assert copy.get_params() == {"size_power": 0.5, "pay_power": 0.3, "random_state": 1}
    with pytest.raises(NotFittedError):
        copy.predict(X, pay)
    assert copy.fit(X, residuals) is copy
    with pytest.raises(NotFittedError):  # sizes are known, their quantiles not yet
        copy.predict(X, pay)
    again = clone(copy).fit(X, residuals)
    assert again.scale(X, pay).tolist() == copy.scale(X, pay).tolist()


def test_confidence_follows_the_width_and_doubt() -> None:
    low = np.array([20.0, 20.0, 20.0, 20.0, np.nan])
    high = np.array([30.0, 40.0, 40.1, 21.0, np.nan])
    doubtful = [False, False, False, True, False]
    assert confidence(low, high, doubtful).tolist() == ["high", "medium", "low", "low", ""]
