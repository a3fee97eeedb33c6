"""Rows of a table as CSV or JSON text, and as a Parquet file that can be written in chunks."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .arrow import common, storable, to_text

#: Rows of a row group of Parquet, fewer where texts are long.
ROW_GROUP = 100_000
_GROUP_BYTES = 128 << 20


def csv_header(columns: Sequence[str], delimiter: str = ",") -> str:
    r"""Return the line of column names.

    Examples
    --------
    >>> csv_header(["title", "pay, yearly"])
    'title,"pay, yearly"\n'
    """
    return csv_rows(pd.DataFrame([list(columns)], dtype="str"), delimiter)


def csv_rows(frame: pd.DataFrame, delimiter: str = ",") -> str:
    r"""Return the rows as lines of CSV; missing cells are empty, lists are JSON.

    Examples
    --------
    >>> csv_rows(pd.DataFrame({"title": ["Chef, senior", None], "pay": [1.5, 2]}))
    '"Chef, senior",1.5\n,2.0\n'
    """
    if frame.empty:
        return ""
    # The csv module of Python 3.11 does not quote a lone carriage return, which a reader takes for
    # the end of a row. So the quoting is done here.
    special = f'["\r\n{delimiter}]'
    columns = []
    for position in range(frame.shape[1]):
        numbers = _numbers(frame.iloc[:, position])
        if numbers is not None and frame.shape[1] > 1:  # there is nothing to be quoted
            columns.append(numbers)
            continue
        cells = _texts(frame.iloc[:, position])
        quoted = cells.str.contains(special, regex=True)
        if quoted.any():
            cells = cells.mask(quoted, '"' + cells.str.replace('"', '""', regex=False) + '"')
        if frame.shape[1] == 1:
            cells = cells.replace("", '""')  # a reader would skip an empty line
        columns.append(cells.tolist())
    return "\n".join(map(delimiter.join, zip(*columns, strict=True))) + "\n"


def json_lines(frame: pd.DataFrame) -> str:
    r"""Return the rows as lines of JSON; what is missing or not finite is null.

    Examples
    --------
    >>> json_lines(pd.DataFrame({"title": ["Café", None], "pay": [1.5, float("nan")]}))
    '{"title": "Café", "pay": 1.5}\n{"title": null, "pay": null}\n'
    """
    names = [str(name) for name in frame.columns]
    columns = [_values(frame.iloc[:, position]) for position in range(frame.shape[1])]
    rows = zip(*columns, strict=True)
    return "".join(_json(dict(zip(names, row, strict=True))) + "\n" for row in rows)


class ParquetEncoder:
    """Writes a Parquet file in chunks whose columns may differ in type.

    Rows are gathered to row groups of about `ROW_GROUP`, which readers like. Where a later one does
    not fit the types of those before (text where numbers were), what has been written is written
    again with types that hold both.

    Parameters
    ----------
    path
        The file to write.
    columns
        Its columns, for a file without rows.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._path = path
        self._columns = list(columns)
        self._waiting: list[Any] = []  # tables; pyarrow has no type hints
        self._types: list[Any] | None = None
        self._known = [False] * len(self._columns)  # whether a value has been seen
        self._writer: Any = None

    def write(self, frame: pd.DataFrame) -> None:
        """Write some rows."""
        arrays = [_array(frame.iloc[:, position]) for position in range(frame.shape[1])]
        self._waiting.append(pa.table(arrays, names=self._columns))
        rows = sum(table.num_rows for table in self._waiting)
        if rows >= ROW_GROUP or sum(table.nbytes for table in self._waiting) >= _GROUP_BYTES:
            self._flush()

    def close(self, facts: Mapping[str, str] | None = None) -> None:
        """Finish the file, with these facts in its metadata."""
        self._flush()
        if self._writer is None:
            self._types = [pa.large_string() for _ in self._columns]
            self._open()
        if facts:
            self._writer.add_key_value_metadata(dict(facts))
        self._writer.close()

    def _flush(self) -> None:
        before = self._types
        for table in self._waiting:
            self._widen(table)
        if self._types is None:
            return
        if self._writer is None:
            self._open()
        elif self._types != before:
            self._rewrite()
        if self._waiting:
            tables = [_fitted(table, self._schema) for table in self._waiting]
            self._writer.write_table(pa.concat_tables(tables), row_group_size=2 * ROW_GROUP)
        self._waiting = []

    def _open(self) -> None:
        self._writer = pq.ParquetWriter(self._path, self._schema)

    @property
    def _schema(self) -> Any:
        return pa.schema(list(zip(self._columns, self._types or [], strict=True)))

    def _widen(self, table: Any) -> None:
        """Let the types hold a further table; a column of missing cells fits any."""
        new = [storable(field.type) for field in table.schema]
        seen = [column.null_count < len(column) for column in table.columns]
        old = self._types or new
        self._types = [
            (common(old[place], new[place]) if self._known[place] else new[place])
            if seen[place]
            else old[place]
            for place in range(len(new))
        ]
        self._known = [known or some for known, some in zip(self._known, seen, strict=True)]

    def _rewrite(self) -> None:
        self._writer.close()
        before = self._path.with_name(self._path.name + ".before")
        shutil.copyfile(self._path, before)  # the file itself stays: its owner has locked it
        try:
            self._open()
            with pq.ParquetFile(before) as file:
                for group in range(file.num_row_groups):
                    table = _fitted(file.read_row_group(group), self._schema)
                    self._writer.write_table(table, row_group_size=2 * ROW_GROUP)
        finally:
            before.unlink()


