"""Figures as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.pay.shown import pounds, rounded

UNITS = st.sampled_from(["year", "month", "week", "day", "hour"])


@pytest.mark.parametrize(
    ("amount", "unit", "width", "said"),
    [
        (28_487, "year", 9_000, "£28,500"),
        (28_743, "year", 9_000, "£28,500"),
        (28_751, "year", 9_000, "£29,000"),
        (109_345, "year", 60_000, "£109,000"),
        (28_487, "year", 900, "£28,500"),
        (28_437, "year", 900, "£28,400"),
        (2_374, "month", 900, "£2,350"),
        (548, "week", 200, "£550"),
        (109.6, "day", 60, "£110"),
        (14.62, "hour", 4, "£14.60"),
    ],
)
def test_figures_are_rounded_to_what_is_known(
    amount: float, unit: str, width: float, said: str
) -> None:
    assert pounds(rounded(amount, unit, width=width), unit) == said


@given(amount=st.floats(10, 1e6), unit=UNITS, share=st.floats(0.5, 1.0))
def test_what_is_lawful_is_not_shown_below_the_legal_minimum(
    amount: float, unit: str, share: float
) -> None:
    least = share * amount
    assert rounded(amount, unit, least=least) >= least - 0.01


@given(amount=st.floats(100, 1e6), unit=UNITS)
def test_rounding_twice_changes_nothing(amount: float, unit: str) -> None:
    once = rounded(amount, unit)
    assert rounded(once, unit) == pytest.approx(once, abs=0.01)
