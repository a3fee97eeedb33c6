"""Groups, reasons and problems of a predicted table."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salarypred.model.advert_model import AdvertModel
from salarypred.report.data import read_predictions
from salarypred.report.tables import (
    beside_official,
    by_group,
    data_problems,
    stated_against_estimate,
    warning_reasons,
)


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


def test_stated_pay_far_from_the_estimate_comes_first(
    predicted: pd.DataFrame, tmp_path: Path
) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    table[["stated_salary_min", "stated_salary_max"]] = np.nan
    assert len(stated_against_estimate(table)) == 0
    for row, factor in ((4, 3.0), (7, 0.2), (9, 1.01)):
        for column in ("stated_salary_min", "stated_salary_max"):
            table.loc[row, column] = factor * table["predicted_salary"][row]
    found = stated_against_estimate(table)
    assert found["row"].tolist() == [8, 5, 10]
    assert found["ratio"].round(2).tolist() == [0.2, 3.0, 1.01]


def test_groups_beyond_the_most_are_put_together(predicted: pd.DataFrame, tmp_path: Path) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    table["company"] = [f"Employer {i % 50}" for i in range(len(table))]
    groups = by_group(table, "company", most=10)
    assert len(groups) == 11
    assert groups["n"].sum() == len(table)
    assert "others" in groups.index


def test_reasons_and_problems_are_counted(predicted: pd.DataFrame, tmp_path: Path) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    said = ["the job seems to be outside the UK (Paris): pay is so", "written in French: a guess"]
    table["warnings"] = [*said, f"{said[1]}; {said[0]}", *[""] * (len(table) - 3)]
    reasons = warning_reasons(table)
    assert reasons["n"].to_dict() == {
        "the job seems to be outside the UK": 2,
        "written in French": 2,
    }
    twice = pd.concat([table, table])
    problems = data_problems(twice)
    assert problems["n"]["same title, text, employer and place as an earlier row"] >= len(table)


def test_estimates_beside_official_pay() -> None:
    rows = pd.DataFrame(
        {
            "occupation": ["Chefs"] * 12 + ["Vets"] * 2 + [""] * 3,
            "predicted_salary": [30e3] * 9 + [20e3] * 3 + [50e3] * 5,
            "official_median": [25e3] * 12 + [45e3] * 2 + [float("nan")] * 3,
        }
    )
    found = beside_official(rows, 10)
    assert list(found.index) == ["Chefs"]
    shown = found.loc["Chefs", ["n", "p50", "p10", "estimate", "official", "above"]].tolist()
    assert shown == pytest.approx([12, 20, -20, 30e3, 25e3, 0.75])
    assert len(beside_official(rows.assign(official_median=float("nan")), 10)) == 0
