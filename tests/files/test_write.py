import csv
import io
import json
import os
import stat
import subprocess
import sys
from functools import partial

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salarypred.errors import InputError
from salarypred.files.read import read_batches
from salarypred.files.write import TableWriter, output_format, write_document

FRAME = pd.DataFrame(
    {
        "title": ["Café, “x”", 'a "b"\r\nc\rd', "", None],
        "pay": [1.5, np.nan, np.inf, 25000.0],
        "count": pd.array([1, None, 3, 4], dtype="Int64"),
        "ok": [True, False, True, False],
        "odd": [{"a": [1, float("nan")]}, ["x"], None, 12345678901234567890],
        "masks": ['[{"start": 3}]', "[]", "[]", "[]"],
        "posted": pd.to_datetime(["2026-01-01"] * 4),
    }
)


def write(path, *frames, format=None):
    with TableWriter(path, format, list(frames[0].columns)) as writer:
        for frame in frames:
            writer.write(frame)


def test_csv(tmp_path):
    path = tmp_path / "a.csv"
    write(path, FRAME.iloc[:2], FRAME.iloc[2:])
    data = path.read_bytes()
    assert b"\r\n" not in data.replace(b'"b""\r\nc', b"")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    assert rows[0] == list(FRAME.columns)
    assert rows[1][:4] == ["Café, “x”", "1.5", "1", "True"]
    assert rows[1][4:6] == ['{"a": [1, null]}', '[{"start": 3}]']
    assert rows[2][:5] == ['a "b"\r\nc\rd', "", "", "False", '["x"]']
    assert rows[4][4] == "12345678901234567890"


def test_jsonl(tmp_path):
    path = tmp_path / "a.jsonl"
    write(path, FRAME.iloc[:2], FRAME.iloc[2:])
    text = path.read_text(encoding="utf-8")
    assert "Café" in text
    rows = [json.loads(line) for line in text.splitlines()]
    assert [row["title"] for row in rows] == [*FRAME["title"].tolist()[:3], None]
    assert [row["pay"] for row in rows] == [1.5, None, None, 25000.0]
    assert [row["count"] for row in rows] == [1, None, 3, 4]
    assert [row["ok"] for row in rows] == [True, False, True, False]
    assert [row["odd"] for row in rows] == [{"a": [1, None]}, ["x"], None, 12345678901234567890]
    assert rows[0]["masks"] == '[{"start": 3}]'


def test_parquet(tmp_path):
    path = tmp_path / "a.parquet"
    write(path, FRAME.iloc[:2], FRAME.iloc[2:])
    found = pd.read_parquet(path)
    assert list(found.columns) == list(FRAME.columns)
    assert found["title"].fillna("-").tolist() == [*FRAME["title"].tolist()[:3], "-"]
    assert found["pay"].iloc[3] == 25000
    assert found["ok"].tolist() == [True, False, True, False]
    assert found["odd"].tolist()[:2] == ['{"a": [1, null]}', '["x"]']
    assert found["odd"].tolist()[3] == "12345678901234567890"


def test_parquet_types_that_change_later(tmp_path):
    path = tmp_path / "a.parquet"
    chunks = [
        pd.DataFrame({"text": pd.Series([None], dtype="str"), "n": [1], "m": [1], "k": [1.5]}),
        pd.DataFrame({"text": ["a"], "n": [2.5], "m": ["x"], "k": pd.Series([None], dtype="str")}),
        pd.DataFrame({"text": [None], "n": [3], "m": [[1]], "k": [2]}),
    ]
    write(path, *chunks)
    found = pd.read_parquet(path)
    assert found["text"].fillna("-").tolist() == ["-", "a", "-"]
    assert found["n"].tolist() == [1, 2.5, 3]
    assert found["m"].tolist() == ["1", "x", "[1]"]
    assert found["k"].fillna(0).tolist() == [1.5, 0, 2]
    assert [file.name for file in tmp_path.iterdir()] == ["a.parquet"]


@pytest.mark.parametrize("format", ["csv", "tsv", "jsonl", "parquet"])
def test_no_rows(tmp_path, format):
    path = tmp_path / f"a.{format}"
    with TableWriter(path, None, ["title", "pay"]):
        pass
    if format == "parquet":
        assert pq.read_schema(path).names == ["title", "pay"]
    else:
        header = {"csv": "title,pay\n", "tsv": "title\tpay\n", "jsonl": ""}[format]
        assert path.read_text() == header


def test_only_the_columns_of_the_output_in_their_order(tmp_path):
    with TableWriter(tmp_path / "a.csv", None, ["b", "a"]) as writer:
        writer.write(pd.DataFrame({"a": [1], "x": [2], "b": [3]}))
    assert (tmp_path / "a.csv").read_text() == "b,a\n3,1\n"


