"""A workbook (.xlsx) that is written a part at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import InputError
from ..formats import cell_text
from .package import require
from .workbook import MAX_ROWS

#: Most characters of a cell in Excel, counted as UTF-16 does.
MAX_CELL = 32_767
#: Whole numbers above it would lose digits: Excel keeps 15.
_EXACT = 10**15
# Signs that XML cannot hold, a carriage return, which it would lose, and what spells them.
_SPELL = re.compile("[\x01-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
#: First signs of what Excel takes for a formula when it is typed; "" is none.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS = {"title": 36, "description": 60, "warnings": 40, "occupation": 36}


class WorkbookEncoder:
    """Writes one sheet whose text cells are typed as text, so that none becomes a formula.

    Parameters
    ----------
    path
        The file to write.
    columns
        Its columns.

    Raises
    ------
    InputError
        If openpyxl is not installed; while writing, if there are more rows than a sheet holds.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        require(".xlsx", "a workbook")
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        self._path = path
        self._columns = list(columns)
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("adverts")
        self._sheet.freeze_panes = "A2"
        for place, name in enumerate(columns, 1):
            width = _WIDTHS.get(name.lower(), min(max(12, len(name) + 2), 30))
            self._sheet.column_dimensions[get_column_letter(place)].width = width
        # A row is written at once, so the cells of one row serve for the next.
        # Of each pair the second marks text that would become a formula if somebody edited it.
        self._cells = [(WriteOnlyCell(self._sheet), WriteOnlyCell(self._sheet)) for _ in columns]
        for _, marked in self._cells:
            marked.quotePrefix = True
        header = [_text_cell(WriteOnlyCell(self._sheet), name) for name in columns]
        for cell in header:
            cell.font = Font(bold=True)
        self._sheet.append(header)
        self._rows = 1

    def write(self, frame: pd.DataFrame) -> None:
        """Write some rows."""
        self._rows += len(frame)
        if self._rows > MAX_ROWS:
            raise InputError(
                f"a workbook: more than {MAX_ROWS - 1:,} rows; expected an output ending in .csv "
                "or .parquet"
            )
        columns = [frame.iloc[:, place].tolist() for place in range(frame.shape[1])]
        for row in zip(*columns, strict=True):
            self._sheet.append(self._row(list(row)))

    def _row(self, values: list[Any]) -> list[Any]:
        plain = [_plain(value) for value in values]
        long = [
            name
            for name, value in zip(self._columns, plain, strict=True)
            if isinstance(value, str) and _length(value) > MAX_CELL
        ]
        if long and "warnings" in self._columns:
            place = self._columns.index("warnings")
            cut = f"cut to {MAX_CELL:,} characters, the most that a cell holds: {', '.join(long)}"
            plain[place] = "; ".join(filter(None, (plain[place], cut)))
        return [
            _text_cell(cells[value[:1] in _FORMULA], value) if isinstance(value, str) else value
            for cells, value in zip(self._cells, plain, strict=True)
        ]

    def close(self) -> None:
        """Finish the file."""
        self._book.save(self._path)


def _text_cell(cell: Any, text: str) -> Any:
    cell.value = spelled(text)
    cell.data_type = "s"  # and not what openpyxl takes "=..." and "#N/A" for
    return cell


def spelled(text: str) -> str:
    r"""Text as a cell holds it: cut to its length, signs that XML cannot hold spelled out.

    Examples
    --------
    >>> spelled("a\x07b\r\n"), spelled("_x0041_")
    ('a_x0007_b_x000D_\n', '_x005F_x0041_')
    """
    if _length(text) > MAX_CELL:
        text = text.encode("utf-16-le")[: 2 * MAX_CELL].decode("utf-16-le", "ignore")
    return _SPELL.sub(lambda found: f"_x{ord(found[0]):04X}_", text.replace("\0", ""))


def _length(text: str) -> int:
    return (
        len(text) if len(text) <= MAX_CELL // 2 else len(text.encode("utf-16-le", "replace")) // 2
    )


def _plain(value: Any) -> Any:
    """A cell's value as Excel can hold it: text, number, truth value, date or None."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list | dict) or hasattr(value, "tolist"):
        return cell_text(value)
    if value is None or pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, bool | date | datetime | time) and getattr(value, "tzinfo", None) is None:
        return value
    if isinstance(value, int | float) and abs(value) < _EXACT:
        return value
    return None if value in (float("inf"), float("-inf")) else cell_text(value)
