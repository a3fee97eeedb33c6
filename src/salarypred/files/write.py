"""Writing a table in chunks, whole or not at all, as CSV, TSV, JSONL, Parquet or a workbook.

The user's cells come back unchanged, even those that a spreadsheet would take for a formula
(``=...``): a table that is read and written must stay the same. Our own columns hold only numbers
and our own words.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

import pandas as pd

from ..endings import abandon_stdout
from ..errors import InputError
from .formats import ParquetEncoder, csv_header, csv_rows, json_lines
from .office.workbook_writer import WorkbookEncoder
from .temporary import remove, remove_leftovers, temporary_file

FORMATS = ("csv", "tsv", "jsonl", "parquet", "xlsx")
#: Formats that an encoder writes to a file of its own.
_ENCODERS: dict[str, type[ParquetEncoder] | type[WorkbookEncoder]] = {
    "parquet": ParquetEncoder,
    "xlsx": WorkbookEncoder,
}
ENCODINGS = ("utf-8", "utf-8-sig")
# Endings that promise no format: a table goes there as CSV.
_PLAIN = ("", ".txt", ".dat", ".out", ".part", ".tmp")


def output_format(path: str | os.PathLike[str] | None, chosen: str | None = None) -> str:
    """Return the format to write: the chosen one, else by the file's ending, else csv.

    Raises
    ------
    InputError
        If the chosen format is unknown, or the ending promises one that is not written.

    Examples
    --------
    >>> output_format("out.parquet"), output_format("out.txt"), output_format(None, "jsonl")
    ('parquet', 'csv', 'jsonl')
    """
    if chosen is not None:
        if chosen.lower() not in FORMATS:
            raise InputError(f"format {chosen!r}: unknown; expected {', '.join(FORMATS)}")
        return chosen.lower()
    ending = Path(path).suffix.lower() if path is not None else ""
    if ending[1:] in FORMATS:
        return ending[1:]
    if ending not in _PLAIN:
        raise InputError(
            f"{os.fspath(path or '')}: cannot write {ending}; expected .csv, .tsv, .jsonl, "
            ".xlsx or .parquet, or --format to say what it is"
        )
    return "csv"


class TableWriter:
    """Write a table chunk by chunk.

    The file appears at the end of the ``with`` block, in one step; where the block ends with an
    exception, nothing is left and a file that was there before stays. So the output may be one of
    the inputs. If the reader of a pipe stops (``| head``), the program ends quietly.

    Parameters
    ----------
    path
        Where to write; None or "-" is standard output.
    format
        csv, tsv, jsonl, parquet or xlsx; None takes it from the file's ending (see
        `output_format`).
    columns
        The columns of every chunk, in the order in which they are written.
    encoding
        utf-8, or utf-8-sig for the mark at its beginning by which Excel knows UTF-8 (CSV and TSV).

    Raises
    ------
    InputError
        If the file cannot be written there.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "pay.csv")
    ...     with TableWriter(path, None, ["title", "salary"]) as writer:
    ...         writer.write(pd.DataFrame({"title": ["Chef, senior"], "salary": [25000]}))
    ...     print(path.read_text())
    title,salary
    "Chef, senior",25000
    <BLANKLINE>
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None,
        format: str | None,
        columns: Sequence[str],
        encoding: str = "utf-8",
    ) -> None:
        given = "-" if path is None else os.fspath(path)
        self._name = "standard output" if given == "-" else given
        self._path = None if given == "-" else Path(os.path.realpath(given))
        if self._path and self._path.is_dir():
            raise InputError(f"{given}: this is a folder; expected the path of a file to write")
        self._format = output_format(None if given == "-" else given, format)
        if encoding not in ENCODINGS:
            raise InputError(f"encoding {encoding!r}: unknown; expected {', '.join(ENCODINGS)}")
        if encoding != "utf-8" and not self._delimiter:
            raise InputError(f"encoding {encoding} with {self._format}; expected csv or tsv")
        self._mark = "\ufeff" if encoding == "utf-8-sig" else ""
        self._columns = list(columns)
        self.facts: dict[str, str] = {}  # of the metadata of a Parquet file
        self._parts: Path | None = None  # the temporary file
        self._stream: IO[bytes] | None = None
        self._encoder: ParquetEncoder | WorkbookEncoder | None = None

    def __enter__(self) -> TableWriter:
        """Open the output and write the header."""
        remove_leftovers()
        with self._plain_errors():
            if self._replaces:
                self._parts = self._beside(self._replaces)
            elif self._format in _ENCODERS:  # it is rewritten on the way
                self._parts = temporary_file()
            if self._parts and self._format in _ENCODERS:
                self._encoder = _ENCODERS[self._format](self._parts, self._columns)
            else:
                self._stream = self._parts.open("wb") if self._parts else self._open()
            if self._delimiter:
                self._put(self._mark + csv_header(self._columns, self._delimiter))
        return self

    def write(self, frame: pd.DataFrame) -> None:
        """Write some rows: `frame` has all columns of the output and may have others."""
        if list(frame.columns) != self._columns:  # a name that occurs twice is taken as it stands
            frame = frame[self._columns]
        with self._plain_errors():
            if self._encoder:
                self._encoder.write(frame)
            elif self._delimiter:
                self._put(csv_rows(frame, self._delimiter))
            else:
                self._put(json_lines(frame))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Put the finished file in its place, or remove what was written of it."""
        try:
            with self._plain_errors():
                if isinstance(self._encoder, ParquetEncoder):
                    self._encoder.close(self.facts)
                elif self._encoder:
                    self._encoder.close()
                if self._stream:
                    self._stream.flush()
                    if self._parts or self._path:
                        self._stream.close()
                if kind is None and self._parts:
                    self._hand_over(self._parts)
        finally:
            if self._parts:
                remove(self._parts)

    @property
    def _replaces(self) -> Path | None:
        """The file that the output replaces; None for standard output, /dev/null and the like."""
        path = self._path
        return path if path and (path.is_file() or not path.exists()) else None

    def _open(self) -> IO[bytes]:
        if self._path:
            return self._path.open("wb")
        sys.stdout.flush()
        return sys.stdout.buffer

    @property
    def _delimiter(self) -> str:
        return {"csv": ",", "tsv": "\t"}.get(self._format, "")

    def _put(self, text: str) -> None:
        if self._stream and text:
            self._stream.write(text.encode("utf-8", "replace"))

    def _beside(self, path: Path) -> Path:
        if not path.parent.is_dir():
            raise InputError(
                f"{self._name}: the folder {path.parent} does not exist; expected a path in one "
                "that does"
            )
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        remove_leftovers(path.parent)
        return temporary_file(path.parent)

    def _hand_over(self, parts: Path) -> None:
        path = self._replaces
        if path is not None:
            _replace(path, parts)
            return
        with parts.open("rb") as written:
            stream = self._open()
            shutil.copyfileobj(written, stream)
            stream.flush()

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        """Turn a failed write into an `InputError`, or end the program if nobody reads on."""
        try:
            yield
        except BrokenPipeError:
            # On exit Python would complain that it could not write the rest.
            abandon_stdout()
            raise SystemExit(0) from None
        except OSError as error:
            if not self._path:
                abandon_stdout()
            raise _unwritable(self._name, error) from error


def write_document(path: str | os.PathLike[str] | None, data: bytes) -> None:
    """Write one document whole or not at all; None or "-" is standard output.

    Raises
    ------
    InputError
        If the file cannot be written there.
    """
    if path is None or os.fspath(path) == "-":
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # nobody reads on
            abandon_stdout()
        except OSError as error:
            abandon_stdout()
            raise _unwritable("standard output", error) from error
        return
    target, parts = Path(os.path.realpath(path)), None
    try:
        if target.exists() and not target.is_file():  # /dev/null and the like
            target.write_bytes(data)
            return
        remove_leftovers(target.parent)
        parts = temporary_file(target.parent)
        parts.write_bytes(data)
        _replace(target, parts)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        if parts:
            remove(parts)


def _replace(path: Path, parts: Path) -> None:
    """Put a finished file in its place in one step, with the rights of the file it replaces."""
    if path.exists():
        shutil.copymode(path, parts)
    else:
        mask = os.umask(0)
        os.umask(mask)
        parts.chmod(0o666 & ~mask)
    os.replace(parts, path)


def _unwritable(name: str | os.PathLike[str], error: OSError) -> InputError:
    reason = (error.strerror or str(error)).lower()
    return InputError(
        f"{os.fspath(name)}: cannot be written ({reason}); expected a file in a folder where you "
        "may write"
    )
