"""Rows as text and as Parquet; formats known by name and by content."""

import gzip
import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from salarypred.errors import InputError
from salarypred.files import formats
from salarypred.files.formats import ParquetEncoder, csv_header, csv_rows, json_lines
from salarypred.files.tables import read_table, table_columns


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize("name", ["a.xls", "a.json", "a", "a.gz", "a.parquet.gz", "a.xlsx.gz"])
def test_unknown_ending(file, name):
    with pytest.raises(InputError, match=r"cannot read .*; expected \.txt, \.csv, \.tsv"):
        read_table(file(name, "x"))


def test_other_format_under_a_tables_name(file):
    with pytest.raises(InputError, match="this is a zip or Office file inside"):
        table_columns(file("a.csv", b"PK\x03\x04..."))
    with pytest.raises(InputError, match="this is a gzip file inside"):
        table_columns(file("a.jsonl", gzip.compress(b"{}")))


# --- rows as text


def test_a_header_is_a_line_of_its_own():
    assert csv_header(["a", "b,c"]) == 'a,"b,c"\n'
    assert csv_header(["a", "b,c"], "\t") == "a\tb,c\n"


@pytest.mark.parametrize("delimiter", [",", "\t"])
@pytest.mark.parametrize("cell", ["a,b", "a\tb", 'a"b', "a\rb", "a\nb", "plain", "'x'"])
def test_cells_are_quoted_only_where_they_must_be(delimiter, cell):
    line = csv_rows(pd.DataFrame({"x": [cell], "y": ["z"]}), delimiter)
    must = any(sign in cell for sign in ('"', "\r", "\n", delimiter))
    written = '"' + cell.replace('"', '""') + '"' if must else cell
    assert line == f"{written}{delimiter}z\n"


def test_cells_of_every_type_as_csv():
    cells = [None, 1, 1.5, float("inf"), True, ["a", np.nan], {"b": 1}, np.array([1, 2]), "\ud800"]
    frame = pd.DataFrame({"x": pd.Series(cells, dtype=object), "y": "z"})
    assert csv_rows(frame).splitlines() == [
        ",z", "1,z", "1.5,z", "inf,z", "True,z",
        '"[""a"", null]",z', '"{""b"": 1}",z', '"[1, 2]",z', "?,z",
    ]  # fmt: skip
    floats = pd.DataFrame({"x": [1.5, np.nan, np.inf], "y": "z"})
    assert csv_rows(floats) == "1.5,z\n,z\ninf,z\n"


def test_no_rows_are_no_text():
    assert csv_rows(pd.DataFrame({"x": []})) == ""
    assert json_lines(pd.DataFrame({"x": []})) == ""


def test_an_empty_cell_alone_is_quoted():
    assert csv_rows(pd.DataFrame({"x": ["", "a", None]})) == '""\na\n""\n'
    assert csv_rows(pd.DataFrame({"x": ["", "a"], "y": ["", ""]})) == ",\na,\n"


def test_cells_of_every_type_as_json():
    cells = [None, 1, "é", [1.5, np.inf], {"a": {"b": np.nan}}, np.array([1.0, np.nan]),
             np.float32(2), pd.Timestamp("2026-01-02")]  # fmt: skip
    text = json_lines(pd.DataFrame({"x": pd.Series(cells, dtype=object), 7: 0}))
    assert [json.loads(line)["x"] for line in text.splitlines()] == [
        None, 1, "é", [1.5, None], {"a": {"b": None}}, [1.0, None], 2.0, "2026-01-02 00:00:00",
    ]  # fmt: skip
    assert "é" in text
    assert json.loads(text.splitlines()[0])["7"] == 0
    floats = json_lines(pd.DataFrame({"x": [np.inf, -np.inf, np.nan, 1.5]}))
    assert floats == '{"x": null}\n{"x": null}\n{"x": null}\n{"x": 1.5}\n'


# --- Parquet in chunks

CATEGORY = pa.dictionary(pa.int32(), pa.string())  # as it is read
DECIMALS = [Decimal("1.10"), Decimal("123.40")]


def parquet(folder, *chunks):
    encoder = ParquetEncoder(folder / "a.parquet", ["x"])
    for cells in chunks:
        encoder.write(pd.DataFrame({"x": cells}))
    encoder.close()
    assert [path.name for path in folder.iterdir()] == ["a.parquet"]
    return pq.read_table(folder / "a.parquet")["x"]


