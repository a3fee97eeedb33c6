"""Parquet parts in, a folder of Parquet parts out: what engines read and write for the command."""

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..adverts.columns import require_text_column
from ..errors import InputError

#: Rows of a part that is written: at most, and at least unless cores would have none, since each
#: part costs something whatever its size; and how many parts for each core there are.
_MOST_ROWS, _LEAST_ROWS, _PARTS_A_CORE = 50_000, 5_000, 8


@dataclass(frozen=True)
class Parts:
    """Parquet files of one table, in order.

    Attributes
    ----------
    files : tuple of Path
    schema : pyarrow.Schema
        Of each of them.
    rows : tuple of tuple of int
        Rows of each row group of each file.
    """

    files: tuple[Path, ...]
    schema: pa.Schema
    rows: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return sum(map(sum, self.rows))


@dataclass(frozen=True)
class Slice:
    """Rows ``first`` to ``last`` (not included) of a row group."""

    file: Path
    group: int
    first: int
    last: int


def find_parts(inputs: Sequence[str | Path]) -> Parts:
    """Parquet files, and those in folders and their sub-folders, sorted by name.

    Names that begin with a dot or ``_`` are left out: engines keep notes under such names.

    Raises
    ------
    InputError
        If there are none, or one cannot be read, has other columns than the first or neither title
        nor description.
    """
    files = [file for given in inputs for file in _files(Path(given))]
    if not files:
        raise InputError("no input; expected .parquet files, or folders of them")
    if len(set(files)) < len(files):
        twice = next(file for file in files if files.count(file) > 1)
        raise InputError(f"{twice}: is named twice; expected each part once")
    schema: pa.Schema | None = None
    rows = []
    for file in files:
        try:
            with pq.ParquetFile(file) as opened:
                found, metadata = opened.schema_arrow.remove_metadata(), opened.metadata
        except (pa.ArrowException, OSError) as error:
            reason = " ".join(str(error).split())[:120]
            raise InputError(
                f"{file}: not a whole Parquet file ({reason}); expected .parquet files, or "
                "folders of them (leave --engine out for other kinds)"
            ) from error
        schema = found if schema is None else schema
        if not found.equals(schema):
            raise InputError(
                f"{file}: its columns or their types differ from those of {files[0]}; expected "
                "parts of one table"
            )
        groups = range(metadata.num_row_groups)
        rows.append(tuple(metadata.row_group(group).num_rows for group in groups))
    assert schema is not None  # there is a file
    require_text_column(list(schema.names), str(files[0]))
    return Parts(tuple(files), schema, tuple(rows))


def rows_a_part(rows: int, cores: int) -> int:
    """How many rows go into a part that is written, so that all cores end at about one time."""
    least = min(_LEAST_ROWS, -(-rows // cores))
    return max(1, least, min(_MOST_ROWS, -(-rows // (_PARTS_A_CORE * cores))))


def shares(parts: Parts, most: int) -> Iterator[tuple[Slice, ...]]:
    """All rows in order, shared out by so many, however files and row groups cut them."""
    share: list[Slice] = []
    room = most
    for file, groups in zip(parts.files, parts.rows, strict=True):
        for group, rows in enumerate(groups):
            first = 0
            while first < rows:
                last = min(first + room, rows)
                share.append(Slice(file.absolute(), group, first, last))
                room -= last - first
                first = last
                if not room:
                    yield tuple(share)
                    share, room = [], most
    if share:
        yield tuple(share)


def read_share(share: Sequence[Slice]) -> pa.Table:
    """Rows of slices, one after the other."""
    return pa.concat_tables(
        _row_group(one.file, one.group).slice(one.first, one.last - one.first) for one in share
    )


@lru_cache(maxsize=1)  # slices of one group come one after the other
def _row_group(file: Path, group: int) -> pa.Table:
    with pq.ParquetFile(file) as opened:
        return opened.read_row_group(group).replace_schema_metadata(None)


@contextmanager
def new_folder(output: str | Path) -> Iterator[Path]:
    """A folder to write to, which takes the output's name at the end, or goes if there is an error.

    Raises
    ------
    InputError
        If there is something of that name, or it cannot be written there.
    """
    target = Path(os.path.realpath(output))
    if os.path.lexists(output):
        raise InputError(f"{output}: exists already; expected the name of a new folder of parts")
    if not target.parent.is_dir():
        raise InputError(
            f"{output}: the folder {target.parent} does not exist; expected a path in one that does"
        )
    work = target.with_name(f".{target.name}-{secrets.token_hex(8)}.part")
    try:
        yield work
        work.rename(target)
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _files(given: Path) -> list[Path]:
    if given.is_dir():
        found = [
            path
            for path in given.rglob("*.parquet")
            if not any(part[0] in "._" for part in path.relative_to(given).parts)
        ]
        if not found:
            raise InputError(f"{given}: a folder without .parquet files; expected parts of a table")
        return sorted(found)
    if not given.exists():
        raise InputError(f"{given}: no such file or folder; expected Parquet files or folders")
    return [given]
