"""Standard input as a file."""

import io
import re
import shutil
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from ..adverts.columns import find_columns
from ..errors import InputError
from .delimited import DelimitedReader
from .documents import decode
from .temporary import remove_leftovers, temporary_folder


@lru_cache(maxsize=1)
def spooled(stream: BinaryIO | None) -> Path:
    """Copy standard input to a temporary file named by what it holds, removed at the end.

    One copy serves all reads, because an input is inspected before it is read.

    Raises
    ------
    InputError
        If it is closed, or the copy cannot be kept.
    """
    if stream is None:
        raise InputError("standard input is closed; expected adverts on it, or the names of files")
    return _copied(stream, "standard input")


@lru_cache(maxsize=64)
def spooled_pipe(path: Path) -> Path:
    """Copy what comes through a named pipe, such as ``<(zcat adverts.csv.gz)``, likewise.

    Raises
    ------
    InputError
        If the copy cannot be kept.
    """
    with path.open("rb") as stream:
        return _copied(stream, str(path))


def _copied(stream: BinaryIO, name: str) -> Path:
    try:
        remove_leftovers()
        path = temporary_folder() / "input"
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file)
        with path.open("rb") as file:
            start = file.read(1 << 16)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"{name}: cannot be read or kept for the time of the run ({reason}); expected adverts, "
            "and room in the folder of temporary files (TMPDIR names another)"
        ) from error
    ending = _ending(start)
    return path.rename(
        path.with_name("input" + (_zip_ending(path) if ending == ".zip" else ending))
    )


def _zip_ending(path: Path) -> str:
    """Return .xlsx or .docx where a zip is one, else .zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError):
        return ".zip"  # whose reader says what is wrong
    kinds = {"xl/workbook.xml": ".xlsx", "word/document.xml": ".docx"}
    return next((kinds[name] for name in kinds if name in members), ".zip")


def _ending(start: bytes) -> str:
    """Return the file ending that fits these first bytes."""
    if start.startswith(b"\x1f\x8b"):
        try:
            inner = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, 1 << 16)
        except zlib.error:
            inner = b""
        return _ending(inner) + ".gz"
    if start.startswith(b"PK\x03\x04"):
        return ".zip"
    if start.startswith(b"PAR1"):
        return ".parquet"
    if start.startswith(b"%PDF"):
        return ".pdf"
    text = decode(start)
    if re.match(r'\s*(\{\s*"|\[\s*\{)', text):
        return ".jsonl"
    try:
        header = DelimitedReader(io.StringIO(text, newline=""), "standard input").header
    except InputError:  # text that starts with a quote
        return ".txt"
    known = find_columns(header)
    # A single word may be the heading of a pasted advert, and a single line a title with commas.
    least = 1 if "\n" in text.strip() else len(header)
    if header in (["title"], ["description"]) or (len(header) > 1 and len(known) >= least):
        return ".csv"
    return ".txt"
