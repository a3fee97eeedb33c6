"""Tables that a report takes, and what it makes of them."""

from pathlib import Path

import pandas as pd
import pytest

from salarypred.cli import main
from salarypred.model.advert_model import AdvertModel
from salarypred.report.data import read_predictions
from salarypred.report.page import report


@pytest.fixture(scope="module")
def predicted(adverts: pd.DataFrame, model: AdvertModel) -> pd.DataFrame:
    return model.predict(adverts.head(150), details=True)


def saved(table: pd.DataFrame, folder: Path, name: str = "p.parquet") -> str:
    path = folder / name
    if name.endswith(".parquet"):
        table.to_parquet(path, index=False)
    else:
        table.to_csv(path, index=False)
    return str(path)


def test_own_estimates_are_no_true_pay(predicted: pd.DataFrame, tmp_path: Path) -> None:
    bare = predicted.drop(columns=["salary", "salary_min", "salary_max"])
    bare["salary"] = bare["predicted_salary"]
    assert read_predictions([saved(bare, tmp_path)])["true"].isna().all()
    assert "How right" not in report([saved(bare, tmp_path)])


def test_other_tables_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = saved(pd.DataFrame({"title": ["Chef"]}), tmp_path, "a.csv")
    output = tmp_path / "r.html"
    assert main(["report", source, "--output", str(output)]) == 2
    said = capsys.readouterr().err
    assert "no column predicted_salary" in said and "salarypred predict" in said
    assert not output.exists()
    assert main(["report", source, "--output", str(tmp_path / "r.pdf")]) == 2
