"""Packed files, and limits of what they unpack to."""

import gzip
import zipfile

import numpy as np
import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.files import opening as files
from salarypred.files.tables import read_table, table_columns


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
