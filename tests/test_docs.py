"""The documentation says what is so: commands, rooms, code and examples."""

import ast
import re
import shlex
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from salarypred.cli import COMMANDS, main
from salarypred.official.facts import occupation_facts
from salarypred.official.lookup import official_at
from salarypred.pay.earnings import log_earnings
from salarypred.pay.minimum_wage import minimum_pay

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
#: April 2025, when the survey was taken, and April 2026, as months since January 2000.
SURVEY, ASKED = 303, 315


def text(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(page: str, kind: str) -> list[str]:
    """Blocks of code of a page."""
    return re.findall(rf"^```{kind}\n(.*?)^```", text(page), re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_described(command: str) -> None:
    headings = re.findall(r"^## (.*)$", text("commands.md"), re.MULTILINE)
    assert command in headings


def test_the_picture_shows_every_room_on_its_floor() -> None:
    source = (ROOT / "tests" / "test_layers.py").read_text(encoding="utf-8")
    written = re.search(r"^FLOORS.*? = (\(\n.*?^\))", source, re.DOTALL | re.MULTILINE)
    assert written
    floors = [room for floor in ast.literal_eval(written[1]) for room in [set(floor)]]
    place: dict[str, float] = {}
    for element in ElementTree.fromstring(text("rooms.svg")).iter():
        if element.tag.endswith("text") and "class" not in element.attrib:
            place[str(element.text)] = float(element.attrib["y"])
    highest = np.inf
    for floor in floors[1:-1]:  # of the lowest and the highest not all are rooms
        heights = {round(place[room] / 50) for room in floor}
        assert len(heights) == 1, floor
        height = heights.pop()
        assert height <= highest, floor
        highest = height
    assert floors[0] <= set(place)


@pytest.mark.usefixtures("quick_networks")
def test_the_code_for_data_scientists_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    sample = 'pd.read_csv("data/adverts.csv")'
    code = "".join(blocks("data-scientists.md", "python"))
    assert sample in code
    names: dict[str, object] = {}
    exec(compile(code.replace(sample, f"{sample}.head(100)"), "page", "exec"), names)
    errors = names["errors"]
    assert isinstance(errors, dict)
    assert errors["random"] > 0


def test_the_worked_example_is_what_is_printed_now(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = (block for block in blocks("methodology.md", "") if block.startswith("$ "))
    command, _, printed = block.removeprefix("$ ").partition("\n")
    assert main(["predict", *shlex.split(command)[2:], "--format", "text"]) == 0
    assert capsys.readouterr().out.strip() == printed.strip()


def test_the_figures_of_the_worked_example() -> None:
    page = text("methodology.md")
    official = occupation_facts("6135", 2025)["full_time"]
    carried = official_at(["6135"], [ASKED])["median"].iloc[0]
    grown = float(np.exp(np.subtract(*log_earnings(np.array([ASKED, SURVEY])))))
    for said in (
        f"less than £{official['median']:,}, the\nmiddle half",
        f"£{official['p25']:,} to £{official['p75']:,}",
        f"had risen by {grown - 1:.1%}, which gives £{carried:,.0f}",
        f"£13.20 × 1,950 = £{13.2 * 1_950:,.0f}",
        f"£12.71 × 1,950 hours = £{minimum_pay(np.array([ASKED]))[0]:,.2f}",
    ):
        assert said.replace("\n", " ") in page


def test_the_site_is_built_without_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = pytest.importorskip("mkdocs.commands.build")
    pytest.importorskip("mkdocstrings_handlers.python")
    from mkdocs.config import load_config

    monkeypatch.chdir(ROOT)
    build.build(load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(tmp_path)))
    assert "[Unreleased]" in (tmp_path / "changelog" / "index.html").read_text(encoding="utf-8")
