"""Estimates of pay masks, and adverts filled in with them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.masks import PAY_ROLES, ROLES, UNITS
from salarypred.masks.estimate import Estimate, wording
from salarypred.masks.reader import Reading
from salarypred.masks.values import estimate_masks
from salarypred.pay.rates import ADZUNA_2013, UK

PAY = st.floats(8_000, 300_000)


def reading(role: str, unit: str = "year", start: int = 0) -> Reading:
    return Reading("description", start, role, unit if role in PAY_ROLES else "", 0.9)


@given(PAY, st.floats(0.4, 1), st.floats(1, 3), st.sampled_from(UNITS[:-1]))
def test_estimates_of_an_advert_agree(pay: float, down: float, up: float, unit: str) -> None:
    roles = ("pay_min", "pay", "pay_max", "ote")
    masks = estimate_masks([reading(role, unit) for role in roles], pay, pay * down, pay * up)
    values = [mask.value for mask in masks]
    assert all(low <= high for low, high in pairwise(values))  # type: ignore[operator]
    assert masks[0].value < masks[2].value  # type: ignore[operator]
    for mask in masks:
        assert mask.low <= mask.value <= mask.high  # type: ignore[operator]
    assert UK.to_year(values[1], unit) == pytest.approx(pay, rel=0.05)  # type: ignore[arg-type]


def test_one_figure_alone_is_the_pay_or_that_end_of_it() -> None:
    alone = {}
    for role in ("pay_min", "pay_max", "pay"):
        (alone[role],) = estimate_masks([reading(role)], 32_000.0, 28_000.0, 37_000.0)
    mask = alone["pay"]
    assert (mask.value, mask.low, mask.high) == (32_000.0, 28_000.0, 37_000.0)
    assert alone["pay_min"].value < 32_000 < alone["pay_max"].value  # type: ignore[operator]


@given(PAY, st.floats(0, 1.4), st.sampled_from(UNITS[:-1]))
def test_ends_are_apart_and_their_middle_is_the_pay(pay: float, width: float, unit: str) -> None:
    pair = [reading(role, unit) for role in ("pay_min", "pay_max")]
    low, high = (m.value for m in estimate_masks(pair, pay, pay, pay, log_ratio=width))
    assert low < high  # type: ignore[operator]
    assert UK.to_year((low + high) / 2, unit) == pytest.approx(pay, rel=0.05)  # type: ignore[operator]


def test_rates_are_those_that_are_given() -> None:
    hourly = [reading("pay", "hour")]
    assert estimate_masks(hourly, 19_500.0, 1e4, 3e4)[0].value == 10.0
    assert estimate_masks(hourly, 19_200.0, 1e4, 3e4, ADZUNA_2013)[0].value == 10.0


def test_what_is_no_pay_has_no_value() -> None:
    for role in set(ROLES) - set(PAY_ROLES):
        (mask,) = estimate_masks([reading(role)], 32_000.0, 28_000.0, 37_000.0)
        assert mask.to_dict().keys() == {"field", "start", "role", "unit", "probability"}
    nan = float("nan")
    (mask,) = estimate_masks([reading("pay")], nan, nan, nan)
    assert mask.value is None
    with pytest.raises(ValueError, match="has no estimate"):
        wording(mask, "")


@pytest.mark.parametrize(
    ("value", "unit", "after", "expected"),
    [
        (32_000.0, "year", " per annum", "32,000"),
        (32_000.0, "year", "k", "32"),
        (28_500.0, "year", "K plus", "28.5"),
        (11.5, "hour", " per hour", "11.50"),
        (12.0, "hour", "ph", "12"),
        (350.0, "day", "k", "350"),
    ],
)
def test_wording(value: float, unit: str, after: str, expected: str) -> None:
    mask = Estimate("title", 0, "pay", unit, 0.9, value, value, value)
    assert wording(mask, after) == expected
