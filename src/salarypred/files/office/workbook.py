"""Rows of a sheet of a workbook (.xlsx), read a part at a time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ...errors import InputError
from .package import check_package, damaged, require

MAX_UNPACKED = 1 << 30
#: Rows of a sheet in Excel: a row number above it is made up.
MAX_ROWS = 1 << 20
#: Shown when no sheet has the name that was asked for.
_MOST_NAMES = 10
#: How a cell spells signs that XML cannot hold.
_SPELLED = re.compile("_x([0-9A-Fa-f]{4})_")

Row = list[Any]


def split_sheet(path: Path) -> tuple[Path, str]:
    """Return the file and the sheet of a path such as ``jobs.xlsx#Leeds``; "" is the first sheet.

    Examples
    --------
    >>> [(str(file), sheet) for file, sheet in map(split_sheet, [Path("jobs.xlsx#Leeds 2")])]
    [('jobs.xlsx', 'Leeds 2')]
    """
    text = str(path)
    end = text.lower().find(".xlsx#")
    if end < 0 or path.exists():
        return path, ""
    return Path(text[: end + len(".xlsx")]), text[end + len(".xlsx#") :]


def sheet_rows(path: Path, name: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a sheet that are not empty, each with its number; the first is the header.

    Cells are text, numbers, dates or truth values as Excel keeps them, formulas the value that
    Excel last computed, empty cells None.

    Parameters
    ----------
    path
        Of the workbook, with ``#`` and a sheet's name behind it if it is not the first sheet.
    name
        What to call it in a message.

    Raises
    ------
    InputError
        If openpyxl is not installed, there is no such sheet, or the file is damaged or not what
        its name says.
    """
    require(".xlsx", name)
    file, sheet_name = split_sheet(path)
    with file.open("rb") as stream:
        check_package(stream, name, MAX_UNPACKED)
        with _plain_errors(name):
            import openpyxl

            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheet = _sheet(book, sheet_name, name)
        # What a file says of its size may be wrong; without it rows are as long as they are.
        sheet.reset_dimensions()
        cells = sheet.iter_rows(values_only=True)
        for number in itertools.count(1):
            with _plain_errors(name):
                row = next(cells, None)
            if row is None:
                return
            if number > MAX_ROWS:
                raise InputError(f"{name}: more than {MAX_ROWS:,} rows; expected a sheet of Excel")
            if any(cell is not None and cell != "" for cell in row):
                yield number, [_plain(cell) for cell in row]


def _sheet(book: Any, wanted: str, name: str) -> Any:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if not sheets:
        raise InputError(f"{name}: a workbook without sheets; expected one with a table")
    if not wanted:
        return book.worksheets[0]
    found = sheets.get(wanted) or {key.lower(): s for key, s in sheets.items()}.get(wanted.lower())
    if found is None:
        names = ", ".join(list(sheets)[:_MOST_NAMES])
        raise InputError(f"{name}: no sheet {wanted!r}; expected one of: {names}")
    return found


def _plain(cell: Any) -> Any:
    if isinstance(cell, str) and "_x" in cell:
        return _SPELLED.sub(lambda found: chr(int(found[1], 16)), cell)
    return cell


@contextmanager
def _plain_errors(name: str) -> Iterator[None]:
    """Turn what openpyxl raises for a damaged file, which may be anything, into one line."""
    try:
        yield
    except Exception as error:
        raise damaged(name, error) from error
