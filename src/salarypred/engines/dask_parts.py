"""Parquet parts in and out on Dask, for the command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from ..errors import InputError
from ..files.arrow import arrow_frame
from ..model.batches import Options
from .columns import ARROW_TYPES, added_columns, kept_columns
from .iterator import Folder
from .parts import find_parts, new_folder, read_slice, rows_a_part, slices

if TYPE_CHECKING:
    from distributed import Client


def predict_parts(
    inputs: list[str],
    output: str | Path,
    model: Folder,
    options: Options,
    *,
    address: str = "",
    jobs: int = 0,
) -> int:
    """Predict Parquet files and folders of parts into a folder of parts, in the same order.

    Parameters
    ----------
    inputs, output
        See :func:`~salarypred.engines.parts.find_parts` and
        :func:`~salarypred.engines.parts.new_folder`. On a cluster they lie where every worker
        finds them under the same path.
    model, options
        See :func:`~salarypred.engines.dask.predict`.
    address : str, optional
        Of a scheduler. Default: workers on this machine.
    jobs : int, optional
        Their number. Default: one a core.

    Returns
    -------
    int
        Rows.

    Raises
    ------
    InputError
        If Dask is missing, an input cannot be read or the output cannot be written.
    """
    parts = find_parts(inputs)
    with start(address, jobs) as client, new_folder(output) as folder:
        import dask.dataframe as dd

        from .dask import predict

        cores = sum(client.nthreads().values()) or 1
        places = slices(parts, rows_a_part(len(parts), cores))
        empty = arrow_frame(parts.schema.empty_table(), parts.schema.names)
        if places:
            table = dd.from_map(read_slice, places, meta=empty, enforce_metadata=False)
        else:
            table = dd.from_pandas(empty, npartitions=1)
        answers = predict(table, model, options)
        schema = output_schema(parts.schema, options)
        answers.to_parquet(
            folder,
            write_index=False,
            schema=schema,
            name_function=lambda number: f"part-{number:05}.parquet",
        )
    return len(parts)


@contextmanager
def start(address: str = "", jobs: int = 0) -> "Iterator[Client]":
    """A client of a scheduler, or of one process on each core of this machine.

    Raises
    ------
    InputError
        If Dask is missing, or nobody answers at the address.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise InputError(
            "Dask needs dask and distributed, which are not installed; install them with: "
            "pip install 'salarypred[dask]'"
        ) from error
    if address:
        try:
            client = Client(address, timeout="10s")
        except (OSError, ValueError) as error:
            raise InputError(f"no Dask scheduler answers at {address}: {error}") from error
        with client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=jobs or os.cpu_count(),
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


def output_schema(schema: pa.Schema, options: Options) -> pa.Schema:
    """Arrow schema of a prediction for a table of this schema."""
    kept = [_plain(schema.field(name)) for name in kept_columns(schema.names, options)]
    added = added_columns(schema.names, options)
    return pa.schema(kept + [pa.field(name, ARROW_TYPES[kind]) for name, kind in added.items()])


def _plain(field: pa.Field) -> pa.Field:
    return field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
