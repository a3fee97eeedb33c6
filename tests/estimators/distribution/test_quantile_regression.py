"""Quantile regression against scikit-learn's and against known quantiles."""

import numpy as np
import pytest
from sklearn.linear_model import QuantileRegressor

from salarypred.estimators.distribution.quantile_regression import SmoothedQuantileRegressor

RNG = np.random.default_rng(3)


@pytest.mark.parametrize("quantile", [0.05, 0.3, 0.5, 0.9])
def test_it_finds_what_the_linear_programme_finds(quantile: float) -> None:
    x = RNG.uniform(0, 1, 600)
    y = 2 + x + (0.5 + x) * RNG.normal(0, 1, 600)
    X = np.column_stack([np.ones(600), x])
    exact = QuantileRegressor(quantile=quantile, alpha=0, fit_intercept=False).fit(X, y)
    found = SmoothedQuantileRegressor(quantile=quantile).fit(X, y)
    assert found.predict(X) == pytest.approx(exact.predict(X), abs=0.15)


def test_every_group_has_its_share_below() -> None:
    groups = RNG.integers(0, 4, 8000)
    y = groups * RNG.standard_t(4, 8000) + groups
    X = np.column_stack([np.ones(8000), *(groups == k for k in (1, 2, 3))])
    found = SmoothedQuantileRegressor(quantile=0.9).fit(X, y).predict(X)
    for group in (1, 2, 3):
        assert (y <= found)[groups == group].mean() == pytest.approx(0.9, abs=0.01)


def test_the_penalty_keeps_a_small_group_near_the_others() -> None:
    y = np.concatenate([RNG.normal(0, 1, 1000), np.full(4, 8.0)])
    X = np.column_stack([np.ones(1004), np.arange(1004) >= 1000])
    free = SmoothedQuantileRegressor(quantile=0.5).fit(X, y).predict(X)[-1]
    held = SmoothedQuantileRegressor(quantile=0.5, penalty=50.0).fit(X, y).predict(X)[-1]
    assert free > 7
    assert held < 1


def test_rows_of_no_weight_do_not_count() -> None:
    y = np.concatenate([RNG.normal(0, 1, 500), np.full(500, 9.0)])
    weight = np.repeat([1.0, 0.0], 500)
    found = SmoothedQuantileRegressor(quantile=0.9).fit(np.ones((1000, 1)), y, weight)
    assert found.coef_[0] == pytest.approx(np.quantile(y[:500], 0.9), abs=0.1)