def test_users_cells_go_back_as_they_came(tmp_path):
    path = tmp_path / "a.csv"
    write(path, pd.DataFrame({"title": ["=1+1", "@x", " 007 "]}))
    assert path.read_text() == "title\n=1+1\n@x\n 007 \n"


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(cells, cells), min_size=1), st.sampled_from(["csv", "tsv", "jsonl"]))
def test_what_is_written_is_read(tmp_path, rows, format):
    frame = pd.DataFrame(rows, columns=["title", "x"], dtype="str")
    path = tmp_path / f"a.{format}"
    write(path, frame)
    (batch,) = read_batches([path])
    assert batch.rows.to_numpy().tolist() == frame.to_numpy().tolist()
    assert (batch.problems == "").all()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(cells, min_size=1))
def test_one_column_keeps_its_empty_rows(tmp_path, titles):
    path = tmp_path / "a.csv"
    write(path, pd.DataFrame({"title": titles}, dtype="str"))
    (batch,) = read_batches([path])
    assert batch.rows["title"].tolist() == titles


@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_interrupted_run_leaves_things_as_they_were(tmp_path, format, error):
    path = tmp_path / f"a.{format}"
    path.write_text("before")

    def interrupted() -> None:
        with TableWriter(path, None, list(FRAME.columns)) as writer:
            writer.write(FRAME)
            raise error

    with pytest.raises(error):
        interrupted()
    assert path.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_nothing_is_at_the_target_before_the_end(tmp_path):
    path = tmp_path / "a.csv"
    with TableWriter(path, None, ["title"]) as writer:
        writer.write(pd.DataFrame({"title": ["x"]}))
        assert not path.exists()
    assert path.exists()


