"""Warnings about adverts that a UK pay model knows nothing of. All texts are invented."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.table import to_adverts
from salarypred.doubts.reasons import doubts
from salarypred.sample.generate import generate


def warn(title: str, description: str = "", location: str = "") -> str:
    row = {"title": title, "description": description, "location": location}
    return doubts(to_adverts(pd.DataFrame([row])))[0]


def test_generated_adverts_are_no_cause_for_doubt() -> None:
    assert set(doubts(to_adverts(generate(300, seed=5)))) == {""}


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=60))
def test_any_text_gets_an_answer(title: str, text: str, location: str) -> None:
    assert isinstance(warn(title, text, location), str)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Volunteer Driver", "", "the work seems to be unpaid"),
        ("Marketing Intern", "This is an unpaid internship.", "the work seems to be unpaid"),
        ("Sales Agent", "x " * 1_000 + "This role is commission only.", "commission only"),
        ("Self-Employed Courier", "", "self-employed"),
        ("Apprentice Joiner", "", ""),
        ("Volunteer Manager", "", ""),
    ],
)
def test_work_without_a_salary(title: str, text: str, expected: str) -> None:
    assert expected in warn(title, text)
    assert bool(expected) == bool(warn(title, text))


@pytest.mark.parametrize(
    ("title", "location", "text", "warning"),
    [
        ("Comptable (H/F)", "", "", "written in French: the estimate is a guess"),
        (
            "Chef",
            "Paris",
            "",
            "the job seems to be outside the UK (Paris): pay is estimated as if it were in the UK",
        ),
        (
            "Analyst",
            "",
            "Join our office. Salary €55,000 a year.",
            "the pay seems to be in euros: it is estimated in pounds, as if in the UK",
        ),
        (
            "2041",
            "",
            "88 120.50",
            "reads like no job advert: it has no words, and the estimate is a guess",
        ),
        (
            "Comptable (H/F)",
            "Paris",
            "",
            "written in French: the estimate is a guess; the job seems to be outside the UK "
            "(Paris): pay is estimated as if it were in the UK",
        ),
    ],
)
def test_the_words_of_warnings(title: str, location: str, text: str, warning: str) -> None:
    assert warn(title, text, location) == warning
