"""Factors and slopes of few adverts."""

import numpy as np
import pandas as pd
import pytest

from salarypred.estimators.distribution.predictive_distribution import PredictiveDistribution
from salarypred.model.second_stage import held_back
from salarypred.model.threads import one_thread


def test_the_factor_makes_ranges_cover_four_fifths() -> None:
    rng = np.random.default_rng(1)
    residual = rng.normal(0, 0.3, 2_000)
    held = np.tile([-0.1, 0.0, 0.1], (2_000, 1))
    factor = held_back.coverage_factor(residual, held, 2_000)
    covered = np.abs(residual) <= 0.1 * factor
    assert covered.mean() == pytest.approx(0.8, abs=0.01)
    # Of fewer adverts the range has to be wider to cover as many of the next ones.
    assert held_back.coverage_factor(residual, held, 20) > factor


def test_the_score_punishes_width_and_what_lies_outside() -> None:
    held = np.array([[-1.0, 0.0, 1.0]])
    inside = held_back.interval_score(np.array([0.5]), held, 1.0)
    assert inside == pytest.approx(2.0)
    assert held_back.interval_score(np.array([1.5]), held, 1.0) == pytest.approx(2.0 + 10 * 0.5)
    assert held_back.interval_score(np.array([0.5]), held, 2.0) == pytest.approx(4.0)


def test_slopes_shrink_with_doubt_and_stay_between_0_and_1() -> None:
    x = np.array([-1.0, 0.0, 1.0])
    assert held_back.shrunk_slope(x, x, 0.0) == pytest.approx(1.0)
    assert held_back.shrunk_slope(x, x, 1.0) == pytest.approx(0.5)
    assert held_back.shrunk_slope(x, -x, 0.0) == 0.0
    assert held_back.shrunk_slope(x, 3 * x, 0.0) == 1.0
    assert held_back.shrunk_slope(np.zeros(3), x, 0.0) == 0.0


def test_a_shift_counts_as_far_as_it_is_certain() -> None:
    rng = np.random.default_rng(2)
    rest = rng.normal(0.2, 0.3, 400)
    assert held_back.shrunk_shift(rest, 400, towards_zero=False) == np.median(rest)
    certain = held_back.shrunk_shift(rest, 400, towards_zero=True)
    assert 0.9 * np.median(rest) < certain < np.median(rest)
    assert held_back.shrunk_shift(rest, 2, towards_zero=True) == 0.0


def test_widths_are_those_of_the_base() -> None:
    without = pd.DataFrame({"average": [0.0, 1.0]})
    assert not held_back.on_base(without)
    assert held_back.base_widths(without).tolist() == [[1.0, 1.0], [1.0, 1.0]]
    upon = without.assign(base_pay=0.0, base_down=[0.01, 0.2], base_up=[0.3, 0.4])
    assert held_back.on_base(upon)
    # At a legal minimum the base's range ends, but the truth may lie below.
    assert held_back.base_widths(upon).tolist() == [[0.1, 0.3], [0.2, 0.4]]


def test_few_rows_that_miss_to_one_side_may_miss_to_the_other() -> None:
    X, errors = np.zeros((12, 1), dtype=np.float32), np.linspace(0.1, 0.4, 12)
    for both_ways, least in ((True, 0.3), (False, 0.0)):
        new = PredictiveDistribution(min_samples_leaf=30)
        with one_thread():
            scale = held_back.fit_scale(new, X, errors, None, both_ways).scale(X)
        assert scale[:, 1] == pytest.approx(0.35, abs=0.05)
        assert least <= scale[0, 0] <= least + 0.1
