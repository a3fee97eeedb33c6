"""Dates that cannot be right are named in the row."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.adverts.months import month_name, this_month
from salarypred.doubts.dates import date_doubts


def doubt(text: str) -> str:
    return date_doubts(pd.Series([text], dtype="str"))[0]


@pytest.mark.parametrize("text", ["", "2013-01-05", "20201201", "44166", "1606780800", "36526"])
def test_nothing_is_said_of_a_date_that_can_be_read_or_is_not_there(text: str) -> None:
    assert doubt(text) == ""


@pytest.mark.parametrize("text", ["yesterday", "1900-01-01", "2090-01-01", "12", "2020-13-01"])
def test_what_is_no_date_is_named_with_the_month_that_counts(text: str) -> None:
    now = month_name(this_month())
    assert doubt(text) == f"the date ({text}) is not understood: estimated in money of today, {now}"


def test_dates_outside_the_earnings() -> None:
    assert "lies before 2000: estimated in money of 2000-01" in doubt("31/12/1999")
    assert "too far ahead" in doubt("2090-01")


@settings(deadline=None)  # machines may be busy
@given(st.text(max_size=100))
def test_any_text_stays_one_warning(text: str) -> None:
    said = doubt(text)
    assert ";" not in said and "\n" not in said and len(said) < 140
    assert not said or said.count("(") == said.count(")") == 1
