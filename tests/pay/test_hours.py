"""Hours a week that adverts state. All texts are invented."""

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.pay.hours import (
    FULL_TIME_HOURS,
    LEAST_HOURS,
    MOST_HOURS,
    hours_in,
    pay_for_hours,
    stated_hours,
)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("You work 20 hours per week.", 20),
        ("37.5 hpw, permanent", 37.5),
        ("37.5hrs p/w", 37.5),
        ("A 48 hour week over six days", 48),
        ("a 50-hour working week", 50),
        ("20 hours a week, mornings", 20),
        ("16-20 hours per week", 18),
        ("between 20 and 30 hours a week", 25),
        ("Part time 16 hours", 16),
        ("Part-time (22.5 hours)", 22.5),
        ("Hours: 37 per week", 37),
        ("Working hours: 40", 40),
        ("Contracted hours - 30 hours", 30),
        ("Weekly hours: 24", 24),
        ("35 hours, Monday to Friday", np.nan),
        ("24 hours over 4 days", 24),
        ("12 contracted hours per week", 12),
        ("18½ hours a week", 18.5),
        ("25 hours (per week)", 25),
        ("Full time 37.5 hours per week or part time 20 hours per week", 37.5),
    ],
)
def test_hours_of_a_text(text: str, hours: float) -> None:
    np.testing.assert_equal(hours_in(text), hours)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We answer within 48 hours.",
        "A helpline that is open 24 hours a day, 7 days a week",
        "Hours: 9 - 5, Monday to Friday",
        "Working hours: 8:30 to 17:00",
        "Up to 10 hours of overtime per week",
        "Free childcare of 30 hours for three-year-olds",
        "You may opt out of the 48 hour week",
        "12 hour shifts, four on and four off",
        "£12.50 per hour, paid weekly",
        "Over 100 hours of training",
        "more than 48 hours a week",
        "0 hours per week",
        "200 hours per week",
    ],
)
def test_other_hours(text: str) -> None:
    assert np.isnan(hours_in(text))


@pytest.mark.parametrize(
    ("title", "hours"),
    [
        ("Cleaner - 20 hours", 20),
        ("Sales Assistant 16hrs", 16),
        ("Sous Chef 48h", 48),
        ("Barista (12 to 16 hours)", 14),
        ("24 hour Carer", np.nan),
        ("Night Porter 12 hour shifts", np.nan),
        ("48 Hour Live-in Carer", np.nan),
        ("HGV Driver Class 2", np.nan),
    ],
)
def test_hours_of_a_title(title: str, hours: float) -> None:
    np.testing.assert_equal(hours_in(title, is_title=True), hours)


def test_the_title_comes_before_the_text() -> None:
    titles = pd.Series(["Cleaner 10 hours", "Cleaner", "Chef"], index=[3, 4, 5], dtype="str")
    texts = pd.Series(["30 hours per week", "30 hours per week", ""], index=[3, 4, 5], dtype="str")
    np.testing.assert_equal(stated_hours(titles, texts), [10, 30, np.nan])
    np.testing.assert_equal(stated_hours(titles), [10, np.nan, np.nan])


def test_pay_is_in_proportion_to_hours() -> None:
    assert FULL_TIME_HOURS == 37.5
    pay = pay_for_hours([30_000, 30_000, 30_000], [37.5, 18.75, np.nan])
    np.testing.assert_equal(pay, [30_000, 15_000, np.nan])


@given(
    st.integers(4, 160).map(lambda n: n / 2), st.sampled_from(["hours per week", "hpw", "hrs pw"])
)
def test_any_number_of_hours(hours: float, unit: str) -> None:
    for text in (f"We offer {hours:g} {unit}.", f"Carer, {hours:g} {unit}"):
        assert hours_in(text) == hours


PARTS = ["20", "7.5", "hours", "hrs", " ", "-", "to", "per week", "part time", "/", ":", "½", "h"]


@given(
    st.lists(st.sampled_from(PARTS), max_size=60).map("".join), st.text(max_size=60), st.booleans()
)
def test_any_text_gives_possible_hours(parts: str, text: str, is_title: bool) -> None:
    for some in (parts, text, parts + text):
        hours = hours_in(some, is_title=is_title)
        assert np.isnan(hours) or LEAST_HOURS <= hours <= MOST_HOURS


@pytest.mark.parametrize("part", ["20 ", "hours ", "20 hours ", "hours: 1", "7.5 to ", "-h"])
def test_time_grows_with_the_length(part: str) -> None:
    start = time.perf_counter()
    hours_in(part * 20_000)
    assert time.perf_counter() - start < 5
