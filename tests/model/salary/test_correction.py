"""Truth stands beside the answers to adverts that the networks did not know."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred.model.salary.regressor import SalaryRegressor
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


def test_two_employers_are_too_few_to_be_left_out_whole() -> None:
    # Pay that no word explains, and by another employer: half of the adverts tell nothing of it.
    rng = np.random.default_rng(0)
    adverts = ADVERTS.head(20).assign(
        company=np.repeat(["Acme", "Bits"], 10), salary=np.exp(rng.normal(10.4, 0.3, 20))
    )
    rows = validation(adverts)
    width = (rows["high"] - rows["low"]) / rows["predicted"]
    assert width.between(0.1, 4).all()
