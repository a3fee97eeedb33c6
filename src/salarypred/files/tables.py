"""Tables of adverts in chunks: CSV, TSV, JSONL (also packed), Parquet and workbooks."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import InputError
from .arrow import to_frame
from .delimited import DelimitedReader
from .office.workbook import sheet_rows
from .opening import FileKind, Position, file_kind, open_text

# A JSON array must fit into memory; a file of one JSON object a line need not.
MAX_ARRAY = 256 << 20
_INVALID = object()
MAX_COLUMNS = 5_000

Chunk = tuple[pd.DataFrame, pd.Series]


def read_table(
    path: Path,
    *,
    chunk_size: int = 10_000,
    name: str | None = None,
    position: Position | None = None,
) -> Iterator[Chunk]:
    """Read a table in chunks of rows.

    Parameters
    ----------
    path
        A .csv, .tsv, .jsonl (these also .gz or .zip), .parquet or .xlsx file, the last also with
        ``#`` and the name of a sheet behind it.
    chunk_size
        Most rows of a chunk.
    name
        What to call the file in a message; its path where not given.
    position
        Told how far a table of text has been read.

    Yields
    ------
    (DataFrame, Series)
        Rows as they stand, with a RangeIndex from 0 in each chunk, and for each row "" or what is
        wrong with it. CSV cells are text; JSON and Parquet values keep their types. A column that
        occurs twice gets ".1" and so on after its name. There is at least one chunk; it may be
        empty but has the columns. The columns of a JSONL chunk are the keys that occur in it.

    Raises
    ------
    InputError
        If the file cannot be read as its name says.
    """
    name = str(path) if name is None else name
    kind = file_kind(path, name)
    if kind.kind == "parquet":
        return _parquet(path, name, chunk_size)
    if kind.kind == "workbook":
        return _workbook(path, name, chunk_size)
    if kind.kind == "jsonl":
        return _jsonl(path, name, kind, chunk_size, position)
    return _delimited(path, name, kind, chunk_size, position)


def table_columns(path: Path, *, name: str | None = None) -> list[str]:
    """Return the column names of a table, in the order of `read_table`.

    Of CSV and Parquet only the header is read. Of JSONL every line is read, and the keys come in
    the order in which they first occur.
    """
    name = str(path) if name is None else name
    kind = file_kind(path, name)
    if kind.kind == "parquet":
        with _open_parquet(path, name) as file:
            return _distinct(file.schema_arrow.names, name)
    if kind.kind == "workbook":
        return _sheet_columns(sheet_rows(path, name), name)
    if kind.kind == "jsonl":
        keys: dict[str, None] = {}
        first_problem = ""
        for record, problem in _json_records(path, name, kind):
            first_problem = first_problem or problem
            keys.update(dict.fromkeys(record))
            if len(keys) > MAX_COLUMNS:
                break
        if not keys:
            problem = first_problem or "the file has no rows"
            raise InputError(f"{name}: {problem}; expected one JSON object a line")
        return _distinct(list(keys), name)
    with open_text(path, name, kind) as stream:
        return _distinct(_delimited_reader(stream, name, kind).header, name)


def _delimited_reader(stream: TextIO, name: str, kind: FileKind) -> DelimitedReader:
    reader = DelimitedReader(stream, name, "\t" if kind.kind == "tsv" else None)
    if not reader.header:
        raise InputError(f"{name}: the file is empty; expected a line of column names")
    return reader


def _distinct(names: Sequence[str], file: str) -> list[str]:
    """Return column names, with a number after those that occur again (as pandas writes them)."""
    if len(names) > MAX_COLUMNS:
        raise InputError(f"{file}: more than {MAX_COLUMNS:,} columns; expected a table of adverts")
    found: dict[str, None] = {}
    for column in names:
        name, count = column, 0
        while name in found or (count and name in names):
            count += 1
            name = f"{column}.{count}"
        found[name] = None
    return list(found)


def _chunks(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield lists of at most `size` records, at least one, which may be empty."""
    records = iter(records)
    chunk = list(itertools.islice(records, size))
    yield chunk
    while chunk := list(itertools.islice(records, size)):
        yield chunk


def _delimited(
    path: Path, name: str, kind: FileKind, chunk_size: int, position: Position | None
) -> Iterator[Chunk]:
    with open_text(path, name, kind, position) as stream:
        reader = _delimited_reader(stream, name, kind)
        columns = _distinct(reader.header, name)
        width = len(columns)
        for records in _chunks(reader, chunk_size):
            problems = [""] * len(records)
            for row, (line, cells) in enumerate(records):
                if len(cells) != width:
                    if any(cells[width:]):
                        problems[row] = f"line {line}: {len(cells)} cells, expected {width}"
                    cells[width:] = []
                    cells += [""] * (width - len(cells))
            rows = [cells for _, cells in records]
            yield _chunk(pd.DataFrame(rows, columns=columns, dtype="str"), problems)


