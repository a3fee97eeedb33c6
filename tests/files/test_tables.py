"""Tables of any kind: JSON lines, Parquet, and any bytes at all."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salarypred.errors import InputError
from salarypred.files import tables
from salarypred.files.tables import read_table, table_columns

quick = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def whole(path, chunk_size=10_000):
    """All rows and problems of a table, after a look at its chunks."""
    chunks = list(read_table(path, chunk_size=chunk_size))
    assert all(len(rows) <= chunk_size for rows, _ in chunks)
    assert all(rows.index.equals(problems.index) for rows, problems in chunks)
    rows = pd.concat([rows for rows, _ in chunks], ignore_index=True)
    return rows, pd.concat([problems for _, problems in chunks], ignore_index=True)


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


cells = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@quick
@given(data=st.binary() | st.text('",\n\r;x').map(str.encode))
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.parquet", "a.csv.gz", "a.zip"])
def test_any_bytes_are_read_or_refused(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(b"title,x\n" + data if name == "a.csv" else data)
    said = f"{path}: nothing"
    try:
        table_columns(path)
        whole(path)
    except InputError as error:
        said = str(error)
    assert "\n" not in said
    assert said.startswith(str(path))


def test_json_values_keep_their_types_and_nested_objects_are_flattened(file):
    lines = [
        {"id": 12345678901234567890, "title": "Chef", "company": {"display_name": "ACME"}},
        {"title": None, "pay": 1.5, "tags": ["a"], "location": {"area": ["UK"], "x": {"y": 1}}},
    ]
    path = file("a.jsonl", "\n".join(map(json.dumps, lines)))
    rows, problems = whole(path)
    assert table_columns(path) == list(rows.columns)
    assert list(rows.columns) == [
        "id", "title", "company.display_name", "pay", "tags", "location.area", "location.x",
    ]  # fmt: skip
    assert rows.loc[0, "id"] == 12345678901234567890
    assert rows.loc[0, "company.display_name"] == "ACME"
    assert rows.loc[1, "location.x"] == {"y": 1}
    assert rows["title"].isna().tolist() == [False, True]
    assert problems.tolist() == ["", ""]


def test_bad_lines_keep_their_place(file):
    path = file("a.jsonl", '{"title": "a"}\n\n{"title": \n[1]\n"x"\nnull\n{"title": "b"}')
    rows, problems = whole(path)
    assert rows["title"].fillna("-").tolist() == ["a", "-", "-", "-", "-", "b"]
    assert problems.tolist() == [
        "", "line 3: not valid JSON", "line 4: not a JSON object", "line 5: not a JSON object",
        "line 6: not a JSON object", "",
    ]  # fmt: skip


def test_odd_json(file):
    deep = "[" * 100_000
    path = file("a.jsonl", '{"title": "\\ud83d x"}\n{"title": "\\ud83d\\ude00"}\n' + deep)
    rows, problems = whole(path)
    assert rows["title"].iloc[:2].tolist() == ["? x", "😀"]
    assert problems.tolist() == ["", "", "line 3: not valid JSON"]


def test_json_array(file):
    rows, problems = whole(file("a.jsonl", '[{"title": "a"},\n {"title": "b"}, 3]'), chunk_size=2)
    assert rows["title"].fillna("-").tolist() == ["a", "b", "-"]
    assert problems.tolist() == ["", "", "item 3: not a JSON object"]


def test_json_lines_that_start_with_a_list(file):
    rows, problems = whole(file("a.jsonl", '[1]\n{"title": "a"}\n'))
    assert problems.tolist() == ["line 1: not a JSON object", ""]
    assert rows["title"].iloc[1] == "a"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"title": "a"},', "a JSON array that is not valid"),
        ("id,title\n1,x\n", "line 1: not valid JSON; expected one JSON object a line"),
        ("\n", "the file has no rows"),
    ],
)
def test_what_is_no_jsonl(file, text, message):
    with pytest.raises(InputError, match=message):
        table_columns(file("a.jsonl", text))


def test_more_columns_than_any_table_of_adverts(file):
    with pytest.raises(InputError, match="more than 5,000 columns"):
        table_columns(file("a.jsonl", json.dumps({str(key): 1 for key in range(6000)})))


json_values = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | cells


@quick
@given(
    rows=st.lists(st.fixed_dictionaries({"title": cells, "b": json_values}), min_size=1),
    size=st.integers(1, 4),
)
def test_jsonl_round_trip(tmp_path, rows, size):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found, _ = whole(path, chunk_size=size)
    for column in ("title", "b"):
        values = found[column].astype(object).where(found[column].notna(), None).tolist()
        assert values == [row[column] for row in rows]


def test_parquet_types_are_kept(tmp_path):
    frame = pd.DataFrame(
        {
            "id": pd.array([1, None, 3], dtype="Int64"),
            "title": ["a", None, "c"],
            "pay": [1.5, np.nan, 2],
            "kind": pd.Categorical(["x", "y", None]),
            "posted": pd.to_datetime(["2026-01-01"] * 3),
        },
        index=[5, 6, 7],
    )
    path = tmp_path / "a.parquet"
    frame.to_parquet(path, row_group_size=2)
    rows, problems = whole(path, chunk_size=2)
    assert table_columns(path) == list(rows.columns)
    assert rows["id"].tolist()[::2] == [1, 3]
    assert str(rows["id"].dtype) == "Int64"
    assert str(rows["title"].dtype) in ("str", "object")
    assert rows["kind"].dtype == "category"
    assert rows["pay"].dtype == "float64"
    assert rows["posted"].dt.year.tolist() == [2026] * 3
    assert problems.tolist() == [""] * 3


def test_parquet_without_rows(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame({"title": pd.Series([], dtype="str")}).to_parquet(path)
    assert [(len(rows), list(rows.columns)) for rows, _ in read_table(path)] == [(0, ["title"])]


@pytest.mark.parametrize("keep", [100, -20])
def test_damaged_parquet(tmp_path, keep):
    path = tmp_path / "a.parquet"
    pd.DataFrame({"title": ["a"] * 1000}).to_parquet(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(InputError, match=r"a\.parquet: not a whole Parquet file .*; expected"):
        table_columns(path)


def test_large_json_array_is_refused(file, monkeypatch):
    monkeypatch.setattr(tables, "MAX_ARRAY", 100)
    with pytest.raises(InputError, match="one JSON object a line"):
        table_columns(file("a.jsonl", "[\n" + ", ".join(['{"title": "a"}'] * 100) + "]"))
