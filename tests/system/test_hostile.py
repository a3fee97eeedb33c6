"""Hostile inputs: each ends in a right answer or a clear error; nothing half-written or lost."""

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salarypred.cli import main

GOOD = b"title,description\nChef,Hotel in Leeds\nNurse,Nights\n"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def _gz(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def _zip(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return packed.getvalue()


def _parquet() -> bytes:
    packed = io.BytesIO()
    pd.read_csv(io.BytesIO(GOOD)).to_parquet(packed)
    return packed.getvalue()


def _bomb() -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.csv", "w", force_zip64=True) as member,
    ):
        member.write(b"title\n")
        for _ in range(300):
            member.write(b"0" * (1 << 20))
    return packed.getvalue()


# name: (file name, content, rows that come back; 0: the file is refused, -1: none)
CORPUS: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "empty": ("a.csv", lambda: b"", 0),
    "blank": ("a.txt", lambda: b" \n\t ", 0),
    "header alone": ("a.csv", lambda: b"title\n", -1),
    "10 MB on one line": ("a.txt", lambda: b"chef in Leeds " * 750_000, 1),
    "a cell of 3 MB": ("a.csv", lambda: GOOD + b"Cook," + b"hotel " * 500_000 + b"\n", 3),
    "NULs in a cell": ("a.csv", lambda: b"title,mine\nChef\x00 here,a\x00b\n", 1),
    "nothing but NULs": ("a.txt", lambda: b"\x00" * 5_000, 0),
    "broken UTF-8": ("a.csv", lambda: b"title,mine\nCaf\xe9 chef \xff\xfe,\xc3\n", 1),
    "unbalanced quotes": ("a.csv", lambda: b'title,mine\nChef,"open\nNurse,2\nCook,3\n', 0),
    "ragged rows": ("a.csv", lambda: b"title,mine\nChef\nNurse,2,3,4\nCook,5\n", 3),
    "duplicate columns": ("a.csv", lambda: b"title,title,mine,mine\nChef,Nurse,1,2\n", 1),
    "a bad line of JSON": (
        "a.jsonl",
        lambda: b'{"title": "Chef"}\n{"title": \n{"title": "x"}\n',
        3,
    ),
    "JSON of other things": ("a.jsonl", lambda: b'[1, 2]\n"x"\n{"title": {"a": [1]}}\n', 0),
    "cut gzip": ("a.csv.gz", lambda: _gz(GOOD * 500)[:-40], 0),
    "no gzip": ("a.csv.gz", lambda: GOOD, 0),
    "cut Parquet": ("a.parquet", lambda: _parquet()[:-30], 0),
    "no Parquet": ("a.parquet", lambda: GOOD, 0),
    "cut zip": ("a.zip", lambda: _zip(a_dot_csv=GOOD * 500)[:-60], 0),
    "zip bomb": ("a.zip", _bomb, 0),
    "path traversal in a zip": (
        "a.zip",
        lambda: _zip(**{"..__..__evil_dot_txt": b"Title: Chef\nDescription: x"}),
        1,
    ),
    "markup everywhere": (
        "a.csv",
        lambda: f"title,description,company,location\n{','.join([EVIL] * 4)}\n".encode(),
        1,
    ),
    "formulas": ("a.csv", lambda: b'title,mine\n"=HYPERLINK(""x"")",=1+1\n@SUM(A1),+2\n', 2),
    "right to left and emoji": (
        "a.csv",
        lambda: "title,mine\n\u202eفشك 👩🏽\u200d🍳 Chef,\U0001f4b7\u0301\n".encode(),
        1,
    ),
}


