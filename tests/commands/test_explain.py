"""``salarypred explain``, and the answer in words that ``predict`` gives at a terminal."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from salarypred.cli import main
from salarypred.commands.terminal import bar

ADVERT = "Title: Senior Data Engineer\nLocation: London\nDescription: Python. Pay £****k, Leeds."


@pytest.fixture
def run(tmp_path: Path, model_folder: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    (tmp_path / "advert.txt").write_text(ADVERT)
    (tmp_path / "two.csv").write_text("title,description\nChef,Hotel\n,\nNurse,Nights\n")

    def command(*words: str) -> tuple[int, str, str]:
        named = [str(tmp_path / word) if (tmp_path / word).exists() else word for word in words]
        status = main([*named, "--model", str(model_folder)])
        return (status, *capfd.readouterr())

    return command


def test_in_words(run: Any) -> None:
    status, out, err = run("explain", "advert.txt")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "Senior Data Engineer"
    assert lines[1].startswith("  £0 ..")
    assert "  pay moves with" in lines
    assert any("%" in line and "(+£" in line for line in lines)
    assert "comparable adverts" in out


def test_as_json_one_line_an_advert(run: Any) -> None:
    status, out, _ = run("explain", "two.csv", "--rows", "5", "--json", "--most", "2")
    assert status == 0
    found = [json.loads(line) for line in out.splitlines()]
    assert [each["prediction"]["title"] for each in found] == ["Chef", "", "Nurse"]
    assert found[1]["prediction"]["warnings"] == "no title and no description"
    assert all(len(each["salary"]) <= 2 for each in found)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--rows", "0"), "--rows 0; expected at least 1"),
        (("--as-of", "soon"), "soon"),
        (("nothing.csv",), "nothing.csv: no such file"),
    ],
)
def test_mistakes(run: Any, words: tuple[str, ...], part: str) -> None:
    status, out, err = run("explain", "advert.txt", *words)
    assert (status, out) == (2, "")
    assert part in err
    assert err.count("\n") == 1


def test_bar_has_its_mark_within_its_range() -> None:
    drawn = bar(20_000, 30_000, 40_000)
    assert drawn.index("=") < drawn.index("|") < drawn.rindex("=")


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are not known there")
@pytest.mark.parametrize("columns", [(), ("--format", "csv"), ("--json",)])
def test_predict_at_a_terminal(
    run: Any, monkeypatch: pytest.MonkeyPatch, columns: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    status, out, _ = run("predict", "advert.txt", *columns)
    assert status == 0
    if columns:
        assert "predicted_salary" in out
    else:
        assert "hidden pay" in out and "pay moves with" in out and "\x1b" not in out


def test_predict_of_several_at_a_terminal_is_a_table(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    status, out, _ = run("predict", "two.csv")
    assert status == 0
    assert out.startswith("title,description,salary")
    assert len(out.splitlines()) == 4
