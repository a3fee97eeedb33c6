"""Figures of one advert agree with each other and with the law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.months import parse_month
from salarypred.masks.reader import Reading
from salarypred.masks.values import AdvertText, estimate_masks
from salarypred.pay.minimum_wage import minimum_wage
from salarypred.pay.rates import UK

MONTH = parse_month("2026-11")


def read(role: str, unit: str, start: int) -> Reading:
    return Reading("description", start, role, unit, 0.9)


@given(st.floats(12_000, 60_000), st.floats(0.0, 0.6), st.sampled_from(["hour", "day", "year"]))
def test_no_pay_is_below_the_legal_minimum(pay: float, width: float, unit: str) -> None:
    text = AdvertText("Cook", "£**** to £**** now, OTE £****", MONTH)
    readings = [read("pay_min", unit, 1), read("pay_max", unit, 10), read("ote", unit, 25)]
    masks = estimate_masks(readings, pay, 0.9 * pay, 1.1 * pay, UK, width, text)
    least = UK.from_year(UK.to_year(minimum_wage(MONTH), "hour"), unit)
    values = [mask.value or 0.0 for mask in masks]
    assert least - 0.01 <= values[0] < values[1] <= values[2]
    assert all(least - 0.01 <= (mask.low or 0.0) <= (mask.value or 0.0) for mask in masks)


def test_one_pay_in_several_units_is_one_pay() -> None:
    text = AdvertText("Cook", "£**** per hour (£**** a year, £**** a day)", MONTH)
    readings = [read("pay", "hour", 1), read("pay", "year", 16), read("pay", "day", 29)]
    hour, year, day = estimate_masks(readings, 31_000.0, 28e3, 35e3, UK, advert=text)
    assert year.value == pytest.approx(UK.to_year(hour.value or 0.0, "hour"), abs=1)
    assert day.value == pytest.approx((hour.value or 0.0) * 7.5, abs=0.51)


def test_apprentices_have_a_minimum_of_their_own() -> None:
    text = AdvertText("Apprentice Bricklayer", "£**** per hour", MONTH)
    (mask,) = estimate_masks([read("pay", "hour", 1)], 25_000.0, 24_800.0, 27e3, UK, advert=text)
    assert mask.value is not None
    assert minimum_wage(MONTH, apprentice=True) <= mask.value < minimum_wage(MONTH)


def test_posts_keep_their_order() -> None:
    words = "Assistant £****, Manager £****, Director £****"
    readings = [read("pay", "year", at) for at in (11, 26, 42)]
    masks = estimate_masks(readings, 3e4, 25e3, 4e4, UK, advert=AdvertText("", words, MONTH))
    values = [mask.value or 0.0 for mask in masks]
    assert values == sorted(set(values))


def test_what_stays_open_says_why() -> None:
    unsure = Reading("description", 1, "pay", "year", 0.2)
    mask, part = estimate_masks(
        [unsure, read("pay", "year", 8)],
        3e4,
        25e3,
        4e4,
        UK,
        advert=AdvertText("", "£****, 1****", MONTH),
    )
    assert mask.value is None and "unsure" in mask.open
    assert part.value is None and "digits" in part.open
    nan = float("nan")
    (none,) = estimate_masks([read("pay", "year", 1)], nan, nan, nan)
    assert none.to_dict()["open"] == "the advert has no estimate"
