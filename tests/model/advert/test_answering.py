"""Answers, and what makes them doubtful."""

import numpy as np
import pandas as pd

from salarypred.adverts.table import to_adverts
from salarypred.model.advert.answering import NO_OCCUPATION, TIME_UNKNOWN, answer_adverts
from salarypred.model.advert_model import AdvertModel
from salarypred.sample.generate import generate


def adverts(**columns: str | list[str]) -> pd.DataFrame:
    return generate(3, seed=8).drop(columns="salary").assign(**columns)


def test_an_unusable_advert_has_a_reason_and_no_answer(model: AdvertModel) -> None:
    table = to_adverts(adverts(title=["", "Chef", "Nurse"], description=["", "", ""]))
    answers = answer_adverts(model, table, 0.8, (0.5,))
    assert np.isnan(answers.pay).tolist() == [True, False, False]
    assert np.isnan(answers.quantiles[0]).all()
    assert answers.category[0] == ""
    assert answers.warnings[0]
    assert NO_OCCUPATION not in answers.warnings[0]


def test_warnings_stand_one_behind_another(model: AdvertModel) -> None:
    table = to_adverts(adverts(title="Zqxw", description="", posted="2026-01"))
    (warning, *_) = answer_adverts(model, table, 0.8, ()).warnings
    parts = warning.split("; ")
    assert TIME_UNKNOWN in parts
    assert parts[-1] == NO_OCCUPATION


def test_no_advert_at_all(model: AdvertModel) -> None:
    answers = answer_adverts(model, to_adverts(adverts().head(0)), 0.8, (0.1, 0.9))
    assert answers.pay.shape == (0,)
    assert answers.quantiles.shape == (0, 2)
