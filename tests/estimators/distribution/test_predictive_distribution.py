"""Predictive distributions: coverage within groups, order of quantiles, and saving."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.estimators.distribution.predictive_distribution import PredictiveDistribution

N = 9000
RNG = np.random.default_rng(5)
GROUP = RNG.integers(0, 3, N)
MARK = RNG.random(N) < 0.1
X = np.column_stack([RNG.uniform(0, 1, N), GROUP, MARK]).astype(np.float32)
# Skewed in one group, wide in another, and the marked rows lie higher.
RESIDUALS = np.where(GROUP == 0, RNG.exponential(0.2, N) - 0.1, RNG.normal(0, 0.1 + 0.2 * GROUP, N))
RESIDUALS = RESIDUALS + 0.2 * MARK
CONDITIONS = pd.DataFrame({"one": GROUP == 1, "two": GROUP == 2, "mark": MARK, "pay": X[:, 0]})
FIRST, HALF, REST = (np.arange(N) % 3 == part for part in range(3))


@pytest.fixture(scope="module")
def fitted() -> PredictiveDistribution:
    found = PredictiveDistribution().fit(X[FIRST], RESIDUALS[FIRST])
    return found.calibrate(RESIDUALS[HALF], found.scale(X[HALF]), CONDITIONS[HALF])


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_overlapping_groups_are_covered(fitted: PredictiveDistribution, level: float) -> None:
    shares = (0.5 - level / 2, 0.5 + level / 2)
    new = CONDITIONS[REST]
    low, high = fitted.quantiles(fitted.scale(X[REST]), new, shares).T
    inside = (RESIDUALS[REST] >= low) & (RESIDUALS[REST] <= high)
    assert inside.mean() == pytest.approx(level, abs=0.02)
    for name in ("one", "two", "mark"):
        rows = new[name].to_numpy()
        assert inside[rows].mean() == pytest.approx(level, abs=0.06)
        assert (RESIDUALS[REST] > high)[rows].mean() < 1 - shares[1] + 0.05


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.002, 0.998), min_size=2, max_size=6, unique=True))
def test_quantiles_ascend(fitted: PredictiveDistribution, shares: list[float]) -> None:
    table = fitted.quantiles(fitted.scale(X[:300]), CONDITIONS[:300], sorted(shares))
    assert (np.diff(table, axis=1) >= 0).all()


def test_a_quantile_does_not_depend_on_what_else_is_asked(fitted: PredictiveDistribution) -> None:
    scale = fitted.scale(X[:50])
    alone = fitted.quantiles(scale, CONDITIONS[:50], (0.25,))[:, 0]
    among = fitted.quantiles(scale, CONDITIONS[:50], (0.1, 0.25, 0.77))[:, 1]
    assert alone.tolist() == among.tolist()


def test_unlike_shares_are_refused(fitted: PredictiveDistribution) -> None:
    with pytest.raises(ValueError, match="expected numbers between 0 and 1"):
        fitted.quantiles(fitted.scale(X[:2]), CONDITIONS[:2], (0.0, 0.5))


def test_a_few_rows_are_enough_for_a_wide_distribution() -> None:
    few = PredictiveDistribution().fit(X[:30], RESIDUALS[:30])
    few.calibrate(RESIDUALS[:30], few.scale(X[:30]), CONDITIONS[:30])
    low, high = few.quantiles(few.scale(X), CONDITIONS, (0.1, 0.9)).T
    assert np.isfinite(low).all()
    assert 0.55 < ((low <= RESIDUALS) & (high >= RESIDUALS)).mean() < 0.97
