"""Arrow tables in, the same with the predicted columns out; the added ones have fixed types."""

from collections.abc import Sequence

import pyarrow as pa

from ..files.arrow import arrow_frame
from ..model.batches import Options
from .columns import ARROW_TYPES, USUAL, added_columns, kept_columns
from .iterator import Folder, predict_frame


def predict_arrow(
    table: pa.Table, columns: Sequence[str], model: Folder = None, options: Options = USUAL
) -> pa.Table:
    """Predict for an Arrow table of n adverts.

    Parameters
    ----------
    table : pyarrow.Table of n rows
        Its columns are handed on as they are, so that no type changes on the way through pandas;
        categories become what they stand for, since each part of a table has its own.
    columns : sequence of str
        Names of its columns.
    model, options
        See :func:`~salarypred.engines.iterator.predict_iterator`.

    Returns
    -------
    pyarrow.Table of n rows
        Of the schema that :func:`output_schema` tells.
    """
    answers = predict_frame(arrow_frame(table, columns), model, options)
    schema = output_schema(table.rename_columns(list(columns)).schema, options)
    arrays = [
        table.column(columns.index(name)).cast(schema.field(name).type)
        for name in kept_columns(columns, options)
    ]
    for name, kind in added_columns(columns, options).items():
        values = answers[name].to_numpy(dtype=object if kind == "str" else None)
        arrays.append(pa.chunked_array([pa.array(values, ARROW_TYPES[kind], from_pandas=True)]))
    return pa.Table.from_arrays(arrays, schema=schema)


def output_schema(schema: pa.Schema, options: Options = USUAL) -> pa.Schema:
    """Schema of a prediction for a table of this schema."""
    kept = [_plain(schema.field(name)) for name in kept_columns(schema.names, options)]
    added = added_columns(schema.names, options)
    return pa.schema(kept + [pa.field(name, ARROW_TYPES[kind]) for name, kind in added.items()])


def _plain(field: pa.Field) -> pa.Field:
    return field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
