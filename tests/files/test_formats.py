"""Formats known by name and by content."""

import gzip

import pytest

from salarypred.errors import InputError
from salarypred.files.tables import read_table, table_columns


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "a", "a.gz", "a.parquet.gz", "a.xlsx.gz"])
def test_unknown_ending(file, name):
    with pytest.raises(InputError, match=r"cannot read .*; expected \.txt, \.csv, \.tsv"):
        read_table(file(name, "x"))


def test_other_format_under_a_tables_name(file):
    with pytest.raises(InputError, match="this is a zip or Office file inside"):
        table_columns(file("a.csv", b"PK\x03\x04..."))
    with pytest.raises(InputError, match="this is a gzip file inside"):
        table_columns(file("a.jsonl", gzip.compress(b"{}")))
