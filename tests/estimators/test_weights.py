"""How much rows count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.estimators.weights import (
    checked_weight,
    effective_number,
    part_of,
    weighted_quantile,
)


def test_weights_have_a_mean_of_one() -> None:
    assert checked_weight(None, 3) is None
    assert checked_weight([5, 5, 5], 3) is None
    weight = checked_weight([1, 0, 5], 3)
    assert weight is not None and weight.tolist() == [0.5, 0.0, 2.5]
    assert part_of(weight, np.array([2, 0])).tolist() == [2.5, 0.5]  # type: ignore[union-attr]
    assert part_of(None, np.array([2])) is None


@pytest.mark.parametrize(
    ("weight", "message"),
    [
        ([1.0, 2.0], "shape"),
        ([1.0, -1.0, 1.0], "Negative values"),
        ([1.0, np.nan, 1.0], "NaN"),
        ([0.0, 0.0, 0.0], "zero"),
    ],
)
def test_weights_that_make_no_sense(weight: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        checked_weight(weight, 3)


@given(
    st.lists(st.tuples(st.floats(-9, 9), st.integers(1, 4)), min_size=1, max_size=20),
    st.floats(0.01, 0.99),
)
@settings(max_examples=60, deadline=None)
def test_a_weight_counts_as_so_many_rows(rows: list[tuple[float, int]], share: float) -> None:
    values, times = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    repeated = np.repeat(values, times)
    found = weighted_quantile(values, share, times.astype(float))
    assert found == np.quantile(repeated, share, method="inverted_cdf")
    assert weighted_quantile(values, share) == np.quantile(values, share, method="higher")


def test_unequal_weights_tell_as_much_as_fewer_rows() -> None:
    assert effective_number(None, 7) == 7
    assert effective_number(np.ones(5), 5) == 5
    assert effective_number(np.array([1.0, 1.0, 4.0]), 3) == pytest.approx(2)
