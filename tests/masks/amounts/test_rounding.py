"""Amounts as adverts write them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.masks import UNITS
from salarypred.masks.amounts.rounding import raised, rounded, step


@given(st.lists(st.floats(0.2, 400_000), min_size=2), st.sampled_from(UNITS))
def test_more_is_never_written_as_less(amounts: list[float], unit: str) -> None:
    written = [rounded(amount, unit) for amount in sorted(amounts)]
    assert all(lower <= upper for lower, upper in pairwise(written))


@given(st.floats(1, 400_000), st.sampled_from(UNITS))
def test_raised_is_not_below_and_less_than_a_step_above(amount: float, unit: str) -> None:
    up = raised(amount, unit)
    assert amount - 0.01 <= up < amount + step(amount, unit) + 0.01


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (31_870, "year", 32_000),
        (24_640, "year", 24_750),
        (12.43, "hour", 12.45),
        (187.2, "day", 185),
        (7.3, "percent", 7.5),
    ],
)
def test_steps(amount: float, unit: str, expected: float) -> None:
    assert rounded(amount, unit) == expected


def test_thousands_and_pennies() -> None:
    assert rounded(24_640, "year", "thousands") == 24_500
    assert rounded(24_640, "year", "grouped") == 25_000
    assert rounded(0.453, "year", "pennies") == 0.45
