"""Rows of a table as CSV or JSON text, and as a Parquet file that can be written in chunks."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


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

    The first chunk fixes the types. Where a later one does not fit (text where numbers were), what
    has been written is written again with a type that holds both: numbers, else text.

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
        self._schema: Any = None  # pyarrow has no type hints
        self._writer: Any = None

    def write(self, frame: pd.DataFrame) -> None:
        """Write some rows."""
        arrays = [_array(frame.iloc[:, position]) for position in range(frame.shape[1])]
        table = pa.table(arrays, names=self._columns)
        if self._writer is None:
            self._open(pa.schema([_storable(field) for field in table.schema]))
        elif table.num_rows:
            self._widen(table)
        self._writer.write_table(_fitted(table, self._schema))

    def close(self) -> None:
        """Finish the file."""
        if self._writer is None:
            self._open(pa.schema([(name, pa.large_string()) for name in self._columns]))
        self._writer.close()

    def _open(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(self._path, schema)

    def _widen(self, table: pa.Table) -> None:
        types = [
            old.type if table[place].null_count == len(table) else _common(old.type, new.type)
            for place, (old, new) in enumerate(zip(self._schema, table.schema, strict=True))
        ]
        schema = pa.schema(list(zip(self._columns, types, strict=True)))
        if schema.equals(self._schema):
            return
        self._writer.close()
        before = self._path.with_name(self._path.name + ".before")
        self._path.replace(before)
        try:
            self._open(schema)
            with pq.ParquetFile(before) as file:
                for batch in file.iter_batches():
                    self._writer.write_table(_fitted(pa.Table.from_batches([batch]), schema))
        finally:
            before.unlink()


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
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def _as_text(values: pd.Series) -> pd.Series:
    return _texts(values).set_axis(values.index).where(values.notna(), None)


def _storable(field: pa.Field) -> pa.Field:
    """Return the field as it is written: text of any length, and text where nothing is known."""
    text = pa.types.is_null(field.type) or pa.types.is_string(field.type)
    return field.with_type(pa.large_string()) if text else field


def _common(old: pa.DataType, new: pa.DataType) -> pa.DataType:
    number = [pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in (old, new)]
    if old == new:
        return old
    if all(number):
        integers = pa.types.is_integer(old) and pa.types.is_integer(new)
        return pa.int64() if integers else pa.float64()
    return pa.large_string()


def _fitted(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = []
    for column, field in zip(table.columns, schema, strict=True):
        try:
            columns.append(column.cast(field.type, safe=False))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):  # lists as text
            texts = _as_text(column.to_pandas())
            columns.append(pa.chunked_array([pa.array(texts, field.type, from_pandas=True)]))
    return pa.Table.from_arrays(columns, schema=schema)