@pytest.mark.parametrize(
    ("chunks", "kind", "cells"),
    [
        ([[1, 2], [3, 4]], pa.int64(), [1, 2, 3, 4]),
        ([[1], [2.5]], pa.float64(), [1.0, 2.5]),
        ([[2.5], [1]], pa.float64(), [2.5, 1.0]),
        ([np.array([1], "int8"), np.array([2], "int16")], pa.int64(), [1, 2]),
        ([[1], ["a"]], pa.large_string(), ["1", "a"]),
        ([["a"], [1]], pa.large_string(), ["a", "1"]),
        ([[True], [1]], pa.large_string(), ["true", "1"]),
        ([[None], [None]], pa.large_string(), [None, None]),
        ([[None], ["a"]], pa.large_string(), [None, "a"]),
        ([[1], [None]], pa.int64(), [1, None]),
        ([[[1], None], ["a"]], pa.large_string(), ["[1]", None, "a"]),
        ([[{"b": 1}]], pa.large_string(), ['{"b": 1}']),
        ([[1], [np.array([1, 2]), None]], pa.large_string(), ["1", "[1, 2]", None]),
        ([[1, "a", np.nan]], pa.large_string(), ["1", "a", None]),
        ([[2.5], [2**60 + 1]], pa.float64(), [2.5, float(2**60)]),
        ([[1, "a", None]], pa.large_string(), ["1", "a", None]),
        ([pd.Categorical(["a", "b"])], CATEGORY, ["a", "b"]),
        ([pd.Categorical(["a"]), pd.Categorical(["c", "b"])], CATEGORY, ["a", "c", "b"]),
        ([pd.Categorical(["a"]), ["b"]], pa.large_string(), ["a", "b"]),
        ([[None], [7]], pa.int64(), [None, 7]),
        ([[Decimal("1.10")], [Decimal("123.4")]], pa.decimal128(5, 2), DECIMALS),
        ([["a"], [b"\xff"]], pa.large_string(), ["a", "\ufffd"]),
        ([[1.0, np.nan]], pa.float64(), [1.0, None]),
        ([[1], []], pa.int64(), [1]),
        ([], pa.large_string(), []),
        ([[1], [2.5], ["a"]], pa.large_string(), ["1", "2.5", "a"]),
    ],
)
def test_chunks_whose_types_differ(tmp_path, chunks, kind, cells):
    column = parquet(tmp_path, *chunks)
    assert column.type == kind
    assert column.to_pylist() == cells


def test_few_large_row_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "ROW_GROUP", 10)
    parquet(tmp_path, *[[1, 2, 3]] * 9)
    file = pq.ParquetFile(tmp_path / "a.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [12, 12, 3]


def test_types_that_widen_after_a_row_group_was_written(tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "ROW_GROUP", 2)
    assert parquet(tmp_path, [1, 2], [3, 4], [2.5], ["a"]).to_pylist() == [
        "1",
        "2",
        "3",
        "4",
        "2.5",
        "a",
    ]


def test_facts_of_the_whole_file(tmp_path):
    encoder = ParquetEncoder(tmp_path / "a.parquet", ["x"])
    encoder.write(pd.DataFrame({"x": [1]}))
    encoder.close({"salarypred.model": "mine"})
    assert pq.read_metadata(tmp_path / "a.parquet").metadata[b"salarypred.model"] == b"mine"


@pytest.mark.parametrize("dtype", ["float64", "float32", "int64", "Int64", "object"])
def test_numbers_of_every_kind_are_written_alike(dtype):
    whole = dtype in ("int64", "Int64")
    numbers = [0, -3, 2**53] if whole else [0.1, -0.0, 1e22, 2.5, 3.0]
    frame = pd.DataFrame({"x": pd.Series(numbers, dtype=dtype), "y": "z"})
    expected = [str(number) for number in frame["x"].astype(object)]
    assert csv_rows(frame).splitlines() == [f"{number},z" for number in expected]


def test_a_column_without_any_number_is_empty():
    assert csv_rows(pd.DataFrame({"x": [np.nan, np.nan], "y": ["a", "b"]})) == ",a\n,b\n"
