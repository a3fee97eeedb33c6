"""Every command that README shows with an answer gives that answer."""

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from salarypred.resources import shipped_model

PROJECT = Path(__file__).parents[2]
README = PROJECT / "README.md"
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MONTH = re.compile(r"money of (\d{4}-\d{2})")
#: Other processors round otherwise: a figure may be off by this share, and by one.
_OFF = 0.02


class Example(NamedTuple):
    """A command and the lines that README prints below it."""

    command: str
    lines: list[str]


def examples() -> list[Example]:
    blocks = re.findall(r"^```\n(\$ .*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    found = []
    for block in blocks:
        command, *lines = block.rstrip("\n").split("\n")
        found.append(Example(command.removeprefix("$ "), lines))
    return found


def answer(example: Example, folder: Path) -> list[str]:
    words = shlex.split(example.command)
    month = _MONTH.search("\n".join(example.lines))
    start = {
        "python": [sys.executable, str(PROJECT / words[1])],
        "salarypred": [sys.executable, "-m", "salarypred", words[1]],
    }[words[0]]
    rest = words[2:]
    as_of = ["--as-of", month.group(1)] if month and "predict" in start[-1] else []
    done = subprocess.run(
        [*start, *rest, *as_of], capture_output=True, encoding="utf-8", cwd=PROJECT, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.rstrip("\n").split("\n")


def figures(line: str) -> list[float]:
    return [float(found.replace(",", "")) for found in _FIGURE.findall(line)]


def test_readme_shows_answers() -> None:
    assert len(examples()) >= 2


def test_readme_is_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 160


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.command[:60])
def test_the_answer_is_what_readme_prints(example: Example, tmp_path: Path) -> None:
    if shipped_model() is None:
        pytest.skip("this copy of the project carries no models/uk-adverts")
    printed = answer(example, tmp_path)
    for number, line in enumerate(example.lines):
        if line == "...":
            break
        shown = printed[number] if number < len(printed) else ""
        assert _FIGURE.sub("#", shown.rstrip()) == _FIGURE.sub("#", line), example.command
        for own, readme in zip(figures(shown), figures(line), strict=True):
            assert own == pytest.approx(readme, rel=_OFF, abs=1), line
    else:
        assert len(printed) == len(example.lines)