def test_output_may_be_the_input(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("title\n" + "x\n" * 50)
    with TableWriter(path, None, ["title", "pay"]) as writer:
        for batch in read_batches([path], chunk_size=7):
            writer.write(batch.rows.assign(pay=1))
    assert path.read_text() == "title,pay\n" + "x,1\n" * 50


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_permissions_and_links_are_kept(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("before")
    real.chmod(0o640)
    link.symlink_to(real)
    write(link, FRAME)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert real.read_text() != "before"


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="no such device here")
@pytest.mark.parametrize("format", ["csv", "parquet", "xlsx"])
def test_a_device_is_written_to_and_stays(format):
    write("/dev/null", FRAME, format=format)
    assert not os.path.isfile("/dev/null")


def test_places_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    for path, message in [
        (tmp_path, "this is a folder; expected the path of a file"),
        (tmp_path / "no" / "a.csv", "does not exist; expected a path in one that does"),
        (tmp_path / "file" / "a.csv", "does not exist; expected a path in one that does"),
    ]:
        with pytest.raises(InputError, match=message) as error:
            write(path, FRAME)
        assert str(error.value).startswith(str(path))
        assert "\n" not in str(error.value)


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write anywhere")
def test_place_without_permission(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(InputError, match="permission denied"):
        write(tmp_path / "a.csv", FRAME)
    tmp_path.chmod(0o700)


def test_full_disk(tmp_path):
    if not os.path.exists("/dev/full"):
        pytest.skip("no such device here")
    with pytest.raises(InputError, match="/dev/full: cannot be written"):
        write("/dev/full", FRAME)


def test_format_comes_from_the_argument_then_the_ending():
    assert output_format("a.parquet", "JSONL") == "jsonl"
    assert output_format("a.TSV") == "tsv"
    assert output_format("a") == output_format(None) == "csv"
    with pytest.raises(InputError, match="format 'xml': unknown; expected csv"):
        output_format("a.csv", "xml")
    with pytest.raises(InputError, match=r"a\.xls: cannot write \.xls; expected \.csv"):
        output_format("a.xls")


@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet", "xlsx"])
def test_standard_output(format):
    program = (
        "import sys, pandas as pd; from salarypred.files.write import TableWriter\n"
        f"with TableWriter(None, {format!r}, ['title', 'n']) as writer:\n"
        "    for n in range(3): writer.write(pd.DataFrame({'title': ['Café'], 'n': [n]}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    if format == "csv":
        assert done.stdout.decode() == "title,n\nCafé,0\nCafé,1\nCafé,2\n"
    elif format == "jsonl":
        assert json.loads(done.stdout.splitlines()[2]) == {"title": "Café", "n": 2}
    else:
        read = pd.read_parquet if format == "parquet" else partial(pd.read_excel, engine="openpyxl")
        assert read(io.BytesIO(done.stdout))["n"].tolist() == [0, 1, 2]


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_reader_that_goes_away_ends_it_quietly(format):
    program = (
        "import pandas as pd; from salarypred.files.write import TableWriter\n"
        f"with TableWriter(None, {format!r}, ['n']) as writer:\n"
        "    for _ in range(20): writer.write(pd.DataFrame({'n': range(100_000)}))\n"
        "raise AssertionError('not reached')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout.read(3)
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 0


@pytest.mark.parametrize("there", [False, True])
def test_a_document_is_written_whole(tmp_path, there):
    path = tmp_path / "a.txt"
    if there:
        path.write_bytes(b"before")
    write_document(path, b"Pay \xa325k\r\n")
    assert path.read_bytes() == b"Pay \xa325k\r\n"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("place", [None, "-"])
def test_a_document_on_the_screen(capfdbinary, place):
    write_document(place, b"Pay \xa325k\r\n")
    assert capfdbinary.readouterr().out == b"Pay \xa325k\r\n"


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="no such device here")
def test_a_document_for_a_device():
    write_document("/dev/null", b"x")
    assert not os.path.isfile("/dev/null")


def test_a_document_that_cannot_be_written(tmp_path):
    path = tmp_path / "no" / "a.txt"
    with pytest.raises(InputError) as error:
        write_document(path, b"x")
    assert str(error.value) == (
        f"{path}: cannot be written (no such file or directory); expected a file in a folder where "
        "you may write"
    )
    with pytest.raises(InputError, match="is a directory"):
        write_document(tmp_path, b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
@pytest.mark.parametrize("format", ["csv", "txt"])
def test_permissions_of_new_files_follow_the_umask_and_of_old_ones_stay(tmp_path, format):
    path = tmp_path / f"a.{format}"

    def put():
        if format == "csv":
            write(path, FRAME)
        else:
            write_document(path, b"x")

    before = os.umask(0o026)
    try:
        put()
        assert os.umask(0o026) == 0o026  # it stays
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.chmod(0o604)
    put()
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_what_is_being_written_is_for_its_owner_alone(tmp_path):
    with TableWriter(tmp_path / "a.csv", None, ["title"]):
        (part,) = tmp_path.iterdir()
        assert part.name.startswith(".salarypred-")
        assert part.name.endswith(".part")
        assert stat.S_IMODE(part.stat().st_mode) == 0o600


def test_the_words_of_refusals(tmp_path):
    with pytest.raises(InputError) as error:
        TableWriter(tmp_path, None, ["title"])
    said = f"{tmp_path}: this is a folder; expected the path of a file to write"
    assert str(error.value) == said
    path = tmp_path / "no" / "a.csv"
    with pytest.raises(InputError) as error:
        write(path, FRAME)
    said = f"{path}: the folder {path.parent} does not exist; expected a path in one that does"
    assert str(error.value) == said
    with pytest.raises(InputError) as error:
        output_format("a.csv", "xml")
    assert str(error.value) == "format 'xml': unknown; expected csv, tsv, jsonl, parquet, xlsx"
    with pytest.raises(InputError) as error:
        output_format("a.xls")
    said = "a.xls: cannot write .xls; expected .csv, .tsv, .jsonl, .xlsx or .parquet, or"
    assert str(error.value) == f"{said} --format to say what it is"


@pytest.mark.parametrize(
    "ending",
    [
        *(".gz", ".zip", ".xls", ".json", ".db", ".sqlite", ".zst", ".xz", ".bz2", ".7z"),
        *(".arrow", ".feather", ".ods", ".orc", ".avro", ".html", ".xml", ".pdf", ".nonsense"),
    ],
)
def test_endings_that_promise_another_format(ending):
    with pytest.raises(InputError, match="cannot write"):
        output_format(f"a{ending.upper()}")
    assert output_format(f"a{ending}", "csv") == "csv"


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("csv", b"title,n\nCaf\xc3\xa9?,1\n"),
        ("tsv", b"title\tn\nCaf\xc3\xa9?\t1\n"),
        ("jsonl", b'{"title": "Caf\xc3\xa9?", "n": 1}\n'),
    ],
)
def test_rows_on_the_screen(capfdbinary, format, text):
    frame = pd.DataFrame({"title": pd.Series(["Café\ud800"], dtype=object), "n": 1})
    for place in (None, "-"):
        write(place, frame, format=format)
        assert capfdbinary.readouterr().out == text


def test_parquet_on_the_screen(capfdbinary):
    write(None, pd.DataFrame({"n": [1]}), format="parquet")
    assert pd.read_parquet(io.BytesIO(capfdbinary.readouterr().out))["n"].tolist() == [1]


def test_columns_of_one_name_are_taken_as_they_stand(tmp_path):
    frame = pd.DataFrame([[1, 2]], columns=["a", "a"])
    write(tmp_path / "a.csv", frame)
    assert (tmp_path / "a.csv").read_text() == "a,a\n1,2\n"


def test_a_mark_for_excel(tmp_path):
    frame = pd.DataFrame({"title": ["Café"]})
    for _ in range(2):
        with TableWriter(tmp_path / "a.csv", None, ["title"], "utf-8-sig") as writer:
            writer.write(frame)
            writer.write(frame)
    written = (tmp_path / "a.csv").read_bytes()
    assert written == "\ufefftitle\nCafé\nCafé\n".encode()
    with pytest.raises(InputError, match="utf-8-sig with parquet; expected csv or tsv"):
        TableWriter(tmp_path / "a.parquet", None, ["title"], "utf-8-sig")
    with pytest.raises(InputError, match="'latin-1': unknown; expected utf-8, utf-8-sig"):
        TableWriter(tmp_path / "a.csv", None, ["title"], "latin-1")
