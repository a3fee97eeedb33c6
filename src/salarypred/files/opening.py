"""Opening an input file, whatever its packing (.gz, .zip) and its character encoding."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, TextIO

from ..errors import InputError
from .office.workbook import split_sheet

EXPECTED = (
    "an advert document (.txt, .docx, .pdf), a folder of them, .csv, .tsv, .jsonl, .xlsx or "
    ".parquet"
)
KINDS = {
    ".txt": "document",
    ".docx": "document",
    ".pdf": "document",
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "workbook",
}

#: Kinds of tables that are read as text, line by line.
TEXT_TABLES = ("csv", "tsv", "jsonl")
#: Endings of documents.
DOCUMENTS = tuple(ending for ending, kind in KINDS.items() if kind == "document")
#: Endings that may be followed by .gz.
PACKED = (".txt", ".csv", ".tsv", ".jsonl")

# A packed file may unpack to more than 2 GiB, and repetitive text to more than 200 times its size;
# one that does both, or holds a line of 256 MiB, is not a table of adverts.
MAX_RATIO = 200
MAX_UNPACKED = 2 << 30
MAX_LINE = 256 << 20

_SIGNATURES = {
    b"PK\x03\x04": "a zip or Office file",
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a gzip file",
    b"PAR1": "a Parquet file",
    b"SQLite format": "a database",
}


def _cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    odd = error.object[error.start : error.end]
    text = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in odd)
    return text, error.end


# Bytes that are not UTF-8 are read as Windows-1252 one by one: the file need not be read twice, and
# one odd byte does not spoil the rest of a UTF-8 file.
codecs.register_error("salarypred-cp1252", _cp1252)


@dataclass(frozen=True)
class FileKind:
    """What a file holds: its kind (a value of `KINDS`), packing ("", gz, zip) and zip members."""

    kind: str
    packing: str = ""
    members: tuple[str, ...] = ()


def file_kind(path: Path, name: str) -> FileKind:
    """Tell what a file holds from its name, and for a zip from its list of members.

    Raises
    ------
    InputError
        If the ending is unknown, or a zip holds neither a table nor an advert document, or several
        tables, or both.
    """
    path, _ = split_sheet(path)
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    last = suffixes[-1] if suffixes else ""
    if last == ".zip":
        return _zip_kind(path, name)
    inner = suffixes[0] if last == ".gz" and len(suffixes) == 2 else last
    if inner not in KINDS or (last == ".gz" and inner not in PACKED):
        ending = "".join(suffixes) if last == ".gz" else last
        raise InputError(
            f"{name}: cannot read {ending or 'a file without an ending'}; expected .txt, .csv, "
            ".tsv, .jsonl (these also packed as .gz or .zip), .docx, .pdf, .xlsx or .parquet"
        )
    return FileKind(KINDS[inner], "gz" if last == ".gz" else "")


def _zip_kind(path: Path, name: str) -> FileKind:
    expected = "expected one .csv, .tsv or .jsonl in it, or advert documents (.txt)"
    with _plain_errors(name), zipfile.ZipFile(path) as archive:
        files = [PurePosixPath(member) for member in archive.namelist() if member[-1:] != "/"]
    kinds: dict[str, list[str]] = {}
    for file in files:
        if file.parts[:1] != ("__MACOSX",) and not file.name.startswith("."):
            kinds.setdefault(KINDS.get(file.suffix.lower(), ""), []).append(str(file))
    documents = kinds.pop("document", [])
    tables = {kind: members for kind, members in kinds.items() if kind in TEXT_TABLES}
    count = sum(map(len, tables.values()))
    if documents and not count:
        return FileKind("document", "zip", tuple(sorted(documents)))
    if count != 1 or documents:
        held = f"{count} tables and {len(documents)} documents" if files else "nothing"
        raise InputError(f"{name}: the zip file holds {held}; {expected}")
    kind, members = tables.popitem()
    return FileKind(kind, "zip", tuple(members))


class Position:
    """How far files have been read.

    Attributes
    ----------
    read : int
        Bytes, as they lie on the disk, of all files that were opened with this.
    rows : int
        Rows that these gave.
    """

    def __init__(self) -> None:
        self.read = self.rows = 0
        self._before = 0

    def begin(self) -> None:
        """Go on to another file."""
        self._before = self.read

    def at(self, place: int) -> None:
        """Take over how far the present file has been read."""
        self.read = max(self.read, self._before + place)


@contextmanager
def open_bytes(
    path: Path, name: str, kind: FileKind, position: Position | None = None
) -> Iterator[BinaryIO]:
    """Open a file for reading its unpacked bytes; nothing is unpacked to disk.

    A position is told of every block that is read.

    Raises
    ------
    InputError
        Here or at a later read: if the file cannot be read, is damaged or cut off, or unpacks to
        more than a table of adverts ever would.
    """
    with _plain_errors(name), path.open("rb") as file:
        told = _teller(file, position)
        if kind.packing == "zip":
            with zipfile.ZipFile(file) as archive, archive.open(kind.members[0]) as member:
                size = archive.getinfo(kind.members[0]).compress_size
                yield io.BufferedReader(_Guarded(member, name, size, told), 1 << 20)
        else:
            size = path.stat().st_size
            stream = gzip.GzipFile(fileobj=file) if kind.packing == "gz" else file
            yield io.BufferedReader(_Guarded(stream, name, size, told), 1 << 20)
        if position is not None:  # what a zip has behind its table is not read
            position.at(path.stat().st_size)


def _teller(file: BinaryIO, position: Position | None) -> Callable[[], None]:
    """Function that takes over how far a file has been read."""
    if position is None:
        return lambda: None
    position.begin()
    return lambda: position.at(file.tell())


def read_members(
    path: Path, name: str, kind: FileKind, most: Callable[[str], int]
) -> Iterator[tuple[str, bytes]]:
    """Yield for each member of a zip of documents its name and at most `most(name)` bytes."""
    with _plain_errors(name), zipfile.ZipFile(path) as archive:
        total, packed_size = 0, path.stat().st_size
        for member in kind.members:
            with archive.open(member) as stream:
                data = stream.read(most(member))
            total += len(data)
            _check_size(name, total, packed_size)
            yield member, data


@contextmanager
def open_text(
    path: Path, name: str, kind: FileKind, position: Position | None = None
) -> Iterator[TextIO]:
    """Open a table of text: UTF-8 (Windows-1252 where it is not), or UTF-16 with its mark.

    Line ends are handed over as they stand.
    """
    with open_bytes(path, name, kind, position) as stream:
        start = stream.peek(16)[:16]  # type: ignore[attr-defined]
        if what := binary_format(start):
            raise InputError(f"{name}: this is {what} inside; expected a table of text")
        encoding, errors = text_encoding(start)
        yield io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def text_encoding(start: bytes) -> tuple[str, str]:
    """Return codec and error handler for text that starts with these bytes."""
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "replace"
    if len(start) >= 4 and start[1] == start[3] == 0 != start[0]:  # without its mark
        return "utf-16-le", "replace"
    if len(start) >= 4 and start[0] == start[2] == 0 != start[1]:
        return "utf-16-be", "replace"
    return "utf-8-sig", "salarypred-cp1252"


def binary_format(start: bytes) -> str:
    """Return which well-known binary format starts with these bytes, "" for none."""
    return next((what for mark, what in _SIGNATURES.items() if start.startswith(mark)), "")


def _check_size(name: str, size: int, packed_size: int) -> None:
    if size > max(MAX_UNPACKED, MAX_RATIO * packed_size):
        raise InputError(
            f"{name}: unpacks to more than {MAX_RATIO} times its size; expected a table or "
            "documents of adverts"
        )


@contextmanager
def _plain_errors(name: str) -> Iterator[None]:
    """Turn what a damaged or unreadable file raises into an `InputError` of one line."""
    try:
        yield
    except (EOFError, gzip.BadGzipFile, zipfile.BadZipFile, zlib.error) as error:
        reason = " ".join(str(error).split())
        raise InputError(
            f"{name}: the packed file is damaged or cut off ({reason}); expected a whole .gz or "
            ".zip file"
        ) from error
    except NotImplementedError as error:
        raise InputError(
            f"{name}: packed in a way that cannot be read; expected ordinary zip"
        ) from error
    except RuntimeError as error:
        if "encrypted" not in str(error):
            raise
        raise InputError(f"{name}: the zip file has a password; expected one without") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{name}: cannot be read ({reason}); expected {EXPECTED}") from error


class _Guarded(io.RawIOBase):
    """A stream that stops at a size, or a line, that no table of adverts reaches."""

    def __init__(
        self,
        stream: IO[bytes] | gzip.GzipFile,
        name: str,
        packed_size: int,
        told: Callable[[], None],
    ) -> None:
        self._stream, self._name, self._packed_size = stream, name, packed_size
        self._told = told
        self._size = 0
        self._line = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        block = self._stream.read(len(buffer))
        buffer[: len(block)] = block
        self._size += len(block)
        self._told()
        line_end = block.rfind(b"\n")
        self._line = len(block) - line_end - 1 if line_end >= 0 else self._line + len(block)
        _check_size(self._name, self._size, self._packed_size)
        if self._line > MAX_LINE:
            raise InputError(
                f"{self._name}: a line of more than {MAX_LINE >> 20} MiB; expected a table of "
                "adverts"
            )
        return len(block)
