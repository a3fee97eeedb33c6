"""Months as numbers."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.adverts.months import (
    month_name,
    months_posted,
    parse_month,
    this_month,
    undated,
    years,
)
from salarypred.errors import InputError


@given(st.integers(0, 12 * 101))
def test_a_month_and_its_name(number: int) -> None:
    assert parse_month(month_name(number)) == number


@pytest.mark.parametrize("text", ["2013", "2013-13", "2013-00", "1999-12", "2013-1", "2101-02", ""])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(InputError, match="expected YYYY-MM"):
        parse_month(text)


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2013-01-05", "2013-01"),
        ("2013-12", "2013-12"),
        ("05/02/2013", "2013-02"),
        ("5 Feb 2013", "2013-02"),
        ("2013-02-05T10:30:00Z", "2013-02"),
        ("1995-06-01", "2000-01"),  # before the first month of the table
        ("1950-06-01", "2020-03"),
        ("2999-06-01", "2020-03"),
        ("soon", "2020-03"),
        ("20201201", "2020-12"),
        ("20201201.0", "2020-12"),
        ("2020/12/01", "2020-12"),
        ("2020.12.1", "2020-12"),
        ("2020-1-5", "2020-01"),
        ("202012", "2020-12"),
        ("2020", "2020-07"),
        ("44166", "2020-12"),  # days of a spreadsheet
        ("44166.5", "2020-12"),
        ("1606780800", "2020-12"),  # seconds since 1970
        ("1606780800000", "2020-12"),
        ("1.6067808e12", "2020-12"),
        ("Tue, 01 Dec 2020 10:00:00 GMT", "2020-12"),
        ("1st December 2020", "2020-12"),
        ("12/2020", "2020-12"),
        ("12/25/2020", "2020-12"),
        ("1-Dec-20", "2020-12"),
        ("1900-01-01", "2020-03"),
        ("2090-01-01", "2020-03"),
        ("yesterday", "2020-03"),
        ("today", "2020-03"),
        ("3 days ago", "2020-03"),
        ("May", "2020-03"),
        ("10:30", "2020-03"),
        ("12:30 2020", "2020-03"),
        ("12", "2020-03"),
        ("2020-13-01", "2020-03"),
        ("20209999", "2020-03"),
        ("99999", "2020-03"),
        ("9" * 400, "2020-03"),
        ("1e400", "2020-03"),
        ("", "2020-03"),
    ],
)
def test_dates_as_adverts_give_them(written: str, month: str) -> None:
    posted = pd.Series([written], dtype="str")
    assert month_name(int(months_posted(posted, "2020-03")[0])) == month
    assert undated(posted)[0] == (month == "2020-03")


@settings(deadline=None)  # machines may be busy
@given(st.text(max_size=30))
def test_any_text_is_a_month_or_none(text: str) -> None:
    posted = pd.Series([text], dtype="object")
    found = months_posted(posted, "2020-03")[0]
    assert found >= 0
    assert not undated(posted)[0] or found == parse_month("2020-03")


def test_an_advert_without_a_date_is_of_this_month() -> None:
    assert months_posted(pd.Series([""], dtype="str")).tolist() == [this_month()]


def test_the_middle_of_a_month_as_a_year() -> None:
    months = months_posted(pd.Series(["2013-01", "2013-12"]), None)
    assert years(months).round(3).tolist() == [2013.042, 2013.958]
