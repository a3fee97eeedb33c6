"""Truth stands beside the answers to adverts that the networks did not know."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred.model.salary.regressor import SalaryRegressor
from salarypred.model.second_stage.small import SmallSecondStage
from salarypred.sample.generate import generate

ADVERTS = generate(90, seed=6)
pytestmark = pytest.mark.usefixtures("quick_networks")


def validation(adverts: pd.DataFrame, **params: Any) -> pd.DataFrame:
    model = SalaryRegressor(n_folds=2, n_networks=1, n_jobs=1, **params)
    return model.fit(adverts, adverts["salary"]).validation_


def test_each_advert_is_answered_once_a_round() -> None:
    rows = validation(ADVERTS)
    assert rows.groupby("folds").size().to_dict() == {"by employer": 90, "random": 90}
    assert sorted(rows.loc[rows["folds"] == "random", "advert"]) == list(range(90))
    assert set(rows["given"]) == {"all columns", "texts only"}
    assert rows["true"].to_numpy() == pytest.approx(ADVERTS["salary"].to_numpy()[rows["advert"]])
    assert (rows["low"] <= rows["predicted"]).all()
    assert (rows["predicted"] <= rows["high"]).all()


def test_ridge_stands_beside_and_a_base_only_where_there_is_one() -> None:
    rows = validation(ADVERTS)
    assert rows["ridge_says"].gt(0).all()
    assert "base_says" not in rows


def test_one_employer_is_halved_at_random() -> None:
    rows = validation(ADVERTS.assign(company="Example Ltd"))
    assert set(rows["folds"]) == {"random"}
    assert np.isfinite(rows[["predicted", "low", "high"]]).all(axis=None)


@pytest.mark.parametrize(("employers", "groups"), [(2, 90), (4, 90), (5, 5), (9, 9)])
def test_fewer_than_five_employers_are_not_left_out_whole(
    monkeypatch: pytest.MonkeyPatch, employers: int, groups: int
) -> None:
    found = []
    fit_predict = SmallSecondStage.fit_predict

    def seen(stage: SmallSecondStage, *parts: Any, **options: Any) -> Any:
        found.append(len(set(parts[2])))
        return fit_predict(stage, *parts, **options)

    monkeypatch.setattr(SmallSecondStage, "fit_predict", seen)
    validation(ADVERTS.assign(company=[f"Firm {n % employers}" for n in range(90)]))
    assert found == [groups]
