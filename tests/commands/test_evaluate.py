"""``salarypred evaluate``: figures of adverts whose pay is known."""

import json
from pathlib import Path

import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.cli import main
from salarypred.commands.evaluate import group
from salarypred.model.advert_model import AdvertModel


def test_figures_are_those_of_the_predictions(
    adverts: pd.DataFrame,
    model: AdvertModel,
    model_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    some = adverts.head(200)
    some.to_csv(tmp_path / "a.csv", index=False)
    words = ["evaluate", str(tmp_path / "a.csv"), "--model", str(model_folder)]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    predicted = model.predict(some.drop(columns=["salary", "salary_min", "salary_max"]))
    off = (predicted["predicted_salary"] - some["salary"]).abs()
    assert found["n"] == 200
    # Pay that an advert states is hidden from the model here.
    assert found["mae"] == pytest.approx(off.mean(), rel=0.05)
    assert sum(part["n"] for part in found["by_category"].values()) == 200
    assert main(words) == 0
    out = capsys.readouterr().out
    assert out.startswith("200 adverts with known pay")
    assert "under £20,000" in out


def test_adverts_without_pay_are_refused(
    model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("title\nChef\n")
    assert main(["evaluate", str(tmp_path / "a.csv"), "--model", str(model_folder)]) == 2
    assert "0 adverts with pay; expected at least 10" in capsys.readouterr().err


def test_groups_scores_and_labels_in_a_table_of_their_own(
    adverts: pd.DataFrame,
    model_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    some = adverts.head(120).assign(id=[str(number) for number in range(120)])
    pay = ["salary", "salary_min", "salary_max"]
    some.drop(columns=pay).to_csv(tmp_path / "a.csv", index=False)
    some[["id", "salary"]].to_csv(tmp_path / "pay.csv", index=False)
    words = ["evaluate", str(tmp_path / "a.csv"), "--model", str(model_folder)]
    words += ["--labels", str(tmp_path / "pay.csv"), "--by", "category", "--by", "year"]
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    low, high = found["interval_95"]["mae"]
    assert found["n"] == 120 and low < found["mae"] < high
    assert found["winkler"] > 0
    assert sum(part["n"] for part in found["by"]["year"].values()) <= 120
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "Winkler score" in out and "95%: £" in out
    assert main([*words, "--by", "colour"]) == 2
    assert "--by colour: no such column; expected one of " in capsys.readouterr().err


def test_pictures_are_written(
    adverts: pd.DataFrame, model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("matplotlib")
    adverts.head(40).assign(category="Of mine").to_csv(tmp_path / "a.csv", index=False)
    words = ["evaluate", str(tmp_path / "a.csv"), "--model", str(model_folder)]
    assert main([*words, "--plots", str(tmp_path / "plots")]) == 0
    out, err = capsys.readouterr()
    assert "coverage.png" in err
    assert "'Of mine' is none of them" in err and "right for" not in out
    assert (tmp_path / "plots" / "estimates.png").stat().st_size > 5_000


def test_groups_by_what_an_advert_says_and_what_is_predicted() -> None:
    rows = pd.DataFrame(
        {"Title": ["Senior Chef", "Chef"], "location": ["Leeds", ""], "posted": "2018-03-01"}
    )
    answer = pd.DataFrame({"occupation": ["Chefs", "Cooks"], "confidence": ["high", "low"]})
    found = {
        name: group(name, rows, to_adverts(rows), answer).tolist()
        for name in ("Title", "title", "year", "region", "seniority", "occupation", "confidence")
    }
    assert found["Title"] == found["title"] == ["Senior Chef", "Chef"]
    assert found["year"] == ["2018", "2018"]
    assert found["region"] == ["Yorkshire and the Humber", ""]
    assert found["seniority"][0] == "senior"
    assert found["occupation"] == ["Chefs", "Cooks"]
    assert found["confidence"] == ["high", "low"]
