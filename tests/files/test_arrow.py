"""Columns of Parquet come back as they were."""

import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from salarypred.errors import InputError
from salarypred.files.read import input_columns, read_batches
from salarypred.files.tables import read_table
from salarypred.files.write import TableWriter

BIG = 9_007_199_254_740_993  # a double has no such number
NOON = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 6, 1)
COLUMNS = {
    "whole numbers": pa.array([BIG, None, 1]),
    "small numbers": pa.array([1, None, 3], pa.int8()),
    "lists": pa.array([[BIG, None], None, []], pa.list_(pa.int64())),
    "objects": pa.array([{"a": BIG, "b": "x"}, None, {"a": None, "b": None}]),
    "maps": pa.array([[("k", BIG)], None, []], pa.map_(pa.string(), pa.int64())),
    "decimals": pa.array([Decimal("1.10"), None, Decimal("12345678.90")], pa.decimal128(12, 2)),
    "categories": pa.array(["a", None, "b"]).dictionary_encode(),
    "time zones": pa.array([NOON, None, NOON], pa.timestamp("ns", "Europe/London")),
    "times": pa.array([datetime.time(1, 2), None, datetime.time(3)], pa.time64("us")),
    "dates": pa.array([DAY, None, DAY]),
    "spans": pa.array([datetime.timedelta(1), None, None], pa.duration("us")),
    "bytes": pa.array([b"\xff", None, b"a"]),
    "truths": pa.array([True, None, False]),
    "late": pa.array([None, None, 7]),
    " odd; name ": pa.array(["a", "b", "c"], pa.large_string()),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_of_any_type_stays_as_it_was(tmp_path: Path, name: str) -> None:
    before = pa.table({"title": ["Chef", "", "Nurse"], name: COLUMNS[name]})
    source, target = tmp_path / "a.parquet", tmp_path / "b.parquet"
    pq.write_table(before, source)
    columns = input_columns([source])
    with TableWriter(target, None, columns) as writer:
        for batch in read_batches([source], chunk_size=1):
            assert len(batch.adverts) == 1
            writer.write(batch.rows)
    after = pq.read_table(target)
    assert after.column_names == ["title", name]
    assert after[name].to_pylist() == before[name].to_pylist()
    kept = pa.types.is_map if name == "maps" else before[name].type.__class__.__instancecheck__
    assert kept(after[name].type) or after[name].type == before[name].type


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_numbers_in_lists_keep_their_digits_as_text(tmp_path: Path, kind: str) -> None:
    source, target = tmp_path / "a.parquet", tmp_path / f"b.{kind}"
    pq.write_table(pa.table({"title": ["Chef"], "x": [[BIG, None]]}), source)
    with TableWriter(target, None, ["title", "x"]) as writer:
        for rows, _ in read_table(source):
            writer.write(rows)
    assert f"[{BIG}, null]" in target.read_text()


def test_text_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    cells = pa.array([b"Chef", b"\xff\xfe"]).view(pa.string())
    pq.write_table(pa.table({"title": cells}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match=r"the column 'title' is damaged .*; expected UTF-8"):
        list(read_table(tmp_path / "a.parquet"))


def test_bytes_in_a_later_input_leave_readable_text(tmp_path: Path) -> None:
    pq.write_table(pa.table({"title": ["Chef"], "x": ["a"]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"title": ["Chef"], "x": [b"\xff"]}), tmp_path / "b.parquet")
    inputs = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    with TableWriter(tmp_path / "c.parquet", None, ["title", "x"]) as writer:
        for batch in read_batches(inputs):
            writer.write(batch.rows)
    found = pq.read_table(tmp_path / "c.parquet")
    found.validate(full=True)
    assert found["x"].to_pylist() == ["a", "\ufffd"]
