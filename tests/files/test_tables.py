import csv
import gzip
import json
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salarypred.errors import InputError
from salarypred.files import delimited, tables
from salarypred.files import opening as files
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


# --- CSV


def test_cells_stand_as_they_are(file):
    path = file("a.csv", 'id,title,n\n007, Chef ,1.0\n008,"a ""b"", c\r\nd",NA\n')
    rows, problems = whole(path)
    assert rows.to_dict("list") == {
        "id": ["007", "008"],
        "title": [" Chef ", 'a "b", c\r\nd'],
        "n": ["1.0", "NA"],
    }
    assert problems.tolist() == ["", ""]
    assert table_columns(path) == ["id", "title", "n"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found_from_the_header(file, delimiter):
    path = file("a.csv", f"id{delimiter}title{delimiter}pay, range; about\n1{delimiter}x")
    if delimiter in ",;":
        path = file("a.csv", f"id{delimiter}title{delimiter}pay\n1{delimiter}x")
    rows, _ = whole(path)
    assert rows.columns[:2].tolist() == ["id", "title"]
    assert rows.iloc[0, :2].tolist() == ["1", "x"]


def test_tsv_and_excels_first_line(file):
    assert whole(file("a.tsv", "a,b\ttitle\n1\t2\n"))[0].columns.tolist() == ["a,b", "title"]
    assert whole(file("a.csv", "sep=;\r\nid;title\r\n1;x"))[0].to_dict("list") == {
        "id": ["1"],
        "title": ["x"],
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_line_ends(file, encoding, ending):
    text = ending.join(["title,company", "Café – £20k,“x”", "", "b,c", ""])
    rows, _ = whole(file("a.csv", text.encode(encoding)))
    assert rows.to_dict("list") == {"title": ["Café – £20k", "b"], "company": ["“x”", "c"]}


def test_late_odd_byte_does_not_spoil_the_rest(file):
    lines = ["title"] + ["Café"] * 5000
    path = file("a.csv", "\n".join(lines).encode() + b"\nCaf\xe9\n" + "Café".encode())
    rows, _ = whole(path, chunk_size=1000)
    assert rows["title"].tolist() == ["Café"] * 5002


def test_ragged_rows(file):
    rows, problems = whole(file("a.csv", "id,title\n1\n2,b,c,d\n\n3,c,,\n"))
    assert rows.to_dict("list") == {"id": ["1", "2", "3"], "title": ["", "b", "c"]}
    assert problems.tolist() == ["", "line 3: 4 cells, expected 2", ""]


def test_nul_and_long_cells(file):
    rows, _ = whole(file("a.csv", b"id,ti\0tle\n1,a\0b\n2," + b"x" * 300_000))
    assert rows["title"].str.len().tolist() == [2, 300_000]


def test_columns_of_one_name(file):
    path = file("a.csv", "title,title,title.1,\n1,2,3,4\n")
    rows, _ = whole(path)
    assert rows.columns.tolist() == ["title", "title.2", "title.1", ""]
    assert rows.iloc[0].tolist() == ["1", "2", "3", "4"]


def test_header_alone_gives_an_empty_chunk(file):
    chunks = list(read_table(file("a.csv", "id,title\n")))
    assert [(len(rows), list(rows.columns)) for rows, _ in chunks] == [(0, ["id", "title"])]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_empty_file(file, text):
    with pytest.raises(InputError, match=r"a\.csv: the file is empty; expected"):
        table_columns(file("a.csv", text))


def test_unclosed_quote_is_named(file):
    rows = [f"{number},x" for number in range(50)]
    rows[20] = '20,"x'
    path = file("a.csv", "\n".join(["id,title", *rows]))
    with pytest.raises(InputError, match=r"a\.csv: line 22: a quote .* not closed"):
        whole(path)


def test_unclosed_quote_in_a_long_file_ends_early(file, monkeypatch):
    monkeypatch.setattr(delimited, "MAX_RECORD_LINES", 30)
    path = file("a.csv", 'id,title\n1,"x\n' + "2,y\n" * 100 + '3,"z"\n')
    with pytest.raises(InputError, match="line 2"):
        whole(path)


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (['1,15" screen,a', "2,b,c"], ['15" screen', "b"]),
        (['1,"Senior" Chef,a', "2,b,c"], ["Senior Chef", "b"]),
        (['1,"Senior chef,a', '2,"b",c'], ['"Senior chef', "b"]),
        (['1,"Senior chef,a', '2,b,"c"', "3,d,e"], ['"Senior chef', "b", "d"]),
        (['1,"Senior" Chef,"two\nlines"', "2,b,c"], ["Senior Chef", "b"]),
    ],
)
def test_stray_quote_loses_no_row(file, lines, titles):
    rows, problems = whole(file("a.csv", "\n".join(["id,title,x", *lines])))
    assert rows["title"].tolist() == titles
    assert (problems == "").all()