def _numbers(values: pd.Series) -> list[str] | None:
    """Return the cells of a column of NumPy's numbers as text, missing = ""; None of any other."""
    if values.dtype not in (np.float64, np.int64):
        return None
    if values.isna().all():
        return [""] * len(values)
    # What is no number is no equal of itself either.
    return [repr(number) if number == number else "" for number in values.tolist()]


def _texts(values: pd.Series) -> pd.Series:
    """Return the cells of a column as text, missing = ""."""
    if values.dtype == "str":
        return values.fillna("")
    cells = ["" if value is None else cell_text(value) for value in _values(values, finite=False)]
    return pd.Series(cells, dtype="str")


def cell_text(value: Any) -> str:
    """Return a cell as text; lists and objects are JSON."""
    if isinstance(value, dict | list | np.ndarray):
        return _json(value)
    return str(value) if value.__class__ is not str else value.encode("utf-8", "replace").decode()


def _values(values: pd.Series, finite: bool = True) -> list[Any]:
    """Return the cells of a column as Python's own types, missing (and infinite) = None."""
    if isinstance(values.dtype, pd.ArrowDtype) and pa.types.is_nested(values.dtype.pyarrow_dtype):
        return pa.array(values).to_pylist()  # pandas would make numbers of a list doubles
    kept = values.notna()
    if finite and pd.api.types.is_float_dtype(values):
        kept &= ~values.isin([math.inf, -math.inf])
    return values.astype(object).where(kept, None).tolist()


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
    except ValueError:  # not finite
        return json.dumps(_finite(value), ensure_ascii=False, default=_plain)


def _finite(value: Any) -> Any:
    if isinstance(value, float | np.floating):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, list | np.ndarray) else value


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else str(value)


def _array(values: pd.Series) -> pa.Array:
    if values.dtype == object and values.map(lambda cell: isinstance(cell, dict | list)).any():
        values = _as_text(values)
    try:
        array = pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):  # cells of several types
        array = pa.array(_as_text(values), from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _as_text(values: pd.Series) -> pd.Series:
    return _texts(values).set_axis(values.index).where(values.notna(), None)


def _fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = []
    for column, field in zip(table.columns, schema, strict=True):
        if column.type == field.type:
            columns.append(column)
            continue
        fitted = None
        if pa.types.is_large_string(field.type):
            fitted = to_text(column)
            if fitted is None:
                texts = _as_text(pd.Series(column.to_pylist(), dtype=object))
                fitted = pa.array(texts, field.type, from_pandas=True)
        else:
            fitted = column.cast(field.type, safe=False)
        columns.append(
            fitted if isinstance(fitted, pa.ChunkedArray) else pa.chunked_array([fitted])
        )
    return pa.Table.from_arrays(columns, schema=schema)
