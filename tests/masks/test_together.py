"""Figures of one advert can be true together, whatever the advert: made-up ones of many kinds."""

from functools import cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.adverts.masks import UNITS
from salarypred.adverts.months import parse_month
from salarypred.masks.amounts.posts import posts
from salarypred.masks.estimate import Estimate
from salarypred.masks.examples.hidden_pay import Masked
from salarypred.masks.examples.made_lines import made_adverts
from salarypred.masks.reading import Reading
from salarypred.masks.values import AdvertText, estimate_masks
from salarypred.pay.minimum_wage import minimum_wage
from salarypred.pay.rates import UK

_ORDER = ("pay_min", "pay", "pay_max", "ote")
_MONTHS = ("2013-01", "2018-05", "2026-11")


@cache
def adverts() -> list[Masked]:
    return made_adverts(1_500, seed=7)


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[list[Estimate], list[int], dict[bool, float]]:
    """Estimates of an advert, the post of each mask, and the legal minimum (True: apprentices')."""
    advert = draw(st.sampled_from(adverts()))
    month = parse_month(draw(st.sampled_from(_MONTHS)))
    least = {who: minimum_wage(month, apprentice=who) for who in (False, True)}
    pay = draw(st.floats(UK.to_year(least[False], "hour"), 250_000))
    low, high = pay * draw(st.floats(0.6, 1)), pay * draw(st.floats(1, 1.8))
    readings = [
        Reading(place.field, place.start, role, _unit(unit), 0.9)
        for place, role, unit in advert.masks
    ]
    text = AdvertText(advert.title, advert.description, month)
    width = draw(st.floats(0, 1))
    masks = estimate_masks(readings, pay, low, high, UK, width, text)
    own = posts(readings, advert.title, advert.description)
    numbers = [2 * post.number + post.apprentice for post in own]
    return masks, numbers, least


def _unit(unit: str) -> str:
    return "" if unit == "-" else unit if unit in UNITS else "year"


def _year(amount: float | None, unit: str) -> float:
    return UK.to_year(amount or 0.0, unit)


@settings(deadline=None, max_examples=300)
@given(filled_in())
def test_figures_are_true_together(
    advert: tuple[list[Estimate], list[int], dict[bool, float]],
) -> None:
    masks, numbers, least = advert
    rows = sorted(range(len(masks)), key=lambda row: numbers[row])
    for number, group in groupby(rows, key=lambda row: numbers[row]):
        own = [masks[row] for row in group]
        main = [mask for mask in own if mask.role in _ORDER and mask.value and not mask.kind]
        law = UK.to_year(least[bool(number % 2)], "hour")
        below = 0.0
        for role in _ORDER:
            of_role = [mask for mask in main if mask.role == role]
            years = [_year(mask.value, mask.unit) for mask in of_role]
            if years:
                # Whole pounds a day are a step of £260 a year.
                assert min(years) >= below - 260, own
                assert min(years) >= law - 260, own
                below = max(years)
        for role in _ORDER:
            by_unit = {
                mask.unit: _year(mask.value, mask.unit) for mask in main if mask.role == role
            }
            if len({mask.value for mask in main if (mask.role, mask.unit) == (role, "year")}) < 2:
                assert max(by_unit.values(), default=0) <= 1.02 * min(by_unit.values(), default=0)
        for mask in main:
            if mask.unit == "hour":
                assert (mask.value or 0.0) >= least[bool(number % 2)]
    for mask in masks:
        if mask.value is not None:
            assert mask.low is not None and mask.high is not None
            assert 0 < mask.low <= mask.value <= mask.high


@given(filled_in())
def test_what_stays_open_says_why(
    advert: tuple[list[Estimate], list[int], dict[bool, float]],
) -> None:
    for mask in advert[0]:
        is_pay = mask.role in (*_ORDER, "pay_extra")
        assert (mask.value is None) == (not is_pay or bool(mask.open))


@pytest.mark.parametrize("probability", [0.2, 0.9])
def test_an_unlikely_role_stays_open(probability: float) -> None:
    reading = Reading("description", 0, "pay", "year", probability)
    (mask,) = estimate_masks([reading], 30_000.0, 25_000.0, 36_000.0)
    assert (mask.value is None) == (probability < 0.35) == ("unsure" in mask.open)
