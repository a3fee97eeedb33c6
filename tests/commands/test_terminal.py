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


def answers(pay: float, warning: str = "", month: str = "2026-01") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "predicted_salary": [pay],
            "warnings": [warning],
            "money_of": [month if pay == pay else ""],
            "money_from": ["posted" if pay == pay else ""],
            "predicted_by": ["mine 1a2b" if pay == pay else ""],
        }
    )


def test_summary(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = Summary()
    for pay, warning in ((20_000.0, ""), (float("nan"), "no text"), (30_000.0, "")):
        summary.add(answers(pay, warning))
    line = summary.line()
    expected = "3 adverts, median pay £25,000 in money of 2026-01 (dates of the adverts), 33.3% "
    assert line.startswith(expected)
    assert line.endswith(" a second, by mine 1a2b")
    assert Summary().line() == "0 adverts"
    heard = Terminal()
    monkeypatch.setattr("sys.stderr", heard)
    summary.show()
    assert heard.getvalue().startswith("3 adverts")
    monkeypatch.setattr("sys.stderr", quiet := io.StringIO())
    summary.show()
    assert quiet.getvalue() == ""
    Summary(asked=True).show()
    assert quiet.getvalue() == "0 adverts\n"


def test_pay_of_two_months_is_summed_up_in_the_later() -> None:
    summary = Summary()
    summary.add(answers(20_000.0, month="2013-01"))
    summary.add(answers(40_000.0, month="2026-01"))
    said = summary.line()
    assert " in money of 2026-01, carried there from 2013-01 to 2026-01 (dates of" in said
    found = int(said.split("£")[1].split(" ")[0].replace(",", ""))
    assert 34_000 < found < 38_000  # £20,000 of 2013 are about £32,000 of 2026
