"""Workbooks: no cell becomes a formula, and what is written is what is read."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salarypred.errors import InputError
from salarypred.files.office import workbook_writer
from salarypred.files.office.workbook import sheet_rows
from salarypred.files.office.workbook_writer import MAX_CELL, WorkbookEncoder


def written(path: Path, frame: pd.DataFrame) -> list[list[Any]]:
    """Write a table in two parts and read it again."""
    encoder = WorkbookEncoder(path, [str(name) for name in frame.columns])
    try:
        encoder.write(frame.iloc[:1])
        encoder.write(frame.iloc[1:])
    finally:
        encoder.close()
    return [row for _, row in sheet_rows(path, "a.xlsx")]


FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "+44 113", "-5", "@SUM(A1)", "\t=1", "#N/A", "TRUE", "12"]


def test_text_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    frame = pd.DataFrame({"=title": FORMULAS, "n": range(len(FORMULAS))})
    assert written(path, frame) == [["=title", "n"], *([t, i] for i, t in enumerate(FORMULAS))]
    sheet = openpyxl.load_workbook(path).active
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    marked = [bool(cell.quotePrefix) for cell in sheet["A"][1:]]
    assert marked == [text[0] in "=+-@\t" for text in FORMULAS]  # also when somebody edits it
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_values(tmp_path: Path) -> None:
    values: list[Any] = [
        1,
        2.5,
        True,
        None,
        float("nan"),
        float("inf"),
        date(2026, 11, 24),
        Decimal("1.5"),
    ]
    values += [pd.Timestamp("2026-11-24 10:00"), pd.Timestamp("2026-11-24", tz="UTC")]
    values += [9_007_199_254_740_993, [1, "a"], {"a": 1}, pd.NA, pd.NaT]
    frame = pd.DataFrame({"x": pd.Series(values, dtype=object), "y": "y"})
    found = [row[0] for row in written(tmp_path / "a.xlsx", frame)[1:]]
    assert found == [
        *(1, 2.5, True, None, None, None, pd.Timestamp("2026-11-24"), "1.5"),
        *(pd.Timestamp("2026-11-24 10:00"), "2026-11-24 00:00:00+00:00"),
        *("9007199254740993", '[1, "a"]', '{"a": 1}', None, None),
    ]


@given(texts=st.lists(st.text(max_size=20), min_size=1, max_size=5))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_comes_back(texts: list[str], tmp_path: Path) -> None:
    frame = pd.DataFrame({"x": texts, "y": "y"})
    found = [row[0] or "" for row in written(tmp_path / "a.xlsx", frame)[1:]]
    assert found == [text.replace("\0", "").encode("utf-8", "replace").decode() for text in texts]


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    long = "a" * (MAX_CELL - 1) + "😀"
    frame = pd.DataFrame({"description": ["x", long, long], "warnings": ["", "", "no text"]})
    _, first, second, third = written(tmp_path / "a.xlsx", frame)
    cut = "cut to 32,767 characters, the most that a cell holds: description"
    assert first == ["x", None]
    assert second == ["a" * (MAX_CELL - 1), cut]
    assert third[1] == f"no text; {cut}"


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_writer, "MAX_ROWS", 3)
    with pytest.raises(InputError, match=r"more than 2 rows; expected an output ending in \.csv"):
        written(tmp_path / "a.xlsx", pd.DataFrame({"x": ["a", "b", "c"]}))


def test_a_table_without_rows(tmp_path: Path) -> None:
    assert written(tmp_path / "a.xlsx", pd.DataFrame(columns=["title", "x"])) == [["title", "x"]]