def test_line_numbers_count_lines_within_cells(file):
    path = file("a.csv", 'id,title\n1,"a\nb\nc"\n2,x,y\n')
    assert whole(path)[1].tolist() == ["", "line 5: 3 cells, expected 2"]


cells = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@quick
@given(
    rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=8),
    size=st.integers(1, 4),
)
def test_csv_round_trip(tmp_path, rows, size):
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerows([["id", "title", "x"], *rows])
    found, problems = whole(path, chunk_size=size)
    assert found.to_numpy().tolist() == rows
    assert (problems == "").all()


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


# --- JSONL


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


# --- Parquet


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
    assert not {str(rows[name].dtype) for name in ("title", "kind")} - {"str", "object"}
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


# --- packed files and file names


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_packed_tables(file, tmp_path, name):
    text = {"a.csv": "id,title\n1,Café\n", "a.jsonl": '{"id": "1", "title": "Café"}\n'}[name]
    packed = file(f"{name}.gz", gzip.compress(text.encode()))
    zipped = tmp_path / "b.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr(f"../../{name}", text)
        archive.writestr(f"__MACOSX/{name}", "x")
        archive.writestr("readme.md", "x")
    for path in (packed, zipped):
        assert whole(path)[0].to_dict("list") == {"id": ["1"], "title": ["Café"]}
        assert table_columns(path) == ["id", "title"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.gz", "b.zip"]


def test_damaged_gzip(file):
    data = gzip.compress(b"id,title\n" + np.random.default_rng(0).bytes(5000).hex().encode())
    with pytest.raises(InputError, match="damaged or cut off"):
        whole(file("a.csv.gz", data[:-1000]))
    with pytest.raises(InputError, match="damaged or cut off"):
        whole(file("a.csv.gz", b"id,title\n1,x"))


@pytest.mark.parametrize("members", [["a.csv", "b.csv"], ["a.csv", "b.txt"], ["a.xlsx"], []])
def test_zip_of_something_else(tmp_path, members):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.writestr(member, "title\nx")
    with pytest.raises(InputError, match=r"a\.zip: the zip file holds .*; expected one"):
        table_columns(path)


@pytest.mark.parametrize("packing", ["gz", "zip"])
def test_packed_bomb_is_stopped(file, tmp_path, monkeypatch, packing):
    monkeypatch.setattr(files, "MAX_UNPACKED", 1 << 18)
    bomb = b"title\n" + b"0\n" * (1 << 18)
    if packing == "gz":
        path = file("a.csv.gz", gzip.compress(bomb))
    else:
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.csv", bomb)
    with pytest.raises(InputError, match="unpacks to more than 200 times"):
        whole(path)


def test_endless_line_is_stopped(file, monkeypatch):
    monkeypatch.setattr(files, "MAX_LINE", 2 << 20)
    with pytest.raises(InputError, match="a line of more than 2 MiB"):
        whole(file("a.csv", b"title\n" + b"x" * (4 << 20)))


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "a", "a.gz", "a.parquet.gz", "a.xlsx.gz"])
def test_unknown_ending(file, name):
    with pytest.raises(InputError, match=r"cannot read .*; expected \.txt, \.csv, \.tsv"):
        read_table(file(name, "x"))


def test_other_format_under_a_tables_name(file):
    with pytest.raises(InputError, match="this is a zip or Office file inside"):
        table_columns(file("a.csv", b"PK\x03\x04..."))
    with pytest.raises(InputError, match="this is a gzip file inside"):
        table_columns(file("a.jsonl", gzip.compress(b"{}")))


def test_large_json_array_is_refused(file, monkeypatch):
    monkeypatch.setattr(tables, "MAX_ARRAY", 100)
    with pytest.raises(InputError, match="one JSON object a line"):
        table_columns(file("a.jsonl", "[\n" + ", ".join(['{"title": "a"}'] * 100) + "]"))
