"""Standard input is kept as a file that is named by what it holds."""

import gzip
import io
import zipfile

import pytest

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
        (gzip.compress(b"title,company\nChef,Acme\n"), ".csv.gz"),
        (gzip.compress(b"Chef wanted in Leeds"), ".txt.gz"),
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
