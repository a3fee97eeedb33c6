"""Colour and summaries: only where somebody reads along, and not where colour is unwanted."""

import io

import pandas as pd
import pytest

from salarypred.commands.terminal import Summary, styled


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_colour_at_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert styled("Chef", "strong", Terminal()) == "\x1b[1mChef\x1b[0m"
    assert styled("Chef", "strong", io.StringIO()) == "Chef"
    monkeypatch.setenv("NO_COLOR", "1")
    assert styled("Chef", "strong", Terminal()) == "Chef"


def test_a_terminal_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert styled("Chef", "strong", Terminal()) == "Chef"


def test_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = Summary()
    for pay, warning in ((20_000.0, ""), (float("nan"), "no text"), (30_000.0, "")):
        summary.add(pd.DataFrame({"predicted_salary": [pay], "warnings": [warning]}))
    assert summary.line().startswith("3 adverts, median pay £25,000, 33.3% with a warning, ")
    assert Summary().line() == "0 adverts"
    heard = Terminal()
    monkeypatch.setattr("sys.stderr", heard)
    summary.show()
    assert heard.getvalue().startswith("3 adverts")
    monkeypatch.setattr("sys.stderr", io.StringIO())
    summary.show()
