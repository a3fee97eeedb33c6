"""Standard input as a file."""

import io
import re
import shutil
import tempfile
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from ..adverts.columns import find_columns
from ..errors import InputError
from .delimited import DelimitedReader
from .documents import decode


@lru_cache(maxsize=1)
def spooled(stream: BinaryIO) -> Path:
    """Copy standard input to a temporary file named by what it holds, removed at the end.

    One copy serves all reads, because an input is inspected before it is read.
    """
    folder = tempfile.TemporaryDirectory(prefix="salarypred-")
    _FOLDERS.append(folder)
    path = Path(folder.name, "input")
    with path.open("wb") as file:
        shutil.copyfileobj(stream, file)
    with path.open("rb") as file:
        start = file.read(1 << 16)
    ending = _ending(start)
    return path.rename(
        path.with_name("input" + (_zip_ending(path) if ending == ".zip" else ending))
    )


_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


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