def _jsonl(
    path: Path, name: str, kind: FileKind, chunk_size: int, position: Position | None
) -> Iterator[Chunk]:
    for records in _chunks(_json_records(path, name, kind, position), chunk_size):
        keys = dict.fromkeys(key for record, _ in records for key in record)
        columns = {key: _values([record.get(key) for record, _ in records]) for key in keys}
        rows = pd.DataFrame(columns, index=range(len(records)))
        yield _chunk(rows, [problem for _, problem in records])


def _values(values: list[Any]) -> pd.Series:
    """Return a column of JSON values: text where all are, else objects that stay as they are."""
    text = all(value is None or isinstance(value, str) for value in values)
    return pd.Series(values, dtype="str" if text else "object")


def _json_records(
    path: Path, name: str, kind: FileKind, position: Position | None = None
) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the objects of a JSONL file, nested ones flattened, each with its problem or ""."""
    with open_text(path, name, kind, position) as stream:
        lines: Iterator[tuple[int, str]] = enumerate(stream, 1)
        number, first = next(((n, line) for n, line in lines if line.strip()), (0, ""))
        if first.lstrip().startswith("["):
            text = first + stream.read(MAX_ARRAY)
            if isinstance(items := _parsed(text), list):
                for place, item in enumerate(items, 1):
                    yield _flat(item, f"item {place}")
                return
            if _parsed(first) is _INVALID:
                raise InputError(
                    f"{name}: a JSON array that is not valid or longer than {MAX_ARRAY >> 20} "
                    "million characters; expected one JSON object a line"
                )
            lines = enumerate(io.StringIO(text.removeprefix(first), newline=""), number + 1)
        for place, line in itertools.chain([(number, first)], lines):
            if line.strip():
                yield _flat(_parsed(line), f"line {place}")


def _parsed(text: str) -> Any:
    """Return the JSON value of a text, or `_INVALID` where it is none."""
    try:
        value = json.loads(text)
        if "\\ud" in text or "\\uD" in text:
            # Half of a surrogate pair, which JSON can spell, cannot be written in UTF-8.
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return _INVALID
    return value


def _flat(value: Any, place: str) -> tuple[dict[str, Any], str]:
    if value is _INVALID:
        return {}, f"{place}: not valid JSON"
    if not isinstance(value, dict):
        return {}, f"{place}: not a JSON object"
    record: dict[str, Any] = {}
    for key, inner in value.items():
        if isinstance(inner, dict):
            record |= {f"{key}.{below}": part for below, part in inner.items()}
        else:
            record[key] = inner
    return record, ""


def _workbook(path: Path, name: str, chunk_size: int) -> Iterator[Chunk]:
    rows = sheet_rows(path, name)
    columns = _sheet_columns(rows, name)
    width = len(columns)
    for part in _chunks(rows, chunk_size):
        problems = [
            f"row {number}: {len(cells)} cells, expected {width}"
            if any(cell is not None for cell in cells[width:])
            else ""
            for number, cells in part
        ]
        table = [[*cells[:width], *[None] * (width - len(cells))] for _, cells in part]
        values = {name: [row[place] for row in table] for place, name in enumerate(columns)}
        cells = {name: _values(column) for name, column in values.items()}
        yield _chunk(pd.DataFrame(cells, index=range(len(table)), columns=columns), problems)


def _sheet_columns(rows: Iterator[tuple[int, list[Any]]], name: str) -> list[str]:
    """Column names of a sheet: its first row, as text, without empty cells at its end."""
    _, header = next(rows, (0, []))
    names = ["" if cell is None else str(cell) for cell in header]
    while names and not names[-1].strip():
        names.pop()
    if not names:
        raise InputError(f"{name}: the sheet is empty; expected a row of column names")
    return _distinct(names, name)


def _parquet(path: Path, name: str, chunk_size: int) -> Iterator[Chunk]:
    with _open_parquet(path, name) as file:
        columns = _distinct(file.schema_arrow.names, name)
        some = False
        for batch in file.iter_batches(batch_size=chunk_size):
            if batch.num_rows or not file.metadata.num_rows:
                some = True
                yield _chunk(to_frame(pa.Table.from_batches([batch]).rename_columns(columns), name))
        if not some:
            empty = file.schema_arrow.empty_table()
            yield _chunk(to_frame(empty.rename_columns(columns), name))


@contextmanager
def _open_parquet(path: Path, name: str) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path) as file:
            yield file
    except (pa.ArrowException, OSError) as error:
        reason = " ".join(str(error).split())[:120]
        raise InputError(
            f"{name}: not a whole Parquet file ({reason}); expected .parquet as pandas or "
            "pyarrow write it"
        ) from error


def _chunk(rows: pd.DataFrame, problems: list[str] | None = None) -> Chunk:
    problems = [""] * len(rows) if problems is None else problems
    return rows, pd.Series(problems, index=rows.index, dtype="str")
