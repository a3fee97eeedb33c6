"""Pay columns are read as people write them; what is no £ a year is never learned."""

import contextlib
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.errors import InputError
from salarypred.pay.pay_columns import read_pay, require_pay


def table(column: str, cells: list[Any], **others: Any) -> pd.DataFrame:
    return pd.DataFrame({"title": "Chef", column: cells, **others})


@pytest.mark.parametrize(
    ("cell", "pay"),
    [
        ("35k", 35_000),
        ("£35,000 per annum", 35_000),
        ("£31,500 - £38,500", 35_000),
        ("35,000 GBP", 35_000),
        ("GBP 35000", 35_000),
        ("35000 GBP per annum", 35_000),
        ("35 000", 35_000),
        ("£12.50 per hour", 12.5 * 1950),
        ("12.50 per hour", 12.5 * 1950),
        ("10.50 ph", 10.5 * 1950),
        ("£150/day", 150 * 260),
        ("250 per day", 250 * 260),
        ("£500 a week", 500 * 52),
        ("£30k-£35k + bonus", 32_500),
        ("£30,000 basic, OTE £50,000", 30_000),
        (35_000, 35_000),
        (35_000.4, 35_000.4),
    ],
)
@pytest.mark.parametrize(
    "column",
    [
        *("salary", "pay", "salary_gbp", "salary_text", "Pay Range", "Salary (GBP)", "Salary (£)"),
        "compensation",
    ],
)
def test_is_read_as_written(cell: Any, pay: float, column: str) -> None:
    assert read_pay(table(column, [cell, ""])).pay.iloc[0] == pytest.approx(pay)


@pytest.mark.parametrize(
    "cells",
    [
        [35.0, 28.5, 41.0],
        [12.5, 11.44, 15.0],
        ["12.5", "11.44"],
        ["35000,0", "28000,0"],
        [9e9, 35_000],
        ["9e9", "35k"],
        [-35_000, 30_000],
        ["-35000", "30k"],
        ["$35,000", "€40,000"],
        [35_000, 31_000, 12.5, 14.0],
        ["£43", "£38"],
        [math.inf, 30_000.0],
    ],
)
@pytest.mark.parametrize("column", ["salary", "pay"])
def test_what_is_no_pay_a_year_is_asked_about(cells: list[Any], column: str) -> None:
    with pytest.raises(InputError) as error:
        read_pay(table(column, cells), "adverts.csv")
    assert str(error.value).startswith(f"adverts.csv: column {column!r}: ")
    assert "per hour" in str(error.value) and "\n" not in str(error.value)


def test_few_odd_figures_are_left_out_and_told() -> None:
    read = read_pay(table("salary", [30_000.0] * 19 + [12.5]))
    assert read.pay.notna().sum() == 19 and math.isnan(read.pay.iloc[-1])
    assert read.notes == [
        "pay read from the column 'salary': 19 of 20 figures; 1 not understood, such as '12.5'"
    ]


def test_a_maximum_is_not_the_pay() -> None:
    cells = ["Up to £45,000", "from £30k", "£32k", "competitive", None, "£45k max"]
    read = read_pay(table("pay", cells))
    assert read.pay.isna().tolist() == [True, True, False, True, True, True]
    assert "2 with a maximum alone left out, 1 with a minimum alone left out" in read.notes[0]


def test_an_end_alone_in_a_column_is_not_the_pay_either() -> None:
    ends = {"salary_min": [20_000, np.nan, np.nan], "salary_max": [24_000, 50_000, 60_000]}
    read = read_pay(pd.DataFrame({"title": "Chef", **ends}))
    assert read.pay.isna().tolist() == [False, True, True]
    assert read.notes == ["2 rows give a maximum alone, which is not the pay: left out"]


def test_what_was_read_is_told_in_one_line() -> None:
    read = read_pay(table("pay", ["£20k - £30k", "£10 per hour", "25k"]))
    assert read.notes == [
        "pay read from the column 'pay': 3 of 3 figures; 1 as range, 1 by the hour"
    ]
    for figures in ([25_000, 30_000], ["25000", "30,000.0"]):
        assert read_pay(table("salary", figures)).notes == []
    for words in ("35k", "£35,000 per annum", "35,000 GBP"):
        notes = read_pay(table("salary", ["30000", words])).notes
        assert notes == ["pay read from the column 'salary': 2 of 2 figures"]


def test_figures_come_before_words_and_ends_are_kept() -> None:
    rows = table(
        "salary_text",
        ["£20k - £24k", "£50k"],
        salary_min=[21_000.0, np.nan],
        salary_max=[25_000.0, np.nan],
    )
    read = read_pay(rows)
    assert read.pay.tolist() == [23_000.0, 50_000.0]
    assert read.table.loc[0, "salary_max"] == 25_000


def test_hours_of_2013_are_counted_as_adzuna_did() -> None:
    rows = table("pay", ["£10 per hour"], source="adzuna2013")
    assert read_pay(rows).pay.tolist() == [19_200.0]


def test_a_column_that_looks_like_pay_is_not_passed_over() -> None:
    with pytest.raises(InputError, match="no pay could be read from column 'pay_band'"):
        read_pay(table("pay_band", ["Band 5", "Band 6"]))
    assert read_pay(table("postcode", ["LS1", "LS2"])).pay.isna().all()
    assert read_pay(table("salary", [None, "competitive"])).pay.isna().all()


@pytest.mark.parametrize(
    "columns",
    [
        {"salary": ["competitive", ""]},
        {"Pay": [None, "negotiable"]},
        {"salary_max": [30_000.0, 35_000.0]},
    ],
)
def test_a_training_needs_pay_where_a_column_looks_like_it(columns: dict[str, list[Any]]) -> None:
    rows = pd.DataFrame({"title": "Chef", **columns})
    with pytest.raises(InputError, match=f"from column '{next(iter(columns))}'"):
        require_pay(read_pay(rows), rows, "adverts.csv")


def test_a_training_of_categories_needs_no_pay() -> None:
    for rows in (table("salary", [None, "n/a"]), table("pay_type", ["hourly", "annual"])):
        require_pay(read_pay(rows), rows)
    some = table("pay", ["25k", "competitive"])
    require_pay(read_pay(some), some)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_gives_pay_of_a_year_or_is_refused(cells: list[str]) -> None:
    with contextlib.suppress(InputError):
        assert read_pay(table("pay", cells)).pay.dropna().between(4_000, 1_000_000).all()
