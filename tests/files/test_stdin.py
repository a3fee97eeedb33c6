"""Standard input is kept as a file that is named by what it holds."""

import gzip
import io
import os
import threading
import zipfile
from pathlib import Path

import pytest

from salarypred.errors import InputError
from salarypred.files.read import input_columns, read_batches
from salarypred.files.stdin import spooled


def zipped(name: str) -> bytes:
    """A zip of one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "title\nChef")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"title,company\nChef,Acme\n", ".csv"),
        (b"title\nChef\n", ".csv"),
        (b'{"title": "Chef"}\n', ".jsonl"),
        (b' [ {"title": "Chef"}]', ".jsonl"),
        (b"PAR1....", ".parquet"),
        (b"PK\x03\x04....", ".zip"),
        (zipped("xl/workbook.xml"), ".xlsx"),
        (zipped("word/document.xml"), ".docx"),
        (zipped("adverts.csv"), ".zip"),
        (b"%PDF-1.7 ...", ".pdf"),
        (gzip.compress(b"title,company\nChef,Acme\n", mtime=0), ".csv.gz"),
        (gzip.compress(b"Chef wanted in Leeds", mtime=0), ".txt.gz"),
        (b"\x1f\x8bdamaged", ".txt.gz"),
        (b"Chef, title, location", ".txt"),
        (b"Chef\nWe cook.", ".txt"),
        (b'"Best place to work', ".txt"),
        (b"", ".txt"),
    ],
)
def test_the_ending_says_what_it_is(data: bytes, ending: str) -> None:
    path = spooled(io.BytesIO(data))
    assert path.name == f"input{ending}"
    assert path.read_bytes() == data


def test_a_stream_is_read_once() -> None:
    stream = io.BytesIO(b"title\nChef\n")
    assert spooled(stream) == spooled(stream)
    assert stream.read() == b""


def test_a_closed_input_is_said() -> None:
    with pytest.raises(InputError, match="standard input is closed; expected adverts on it"):
        spooled(None)


def test_no_room_for_the_copy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(InputError, match=r"standard input: cannot be read or kept .*TMPDIR"):
        spooled(io.BytesIO(b"title\nChef\n"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of Unix")
@pytest.mark.parametrize(
    "data", [b"title,x\nChef,1\n", gzip.compress(b"title,x\nChef,1\n", mtime=0)]
)
def test_a_named_pipe_is_read(tmp_path: Path, data: bytes) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    assert input_columns([pipe]) == ["title", "x"]
    assert [batch.rows["title"].tolist() for batch in read_batches([pipe])] == [["Chef"]]
    writer.join()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="devices of Unix")
def test_a_device_is_refused() -> None:
    with pytest.raises(InputError, match="/dev/zero: is a device; expected"):
        read_batches(["/dev/zero"])
