"""Comma- and tab-separated tables, odd ones too."""

import csv

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salarypred.errors import InputError
from salarypred.files import delimited
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


@pytest.mark.parametrize(("lines", "refused"), [(30, False), (31, True)])
def test_a_record_has_at_most_so_many_lines(file, monkeypatch, lines, refused):
    monkeypatch.setattr(delimited, "MAX_RECORD_LINES", 30)
    cell = "\n".join(map(str, range(lines)))
    path = file("a.csv", f'id,title\n1,"{cell}"\n')
    if refused:
        with pytest.raises(InputError, match="line 2: a quote"):
            whole(path)
    else:
        assert whole(path)[0]["title"].tolist() == [cell]


def test_the_usual_limit_of_a_record():
    assert delimited.MAX_RECORD_LINES == 100_000


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
