"""Columns of a table as Arrow arrays: types that are kept, and types that hold two others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as pa

from ..errors import InputError

# Whole numbers and truth values stay what they are where some are missing.
_NULLABLE = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.uint8(): pd.UInt8Dtype(),
    pa.uint16(): pd.UInt16Dtype(),
    pa.uint32(): pd.UInt32Dtype(),
    pa.uint64(): pd.UInt64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}
_DIGITS = 38  # of a decimal of 128 bits


def to_frame(table: pa.Table, name: str) -> pd.DataFrame:
    """Return a table as pandas holds it, with types that come back as they were.

    Raises
    ------
    InputError
        If a text is no UTF-8; ``name`` is what to call the file.
    """
    for column, field in zip(table.columns, table.schema, strict=True):
        try:
            column.validate(full=True)
        except pa.ArrowInvalid as error:
            reason = " ".join(str(error).split())[:80]
            raise InputError(
                f"{name}: the column {field.name!r} is damaged ({reason}); expected UTF-8 text, or "
                "a column of type binary"
            ) from error
    return table.to_pandas(types_mapper=_held_as, ignore_metadata=True)


def arrow_frame(table: pa.Table, columns: Sequence[str]) -> pd.DataFrame:
    """Return a table under these column names, with types that every engine can hand on.

    Categories become text, since each part has its own; lists and times are pandas' own.
    """
    table = table.rename_columns(list(columns))
    for position, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            plain = table.column(position).cast(field.type.value_type)
            table = table.set_column(position, field.name, plain)
    return table.to_pandas(types_mapper=_NULLABLE.get, ignore_metadata=True)


def _held_as(kind: pa.DataType) -> Any:
    """Type of pandas for a type of Arrow; None leaves it to pandas."""
    # pandas would turn lists of whole numbers into doubles and find decimals of other widths.
    exact = pa.types.is_nested(kind) or pa.types.is_decimal(kind) or pa.types.is_temporal(kind)
    return pd.ArrowDtype(kind) if exact else _NULLABLE.get(kind)


def storable(kind: pa.DataType) -> pa.DataType:
    """Return the type as which one is written: text of any length, categories with 32 bits."""
    if pa.types.is_null(kind) or pa.types.is_string(kind) or pa.types.is_string_view(kind):
        return pa.large_string()
    if pa.types.is_dictionary(kind):
        return pa.dictionary(pa.int32(), storable(kind.value_type), kind.ordered)
    return kind


def common(old: pa.DataType, new: pa.DataType) -> pa.DataType:
    """Return a type that holds the values of both: numbers, decimals, times, else text."""
    if old == new:
        return old
    if pa.types.is_integer(old) and pa.types.is_integer(new):
        return pa.int64()
    if all(pa.types.is_integer(kind) or pa.types.is_floating(kind) for kind in (old, new)):
        return pa.float64()
    if pa.types.is_decimal(old) and pa.types.is_decimal(new):
        scale = max(old.scale, new.scale)
        digits = max(old.precision - old.scale, new.precision - new.scale) + scale
        return pa.decimal128(digits, scale) if digits <= _DIGITS else pa.large_string()
    if pa.types.is_timestamp(old) and pa.types.is_timestamp(new) and old.tz == new.tz:
        units = ("s", "ms", "us", "ns")
        return pa.timestamp(max(old.unit, new.unit, key=units.index), old.tz)
    return pa.large_string()


def to_text(array: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray | None:
    """Return an array as text, or None where Arrow has no words for it."""
    kind = array.type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):  # it may be no UTF-8
        cells = [
            None if cell is None else cell.decode("utf-8", "replace") for cell in array.to_pylist()
        ]
        return pa.array(cells, pa.large_string())
    try:
        return array.cast(pa.large_string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):  # lists and the like
        return None
