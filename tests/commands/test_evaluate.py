"""``salarypred evaluate``: figures of adverts whose pay is known."""

import json
from pathlib import Path

import pandas as pd
import pytest

from salarypred.cli import main
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
