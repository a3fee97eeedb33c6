"""What is said at a terminal, and only there: colour, and a line at the end of long work."""

import os
import sys
import time
from typing import TYPE_CHECKING, TextIO

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

_STYLES = {"strong": "1", "up": "36", "down": "33", "bar": "36", "warning": "1;33"}


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody reads along."""
    return stream.isatty()


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """Text in a style (strong, up, down, bar, warning) where the stream is a terminal.

    It stays plain where ``NO_COLOR`` is set to anything (no-color.org) or the terminal is "dumb".
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    if plain or not is_terminal(stream or sys.stdout):
        return text
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


class Summary:
    """Counts answers on the way, and says at the end what there was: at a terminal only."""

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self._rows = self._warned = 0
        self._pay: list[np.ndarray] = []

    def add(self, answers: "pd.DataFrame") -> None:
        """Count a predicted table."""
        self._rows += len(answers)
        self._warned += int((answers["warnings"] != "").sum())
        self._pay.append(answers["predicted_salary"].dropna().to_numpy(dtype=np.float64))

    def line(self) -> str:
        """Rows, median pay, share of warnings, and speed."""
        pay = np.concatenate([*self._pay, np.empty(0)])
        said = [f"{self._rows:,} advert{'' if self._rows == 1 else 's'}"]
        if len(pay):
            said.append(f"median pay £{np.median(pay):,.0f}")
        if self._rows:
            said.append(f"{self._warned / self._rows:.1%} with a warning")
            said.append(f"{self._rows / (time.perf_counter() - self._start):,.0f} a second")
        return ", ".join(said)

    def show(self) -> None:
        """Print the line where somebody reads along."""
        if is_terminal(sys.stderr):
            print(self.line(), file=sys.stderr)
