"""Adverts from any mix of documents, folders, tables and standard input, in batches."""

from __future__ import annotations

import itertools
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from ..adverts.columns import CANONICAL, TARGETS, require_text_column
from ..adverts.table import Adverts, to_adverts
from ..errors import InputError
from .documents import FIELDS, MAX_BYTES, decode, parse_document, unreadable
from .labels import join_labels, read_labels
from .office.text import is_office_document, plain_text, require_packages
from .office.workbook import split_sheet
from .opening import (
    DOCUMENTS,
    EXPECTED,
    TEXT_TABLES,
    FileKind,
    Position,
    file_kind,
    open_bytes,
    read_members,
)
from .stdin import spooled, spooled_pipe
from .tables import read_table, table_columns

__all__ = ["Batch", "input_columns", "join_labels", "read_batches", "read_labels"]

Input = str | os.PathLike[str]
_HEAD = 4096  # bytes of a document that are searched for its fields


@dataclass(frozen=True)
class Batch:
    """Some rows of the input.

    Attributes
    ----------
    rows : DataFrame
        Adverts under the input's own column names, in its order; the index counts on from 0 over
        all inputs.
    problems : Series of str
        For each row "", or why it could not be read properly.
    source : str
        The input that the rows come from, as given; the first one if documents come from several.
    """

    rows: pd.DataFrame
    problems: pd.Series
    source: str

    @cached_property
    def adverts(self) -> Adverts:
        """The rows in the form that the rest of the project reads."""
        return to_adverts(self.rows, self.source)


@dataclass(frozen=True)
class _Part:
    """One input, checked: its name, where it is, what it holds and its columns."""

    given: str
    path: Path
    kind: FileKind
    columns: tuple[str, ...] = ()
    files: tuple[str, ...] = ()  # of a folder

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return _shown(self.given)


def read_batches(
    inputs: Sequence[Input] | Input,
    *,
    chunk_size: int = 10_000,
    categories_from_folders: bool = False,
    position: Position | None = None,
) -> Iterator[Batch]:
    r"""Read adverts in batches, in the order of the inputs.

    Parameters
    ----------
    inputs
        Any mix of advert documents (.txt, .docx, .pdf), folders of them, tables (.csv, .tsv,
        .jsonl, these also .gz and .zip, .parquet, .xlsx or ``file.xlsx#Sheet``) and ``-`` for
        standard input, whose kind is found from its first bytes.
    chunk_size
        Most rows of a batch.
    categories_from_folders
        Whether a document's column `category` is the name of its sub-folder in the given folder.
    position
        Told how far tables of text (CSV, TSV, JSONL) have been read.

    Returns
    -------
    iterator of Batch
        Every batch has the columns of `input_columns`. A document gives `id`, `title`, `company`,
        `description`, further fields that the documents have, and `file`. A column that an input
        does not have is "". A table without rows gives one empty batch.

    Raises
    ------
    InputError
        Before the first batch: if an input does not exist or cannot be read, or has no title and
        no description. While reading: if a file turns out to be damaged.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> _ = pathlib.Path(folder.name, "a.txt").write_text("Title: Chef\nDescription: Cook.")
    >>> [batch.rows["title"].tolist() for batch in read_batches([folder.name])]
    [['Chef']]
    """
    parts = _parts(inputs, categories_from_folders)
    return _batches(parts, chunk_size, categories_from_folders, position)


def input_columns(
    inputs: Sequence[Input] | Input, *, categories_from_folders: bool = False
) -> list[str]:
    """Return the columns of all inputs together, in the order in which they are first seen.

    They are the columns of every batch of `read_batches`. Raises `InputError` as it does.
    """
    return _all_columns(_parts(inputs, categories_from_folders))


def _all_columns(parts: list[_Part]) -> list[str]:
    return list(dict.fromkeys(column for part in parts for column in part.columns))


def _batches(
    parts: list[_Part], chunk_size: int, categories: bool, position: Position | None
) -> Iterator[Batch]:
    columns = _all_columns(parts)
    start = 0
    for is_document, group in itertools.groupby(parts, lambda p: p.kind.kind == "document"):
        if is_document:
            batches = _document_batches(list(group), chunk_size, categories)
        else:
            batches = itertools.chain.from_iterable(
                _table_batches(part, chunk_size, position) for part in group
            )
        for batch in batches:
            index = pd.RangeIndex(start, start + len(batch.rows))
            start += len(index)
            rows = batch.rows
            if list(rows.columns) != columns:
                rows = _with_columns(rows, columns, "")
            yield Batch(rows.set_axis(index), batch.problems.set_axis(index), batch.source)


def _table_batches(part: _Part, chunk_size: int, position: Position | None) -> Iterator[Batch]:
    for rows, problems in read_table(
        part.path, chunk_size=chunk_size, name=part.name, position=position
    ):
        if position is not None and part.kind.kind in TEXT_TABLES:
            position.rows += len(rows)
        # Lines of JSON may lack keys that others have.
        yield Batch(_with_columns(rows, part.columns, None), problems, part.given)


def _with_columns(rows: pd.DataFrame, columns: Sequence[str], value: str | None) -> pd.DataFrame:
    missing = [column for column in columns if column not in rows.columns]
    blank = pd.DataFrame(value, index=rows.index, columns=missing, dtype="str")
    return pd.concat([rows, blank], axis=1)[list(columns)] if missing else rows[list(columns)]


