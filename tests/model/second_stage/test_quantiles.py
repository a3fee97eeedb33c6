"""Distributions of log pay: in order, and within their bounds."""

import numpy as np
import pandas as pd
import pytest

from salarypred.model.second_stage.quantiles import HeldBackQuantiles, central_shares
from salarypred.model.second_stage.stage import SecondStage

N = 400


def test_ends_and_quantiles_are_in_order(table: pd.DataFrame, fitted: SecondStage) -> None:
    found = fitted.predict(table)
    low, high = found.ends(0.8)
    wider_low, wider_high = found.ends(0.95)
    assert (wider_low <= low).all()
    assert (high <= wider_high).all()
    quantiles = found.quantiles((0.1, 0.25, 0.5, 0.75, 0.9))
    assert quantiles.shape == (N, 5)
    assert quantiles[:, [0, 4]].tolist() == np.column_stack([low, high]).tolist()
    assert quantiles[:, [1, 3]].tolist() == np.column_stack(found.ends(0.5)).tolist()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert found.quantiles(()).shape == (N, 0)


@pytest.mark.parametrize("level", [0, 1, -0.5, 1.5, float("nan")])
def test_a_level_that_is_none(level: float) -> None:
    with pytest.raises(ValueError, match="expected a number between 0 and 1"):
        central_shares(level)


def test_tails_are_alike() -> None:
    for level in (0.5, 0.8, 0.9, 0.95):
        low, high = central_shares(level)
        assert low + high == pytest.approx(1)
        assert high - low == pytest.approx(level)


def test_quantiles_of_rows_held_back_are_found_by_share() -> None:
    values = np.array([[1.0, 2.0, 4.0]])
    held = HeldBackQuantiles(values)
    assert held.quantiles((0.9, 0.1)).tolist() == [[4.0, 1.0]]
    with pytest.raises(ValueError, match="not in tuple"):
        held.quantiles((0.3,))
