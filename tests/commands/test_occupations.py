"""``salarypred occupations``: titles and adverts in, codes out."""

import io
import json
from pathlib import Path

import pandas as pd
import pytest

from salarypred.cli import main
from salarypred.commands.occupations import ADDED


def test_a_table_keeps_its_rows_and_columns(tmp_path: Path) -> None:
    rows = pd.DataFrame({"Ref": ["7", "8", "9"], "Job Title": ["Staff Nurse", "", "Sous Chef"]})
    rows.to_csv(tmp_path / "a.csv", index=False)
    assert main(["occupations", str(tmp_path / "a.csv"), "--output", str(tmp_path / "b.csv")]) == 0
    found = pd.read_csv(tmp_path / "b.csv", dtype=str, keep_default_na=False)
    assert list(found.columns) == ["Ref", "Job Title", *ADDED]
    assert found["Ref"].tolist() == ["7", "8", "9"]
    assert found["occupation_code"].tolist() == ["2237", "", "5434"]
    assert found["occupation"][2] == "Chefs"
    assert found["warnings"].ne("").tolist() == [False, True, False]
    assert found["occupation_code_5"][0] and not found["occupation_code_5"][1]


def test_a_list_of_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "titles.txt").write_text("Care assistant\nHGV Class 1 Driver\n")
    assert main(["occupations", str(tmp_path / "titles.txt"), "--format", "jsonl"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["occupation_code"] for row in found] == ["6135", "8211"]


def test_one_title_on_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b"Staff Nurse\n"))
    monkeypatch.setattr("sys.stdin", stream)
    assert main(["occupations", "-", "--format", "text"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Staff Nurse" and lines[1].strip().startswith("2237")


def test_own_output_can_be_read_again(tmp_path: Path) -> None:
    one, two = str(tmp_path / "one.csv"), str(tmp_path / "two.csv")
    pd.DataFrame({"title": ["Nurse", "Manager"]}).to_csv(tmp_path / "a.csv", index=False)
    assert main(["occupations", str(tmp_path / "a.csv"), "--output", one]) == 0
    assert main(["occupations", one, "--output", two]) == 0
    assert Path(one).read_text() == Path(two).read_text()


def test_text_is_for_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["occupations", "-", "--format", "text", "--output", "x"]) == 2
    assert "--format text is for the screen" in capsys.readouterr().err