def _document_batches(parts: list[_Part], chunk_size: int, categories: bool) -> Iterator[Batch]:
    columns = _all_columns(parts)
    documents = ((part, *document) for part in parts for document in _documents(part))
    while chunk := list(itertools.islice(documents, chunk_size)):
        records, problems = [], []
        for part, file, data in chunk:
            data, problem = _text_of(file, data)
            record = {} if problem else parse_document(decode(data))
            problems.append(problem or record.pop("problem"))
            if categories and not record.get("category"):
                record["category"] = _sub_folder(part, file)
            records.append([file if key == "file" else record.get(key, "") for key in columns])
        rows = pd.DataFrame(records, columns=columns, dtype="str")
        yield Batch(rows, pd.Series(problems, dtype="str"), chunk[0][0].given)


def _text_of(file: str, data: bytes) -> tuple[bytes, str]:
    """Bytes of a document's text, and "" or why there is none."""
    if is_office_document(file) and 0 < len(data) <= MAX_BYTES:
        return plain_text(file, data)
    return data, unreadable(data)


def _documents(part: _Part, most: int = MAX_BYTES + 1) -> Iterator[tuple[str, bytes]]:
    """Yield the documents of an input: name as given, and at most `most` bytes of a text."""

    def most_of(file: str) -> int:
        return MAX_BYTES + 1 if is_office_document(file) else most

    if part.kind.packing == "zip":
        for member, data in read_members(part.path, part.name, part.kind, most_of):
            yield f"{part.given}/{member}", data
    elif part.path.is_dir():
        for file in part.files:
            name = os.path.join(part.given, file)
            with open_bytes(part.path / file, name, part.kind) as stream:
                yield name, stream.read(most_of(file))
    else:
        with open_bytes(part.path, part.name, part.kind) as stream:
            yield part.given, stream.read(most_of(part.given))


def _sub_folder(part: _Part, file: str) -> str:
    folders = Path(os.path.relpath(file, part.given)).parts[:-1]
    return folders[0] if folders else ""


def _parts(inputs: Sequence[Input] | Input, categories: bool) -> list[_Part]:
    """Check every input, and find its columns."""
    named = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    names = [os.fspath(name) for name in named]
    if not names:
        raise InputError(f"no input; expected {EXPECTED}")
    if "" in names:
        raise InputError(f"an input has an empty name; expected {EXPECTED}")
    if names.count("-") > 1:
        raise InputError("-: standard input is named twice; expected it once")
    return [_part(name, categories) for name in names]


def _part(name: str, categories: bool) -> _Part:
    path, shown = _place(name), _shown(name)
    try:
        is_folder, (found, _) = path.is_dir(), split_sheet(path)
        if not found.exists():
            raise InputError(f"{name}: no such file or folder; expected {EXPECTED}")
        if not is_folder and found.stat().st_size == 0:
            raise InputError(f"{shown}: the file is empty; expected {EXPECTED}")
    except OSError as error:
        raise InputError(f"{name}: {error.strerror}; expected {EXPECTED}") from error
    if is_folder:
        part = _Part(name, path, FileKind("document"), files=_files(path, name))
    else:
        part = _Part(name, path, file_kind(path, shown))
    if part.kind.kind != "document":
        columns = table_columns(path, name=shown)
        require_text_column(columns, shown)
        return replace(part, columns=tuple(columns))
    require_packages([*part.files, *part.kind.members, str(path)])
    extra: set[str] = {"category"} if categories else set()
    for file, data in _documents(part, _HEAD if is_folder or part.kind.members else MAX_BYTES + 1):
        data, problem = _text_of(file, data)
        if problem and file == part.given:
            hint = (
                ""
                if "; expected" in problem
                else "; expected an advert document or a table of them"
            )
            raise InputError(f"{shown}: {problem}{hint}")
        extra |= set() if problem else parse_document(decode(data[:_HEAD])).keys()
    fields = [field for field in (*CANONICAL, *TARGETS) if field in extra - set(FIELDS)]
    return replace(part, columns=(*FIELDS, *fields, "file"))


def _place(name: str) -> Path:
    """Where an input lies; what can be read only once is copied."""
    if name == "-":
        # Python has no standard input where it is closed.
        return spooled(sys.stdin and sys.stdin.buffer)
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return path  # which its reader refuses
    if stat.S_ISFIFO(mode):
        return spooled_pipe(path)
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise InputError(f"{name}: is a device; expected {EXPECTED}")
    return path


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name


def _files(folder: Path, name: str) -> tuple[str, ...]:
    def unlisted(error: OSError) -> None:
        raise InputError(f"{name}: cannot be listed ({error.strerror}); expected {EXPECTED}")

    files = [
        (Path(place) / file).relative_to(folder).as_posix()
        for place, _, found in os.walk(folder, onerror=unlisted)
        for file in found
        if file.lower().endswith(DOCUMENTS) and not file.startswith((".", "~$"))  # locks of Word
    ]
    if not files:
        raise InputError(
            f"{name}: a folder without advert documents; expected .txt, .docx or .pdf files in it"
        )
    return tuple(sorted(files))
