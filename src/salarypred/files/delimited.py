"""Records of a CSV or TSV file, with stray quotes found and no row lost silently."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import TextIO

from ..adverts.columns import find_columns
from ..errors import InputError

# A quote that is never closed swallows all rows after it. No real cell spans this many lines.
MAX_RECORD_LINES = 100_000
_DELIMITERS = ",;\t|"
# A line that no file holds, given to the csv module after the last one: if it comes back as a
# record of its own, every quote was closed.
_END = "\ue000end of file\ue000"


class DelimitedReader:
    r"""Iterate over the records of a delimited text: (number of its first line, cells).

    Cells stand exactly as in the file, apart from their quotes and from NUL characters, which are
    removed. Empty lines are not records. A quote in the middle of a cell is kept as a character.

    Parameters
    ----------
    stream
        Text opened with ``newline=""``.
    name
        What to call the file in a message.
    delimiter
        The character between cells; None finds it from the header, among comma, semicolon, tab
        and ``|``.

    Attributes
    ----------
    header : list of str
        The cells of the first record; empty where the text is.

    Raises
    ------
    InputError
        While reading, if a quote is never closed: the rows after it would be lost.

    Examples
    --------
    >>> import io
    >>> reader = DelimitedReader(io.StringIO("id;title\n007;Chef"), "jobs.csv")
    >>> reader.header, list(reader)
    (['id', 'title'], [(2, ['007', 'Chef'])])
    """

    def __init__(self, stream: TextIO, name: str, delimiter: str | None = None) -> None:
        csv.field_size_limit(2**31 - 1)
        self.header: list[str] = []
        self._lines = _Lines(stream, name)
        first = next(line for line in self._lines if line.strip())
        declared = re.fullmatch(r"sep=(.)[\r\n]*", first, re.IGNORECASE)  # Excel writes it
        if not declared:
            self._lines.again([first])
        self._delimiter = delimiter or (declared[1] if declared else _delimiter(first))
        self._strict = csv.reader(self._lines, delimiter=self._delimiter, strict=True)
        _, self.header = next(self, (0, []))

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Return the reader itself."""
        return self

    def __next__(self) -> tuple[int, list[str]]:
        """Return the next record."""
        while not self._lines.ended:
            start = self._lines.begin()
            cells = self._record()
            if cells and cells != [_END]:
                return start, cells
        raise StopIteration

    def _record(self) -> list[str]:
        lines, width = self._lines, len(self.header)
        cells: list[str] | None = None
        for strict in (True, False):
            reader = self._strict if strict else csv.reader(lines, delimiter=self._delimiter)
            try:
                cells = next(reader)
            except csv.Error:  # text after a closing quote
                cells = None
            if lines.ended and cells != [_END]:
                raise lines.unclosed()
            if len(lines.held) > 1 and width and (cells is None or len(cells) != width):
                # Did a quote swallow the lines after it? If its own line has all cells, it was just
                # a character.
                plain = csv.reader(
                    lines.held[:1], delimiter=self._delimiter, quoting=csv.QUOTE_NONE
                )
                alone = next(plain)
                if len(alone) == width:
                    lines.again(lines.held[1:])
                    return alone
            if cells is not None:
                return cells
            lines.again(lines.held)
        return cells or []


class _Lines:
    """Counts the lines of a text and keeps those of the current record for a second look."""

    def __init__(self, stream: TextIO, name: str) -> None:
        self._stream, self._name = stream, name
        self._waiting: list[str] = []
        self._number = 0
        self.held: list[str] = []
        self.ended = False

    def begin(self) -> int:
        """Forget the kept lines and return the number of the next one."""
        self.held = []
        return self._number + 1

    def again(self, lines: list[str]) -> None:
        """Give these lines, the last ones kept, out again."""
        self._waiting = lines[::-1] if not self._waiting else self._waiting + lines[::-1]
        self._number -= len(lines)
        self.held = self.held[: len(self.held) - len(lines)]

    def unclosed(self) -> InputError:
        """Return the error for a quote that opens in the current record and is never closed."""
        line = self._number - len(self.held) + 1
        return InputError(
            f'{self._name}: line {line}: a quote (") opens here and is not closed; expected a '
            "closing quote, or the quote written twice"
        )

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.ended:
            raise StopIteration
        line = self._waiting.pop() if self._waiting else self._stream.readline()
        if not line:
            self.ended = True
            return _END
        self._number += 1
        if "\0" in line:
            line = line.replace("\0", "")
        self.held.append(line)
        if len(self.held) > MAX_RECORD_LINES:
            raise self.unclosed()
        return line


def _delimiter(header: str) -> str:
    """Return the delimiter that shows the most known columns in a header, then the most cells."""

    def promise(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=delimiter), [])
        return sum(map(len, find_columns(cells).values())), len(cells)

    return max(_DELIMITERS, key=promise)
