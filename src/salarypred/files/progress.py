"""How far a long run has come, for whoever watches standard error."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from tqdm import tqdm


def progress_bar(unit: str, inputs: "Sequence[str | os.PathLike[str]]" = ()) -> "tqdm[None]":
    """Return a bar that counts rows, with percent and time left where inputs tell how many.

    It is drawn at a terminal only.
    """
    from tqdm import tqdm

    total = input_rows(inputs) if sys.stderr.isatty() else None
    return tqdm(desc=unit, total=total, unit="", unit_scale=True, disable=None, file=sys.stderr)


def input_rows(inputs: "Sequence[str | os.PathLike[str]]") -> int | None:
    """Return how many rows all inputs have, or None where only reading them would tell.

    Parquet files tell, and so do documents. What is wrong with an input is said by its reader.
    """
    rows = [_rows(Path(name)) for name in inputs]
    known = [count for count in rows if count is not None]
    return sum(known) if known and len(known) == len(rows) else None


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
