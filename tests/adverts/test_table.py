"""Any table in the one form that the rest reads."""

import time

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.columns import CANONICAL
from salarypred.adverts.table import row_problems, targets, to_adverts


def test_second_column_fills_where_the_first_is_empty():
    rows = pd.DataFrame(
        {
            "title": ["a", "b", "c"],
            "LocationNormalized": ["Leeds", "York", "Hull"],
            "LocationRaw": ["Leeds LS1", None, "  "],
        }
    )
    assert to_adverts(rows)["location"].tolist() == ["Leeds LS1", "York", "Hull"]


def test_advert_table_has_all_columns_as_text_and_keeps_the_index():
    rows = pd.DataFrame(
        {
            "ID": [68802053.0, np.nan, 3],
            "title": ["  Chef\n", None, "   "],
            "company": [" ACME ", pd.NA, 5],
            "created": pd.to_datetime(
                pd.Series(["2026-08-19", None, "2026-08-19 10:30"]), format="ISO8601"
            ).array,
        },
        index=[7, 7, 2],
    )
    adverts = to_adverts(rows)
    assert list(adverts.columns) == list(CANONICAL)
    assert adverts.index.tolist() == [7, 7, 2]
    assert all(pd.api.types.is_string_dtype(adverts[name]) for name in adverts)
    assert adverts["id"].tolist() == ["68802053", "", "3"]
    assert adverts["title"].tolist() == ["  Chef\n", "", ""]  # masks are counted by characters
    assert adverts["company"].tolist() == ["ACME", "", "5"]
    assert adverts["posted"].tolist() == ["2026-08-19", "", "2026-08-19 10:30:00"]


@pytest.mark.parametrize("dtype", ["str", "object", "category", "string"])
def test_text_of_every_dtype(dtype):
    rows = pd.DataFrame({"title": pd.Series(["Chef", None, "007"], dtype=dtype)})
    assert to_adverts(rows)["title"].tolist() == ["Chef", "", "007"]


def test_odd_cells_become_text():
    cells = [["a"], {"b": 1}, b"Chef", True, 10**30, 1.5, np.float32(2), "\ud800", pd.NaT]
    adverts = to_adverts(pd.DataFrame({"title": pd.Series(cells, dtype=object)}))
    assert adverts["title"].tolist() == [
        "['a']", "{'b': 1}", "Chef", "True", "1" + "0" * 30, "1.5", "2", "?", "",
    ]  # fmt: skip


def test_duplicate_column_names():
    rows = pd.DataFrame([["", "Chef", 1, 2]], columns=["title", "title", "salary", "salary"])
    assert to_adverts(rows)["title"].tolist() == ["Chef"]
    assert targets(rows).tolist() == [1.0]


def test_no_rows():
    rows = pd.DataFrame({"title": []})
    assert len(to_adverts(rows)) == 0
    assert len(targets(rows)) == 0
    assert row_problems(to_adverts(rows)).tolist() == []


def test_targets():
    rows = pd.DataFrame(
        {
            "salary": [
                "25,000",
                "£30000",
                "",
                None,
                "negotiable",
                "-5",
                "inf",
                "0",
                "31 000",
                True,
            ],
            "SalaryMin": [1, 1, 20000, None, None, None, None, 10000, None, None],
            "salary_max": [1, 1, 30000, 40000, None, None, None, np.inf, None, 50000],
        }
    )
    pay = targets(rows)
    assert pay.dtype == "float64"
    expected = [25000, 30000, 25000, 40000, np.nan, np.nan, np.nan, 10000, 31000, 50000]
    np.testing.assert_array_equal(pay, expected)


def test_no_targets():
    pay = targets(pd.DataFrame({"title": ["a", "b"], "SalaryRaw": ["25000", "£9 an hour"]}))
    assert pay.isna().all()
    assert len(pay) == 2


def test_rows_without_text_are_named():
    rows = pd.DataFrame({"title": ["", " ", "x", None], "description": ["", None, "", "y"]})
    problem = "no title and no description"
    assert row_problems(to_adverts(rows)).tolist() == [problem, problem, "", ""]


def test_many_rows_are_quick():
    rows = pd.DataFrame({"Title": ["Chef de Partie"] * 200_000, "ContractTime": "Permanent"})
    started = time.process_time()
    to_adverts(rows)
    assert time.process_time() - started < 5
