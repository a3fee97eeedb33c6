"""How far a long run has come, for whoever watches standard error."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from ..errors import InputError
from .opening import TEXT_TABLES, Position, file_kind

if TYPE_CHECKING:
    import os


class ExpectedRows:
    """How many rows inputs have: told by them, or estimated from how far they have been read.

    Parquet files and documents tell. Of tables of text the rows read so far are set against the
    bytes read so far.

    Attributes
    ----------
    position : Position
        For :func:`~salarypred.files.read.read_batches`.
    """

    def __init__(self, inputs: "Sequence[str | os.PathLike[str]]") -> None:
        self.position = Position()
        self._rows, self._bytes, self._unknown = 0, 0, not inputs
        for path in map(Path, inputs):
            rows = _rows(path)
            size = _text_size(path) if rows is None else None
            self._rows += rows or 0
            self._bytes += size or 0
            self._unknown |= rows is None and size is None

    def rows(self) -> int | None:
        """Rows of all inputs as far as can be told now; None where nothing can."""
        read = min(self.position.read, self._bytes)
        if self._unknown or (self._bytes and not read):
            return None
        return self._rows + (round(self.position.rows * self._bytes / read) if read else 0)


class ProgressBar:
    """Bar that counts rows, with percent and time left where inputs tell how many there are.

    It is drawn at a terminal only. Use it as a context.

    Parameters
    ----------
    unit : str
        What is counted.
    inputs : sequence of path
        Files and folders that the rows come from; none: only their number is shown.

    Attributes
    ----------
    position : Position
        For :func:`~salarypred.files.read.read_batches`: without it tables of text do not tell.
    """

    def __init__(self, unit: str, inputs: "Sequence[str | os.PathLike[str]]" = ()) -> None:
        from tqdm import tqdm

        self._expected = ExpectedRows(inputs if sys.stderr.isatty() else ())
        self.position = self._expected.position
        self._bar = tqdm(
            desc=unit,
            total=self._expected.rows(),
            unit="",
            unit_scale=True,
            disable=None,
            file=sys.stderr,
        )

    def __enter__(self) -> Self:
        """Return the bar."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Leave the bar as it stands."""
        self._bar.close()

    def update(self, n: int) -> None:
        """Count n more rows."""
        self._bar.total = self._expected.rows()
        self._bar.update(n)


def _rows(path: Path) -> int | None:
    if path.is_dir():
        return sum(1 for file in path.rglob("*.txt") if not file.name.startswith("."))
    if not path.is_file():
        return None
    if path.suffix.lower() == ".txt":
        return 1
    if path.suffix.lower() != ".parquet":
        return None
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.ArrowException, OSError):
        return None


def _text_size(path: Path) -> int | None:
    """Bytes of a table of text; None of anything else, and of what its reader will refuse."""
    if not path.is_file():
        return None
    try:
        return path.stat().st_size if file_kind(path, "").kind in TEXT_TABLES else None
    except (InputError, OSError):
        return None
