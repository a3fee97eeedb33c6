"""Parts of a table as jobs for workers, who read, predict and write one each.

Engines hand out the jobs and try those again whose worker has died; rows pass through no engine. A
part appears whole under its name, so that one which is done twice stands there once.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..model.batches import Options
from .arrow import output_schema, predict_arrow
from .iterator import Folder, prepare
from .parts import Parts, Slice, new_folder, read_share, rows_a_part, shares


@dataclass(frozen=True)
class Job:
    """A part: which rows, by which model, and the file that it becomes."""

    rows: tuple[Slice, ...]
    output: Path
    model: str | None
    options: Options


def predict_part(job: Job) -> int:
    """Read, predict and write a part, and return its number of rows: what a worker does."""
    prepare(job.model)
    table = read_share(job.rows)
    write_part(predict_arrow(table, table.column_names, job.model, job.options), job.output)
    return len(table)


@contextmanager
def jobs_for(
    parts: Parts, output: str | Path, model: Folder, options: Options, cores: int
) -> Iterator[list[Job]]:
    """Jobs for all rows of a table, in order; the folder appears when the block ends without error.

    Raises
    ------
    InputError
        If there is something of that name, or it cannot be written there.
    """
    with new_folder(output) as folder:
        folder.mkdir()
        if not len(parts):
            empty = output_schema(parts.schema, options).empty_table()
            write_part(empty, _named(folder, 0))
        name = None if model is None else os.path.abspath(model)  # a worker stands elsewhere
        yield [
            Job(share, _named(folder, number), name, options)
            for number, share in enumerate(shares(parts, rows_a_part(len(parts), cores)))
        ]
        for left in folder.glob(".*"):  # of workers that were killed
            left.unlink()


def _named(folder: Path, number: int) -> Path:
    return folder / f"part-{number:05}.parquet"


def write_part(table: pa.Table, output: Path) -> None:
    """Write a part, which appears whole under its name."""
    unfinished = output.with_name(f".{output.name}-{secrets.token_hex(4)}")
    pq.write_table(table, unfinished)
    os.replace(unfinished, output)
