"""Predict on Spark: each executor's workers load the model once and answer their partitions.

Needs the extra ``spark`` (PySpark 3.5 or 4) and, on every worker, salarypred itself.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ..model.batches import Options
from .arrow import predict_arrow
from .columns import USUAL, added_columns, kept_columns
from .iterator import Folder, prepare

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def predict(df: "DataFrame", model: Folder = None, options: Options = USUAL) -> "DataFrame":
    """Predict for a Spark table of adverts, row for row as ``salarypred predict`` does.

    Partitions stay as they are: give the table two to four for each core. Columns of the table are
    handed on as Spark holds them, so that no type changes on the way through pandas.

    Parameters
    ----------
    df : pyspark.sql.DataFrame
        Adverts under any of the known column names.
    model : path, optional
        A model folder that every worker can read. Default: the one in the package there.
    options : Options
        As for the command.

    Returns
    -------
    pyspark.sql.DataFrame
        Columns of ``df``, and the predicted ones as string and double.

    Raises
    ------
    InputError
        If no column holds titles or descriptions.
    """
    from ..adverts.columns import require_text_column

    require_text_column(df.columns, "table")
    folder = None if model is None else str(model)
    work = partial(_predicted, columns=tuple(df.columns), model=folder, options=options)
    return df.mapInArrow(work, output_schema(df.schema, options))


def output_schema(schema: "StructType", options: Options = USUAL) -> "StructType":
    """Schema of a prediction for a table of this schema, for ``mapInPandas`` of your own."""
    from pyspark.sql.types import DoubleType, StringType, StructField, StructType

    kinds: dict[str, Any] = {"str": StringType(), "float64": DoubleType()}
    kept = [schema[name] for name in kept_columns(schema.names, options)]
    added = added_columns(schema.names, options)
    return StructType(kept + [StructField(name, kinds[kind]) for name, kind in added.items()])


def _predicted(
    batches: Iterator[pa.RecordBatch],
    columns: tuple[str, ...],
    model: str | Path | None,
    options: Options,
) -> Iterator[pa.RecordBatch]:
    """What a worker does with the batches of a partition."""
    prepare(model)
    for batch in batches:
        table = pa.Table.from_batches([batch])
        yield from predict_arrow(table, columns, model, options).to_batches()