REFUSED = ["empty", "cut gzip", "cut Parquet", "zip bomb", "nothing but NULs"]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "inner" / "work"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("name", CORPUS)
def test_predict(
    name: str, place: Path, model_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file, make, rows = CORPUS[name]
    Path(file).write_bytes(make())
    Path("out.jsonl").write_text("old")
    status = main(["predict", file, "--model", str(model_folder), "--output", "out.jsonl"])
    said = capfd.readouterr().err
    written = Path("out.jsonl").read_text(encoding="utf-8")
    assert sorted(path.name for path in place.iterdir()) == sorted([file, "out.jsonl"])
    assert [path.name for path in place.parent.iterdir()] == ["work"]
    assert status == (2 if rows == 0 else 0)
    if status:
        assert said.startswith(f"salarypred: {file}: ") and said.count("\n") == 1
        assert written == "old"
        return
    assert said == ""
    answers = [json.loads(line) for line in written.splitlines()]
    assert rows in (-1, len(answers))
    for answer in answers:
        assert answer["predicted_salary"] is not None or answer["warnings"]


@pytest.mark.parametrize("name", [n for n, (file, _, rows) in CORPUS.items() if rows > 0])
def test_cells_come_back_as_they_were(name: str, place: Path, model_folder: Path) -> None:
    file, make, _ = CORPUS[name]
    if not file.endswith(".csv") or name in ("ragged rows", "broken UTF-8", "NULs in a cell"):
        pytest.skip("no table whose cells can be compared as they are")
    csv.field_size_limit(1 << 30)
    Path(file).write_bytes(make())
    assert main(["predict", file, "--model", str(model_folder), "--output", "b.csv"]) == 0
    tables = []
    for path in (file, "b.csv"):
        with open(path, encoding="utf-8", newline="") as stream:
            tables.append(list(csv.reader(stream)))
    before, after = tables
    if name == "duplicate columns":  # JSON and Parquet have no names twice
        assert after[0][:4] == ["title", "title.1", "mine", "mine.1"]
        after[0][:4] = before[0]
    width = len(before[0])
    assert [row[:width] for row in after] == before
    # What is added can be no formula: numbers, and words of our own.
    for row in after[1:]:
        for cell in row[width:]:
            assert not cell.startswith(("=", "@", "\t")) and not cell.startswith("+")


def test_a_million_columns(place: Path, model_folder: Path) -> None:
    names = ",".join(["title", *(f"c{i}" for i in range(1_000_000))])
    Path("a.csv").write_text(f"{names}\nChef{',' * 1_000_000}\n")
    command = [sys.executable, "-m", "salarypred", "predict", "a.csv"]
    done = subprocess.run(
        [*command, "--model", model_folder, "--output", "b.csv"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    if done.returncode == 0:
        with open("b.csv", encoding="utf-8") as stream:
            assert stream.readline().startswith("title,c0,")
    else:
        assert done.returncode == 2
        assert done.stderr.startswith("salarypred: a.csv: ") and done.stderr.count("\n") == 1
        assert not Path("b.csv").exists()


@pytest.mark.parametrize("command", ["explain", "evaluate", "report"])
@pytest.mark.parametrize("name", REFUSED)
def test_the_other_commands_refuse_as_predict_does(
    command: str, name: str, place: Path, capfd: pytest.CaptureFixture[str], model_folder: Path
) -> None:
    file, make, _ = CORPUS[name]
    Path(file).write_bytes(make())
    options = ["--output", "r.html"] if command == "report" else ["--model", str(model_folder)]
    assert main([command, file, *options]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"salarypred: {file}: ") and said.err.count("\n") == 1
    assert [path.name for path in place.iterdir()] == [file]


def test_output_equal_to_input(place: Path, model_folder: Path) -> None:
    Path("a.csv").write_bytes(GOOD)
    assert main(["predict", "a.csv", "--model", str(model_folder), "--output", "a.csv"]) == 0
    assert pd.read_csv("a.csv")["title"].tolist() == ["Chef", "Nurse"]


def _start(*words: Any, **options: Any) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "salarypred", *map(str, words)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_an_interrupted_run_leaves_the_old_output(place: Path, model_folder: Path) -> None:
    Path("a.csv").write_bytes(GOOD + b"Sous chef,Busy kitchen in Leeds\n" * 200_000)
    Path("b.csv").write_text("old")
    running = _start("predict", "a.csv", "--model", model_folder, "--output", "b.csv")
    for _ in range(300):  # until it writes beside the output
        if len(list(place.iterdir())) > 2 or running.poll() is not None:
            break
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "interrupted" in said and "Traceback" not in said
    assert Path("b.csv").read_text() == "old"
    assert sorted(path.name for path in place.iterdir()) == ["a.csv", "b.csv"]


@pytest.mark.skipif(os.name == "nt", reason="limits of Unix")
@pytest.mark.parametrize("command", ["predict", "report"])
def test_a_full_disk(place: Path, model_folder: Path, command: str) -> None:
    """A limit on the size of a file fails as a full disk does: in the middle of writing."""
    Path("a.csv").write_bytes(GOOD + b"Sous chef,Busy kitchen in Leeds\n" * 3_000)
    assert main(["predict", "a.csv", "--model", str(model_folder), "--output", "p.csv"]) == 0
    Path("out.html").write_text("old")
    Path("out.csv").write_text("old")

    import resource  # Unix has it

    def little() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, 3_000))

    words = {
        "predict": ["a.csv", "--model", str(model_folder), "--output", "out.csv"],
        "report": ["p.csv", "--output", "out.html"],
    }[command]
    running = _start(command, *words, preexec_fn=little)
    _, said = running.communicate(timeout=120)
    assert running.returncode == 2, said
    assert said.startswith("salarypred: out.") and said.count("\n") == 1
    assert Path("out.csv").read_text() == Path("out.html").read_text() == "old"
    assert {path.name for path in place.iterdir()} == {"a.csv", "p.csv", "out.csv", "out.html"}


@pytest.mark.parametrize("command", ["predict", "report"])
def test_an_output_that_cannot_be_written(
    place: Path, model_folder: Path, command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("a.csv").write_bytes(GOOD)
    assert main(["predict", "a.csv", "--model", str(model_folder), "--output", "p.csv"]) == 0
    Path("file").write_text("no folder")
    words = {
        "predict": ["a.csv", "--model", str(model_folder), "--output", "file/out.csv"],
        "report": ["p.csv", "--output", "file/out.html"],
    }[command]
    assert main([command, *words]) == 2
    said = capfd.readouterr().err
    assert said.startswith("salarypred: file/out.") and said.count("\n") == 1
