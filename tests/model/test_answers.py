"""Answers as columns."""

import numpy as np
import pandas as pd

from salarypred.adverts.answers import DETAIL_SHARES, DETAILS, PREDICTED
from salarypred.adverts.months import month_name, this_month
from salarypred.adverts.table import to_adverts
from salarypred.model.answers import Answers, answer_table
from salarypred.occupations.shipped import code_adverts


def answers() -> Answers:
    nothing = float("nan")
    return Answers(
        adverts=to_adverts(pd.DataFrame({"title": ["Chef", ""]})),
        pay=np.array([30_000.4, nothing]),
        low=np.array([20_000.6, nothing]),
        high=np.array([40_000.0, nothing]),
        quantiles=np.tile(np.linspace(25_000, 35_000, len(DETAIL_SHARES)), (2, 1)),
        category=np.array(["Sales Jobs", ""], dtype=object),
        category_probability=np.array([0.98761, nothing]),
        occupations=code_adverts(["Chef", ""]),
        stated=np.array([[25_000.0, nothing], [nothing, nothing]]),
        masks=[[], []],
        warnings=np.array(["", "no title and no description"], dtype=object),
        confidence=np.array(["high", ""], dtype=object),
        predicted_by=np.array(["mine"] * 2, dtype=object),
    )


ROWS = pd.DataFrame({"title": ["Chef", ""], "salary": ["mine", "yours"], "warnings": "old"}, [7, 3])


def test_figures_are_rounded_and_own_columns_kept() -> None:
    table = answer_table(ROWS, answers())
    assert table.columns.tolist() == ["title", "salary", *PREDICTED]
    assert table.index.tolist() == [7, 3]
    assert table["salary"].tolist() == ["mine", "yours"]
    first = table.iloc[0]
    assert (first["predicted_salary"], first["salary_low"]) == (30_000, 20_001)
    assert first["category_probability"] == 0.9876
    assert first["stated_salary_min"] == 25_000
    assert table["occupation_code"].tolist() == ["5434", ""]
    assert first["occupation"] == "Chefs"
    assert table["warnings"].tolist() == ["", "no title and no description"]
    assert table["masks"].tolist() == ["", ""]


def test_salary_is_added_where_the_input_has_none() -> None:
    table = answer_table(ROWS[["title"]], answers())
    assert table["salary"].iloc[0] == 30_000


def test_details() -> None:
    table = answer_table(ROWS, answers(), details=True)
    assert table.columns.tolist()[-len(DETAILS) :] == list(DETAILS)
    assert table["salary_p10"].iloc[0] == 25_000
    assert table["salary_p90"].iloc[0] == 35_000
    assert table["confidence"].tolist() == ["high", ""]


def test_the_answer_to_one_advert() -> None:
    one = answers().row(1)
    assert len(one) == 1
    assert one.warnings.tolist() == ["no title and no description"]


def test_the_month_of_the_money_and_how_it_was_chosen() -> None:
    rows = pd.DataFrame({"title": ["Chef"] * 4, "posted": ["05/02/2013", "", "soon", "1995-06"]})
    several = answers()
    four = Answers(
        **{
            name: part if name in ("adverts", "masks") else part[[0, 0, 0, 0]]
            for name, part in vars(several).items()
            if name != "occupations"
        }
        | {
            "adverts": to_adverts(rows),
            "masks": [[]] * 4,
            "occupations": code_adverts(["Chef"] * 4),
        }
    )
    table = answer_table(rows, four)
    now = month_name(this_month())
    assert table["money_of"].tolist() == ["2013-02", now, now, "2000-01"]
    assert table["money_from"].tolist() == ["posted", "today", "today", "posted"]
    assert table["predicted_by"].tolist() == ["mine"] * 4
    assert answer_table(rows, four, asked=True)["money_from"].tolist() == ["as_of"] * 4
    assert answer_table(ROWS, several)["money_of"].tolist() == [now, ""]
