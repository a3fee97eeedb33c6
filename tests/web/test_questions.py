"""Questions answered together are answered as each by itself."""

import pytest

from salarypred.model.advert_model import AdvertModel
from salarypred.web.questions import Question, answer_questions
from salarypred.web.shown.curve import SHARES

CHEF = {"title": "Senior Chef", "description": "Pay £****k.", "location": "Leeds"}
NURSE = {"title": "Staff Nurse", "posted": "2013-01"}


def test_together_as_alone(model: AdvertModel) -> None:
    asked = [Question(CHEF), Question(NURSE, level=0.5), Question(NURSE, as_of="2020-06")]
    together = answer_questions(model, asked)
    for question, answer in zip(asked, together, strict=True):
        (alone,) = answer_questions(model, [question])
        assert answer.row == alone.row
        assert answer.rows["title"].tolist() == [question.advert["title"]]
    assert together[1].row["posted"] == "2013-01"
    assert together[2].row["posted"] == "2020-06"


def test_a_lower_level_gives_a_narrower_range(model: AdvertModel) -> None:
    wide, narrow = answer_questions(model, [Question(CHEF), Question(CHEF, level=0.5)])
    assert wide.row["salary_low"] < narrow.row["salary_low"]
    assert narrow.row["salary_high"] < wide.row["salary_high"]


def test_a_curve_has_its_quantiles(model: AdvertModel) -> None:
    (drawn,) = answer_questions(model, [Question(CHEF, curve=True)])
    assert len(drawn.curve_quantiles) == len(SHARES)
    assert drawn.curve_quantiles == sorted(drawn.curve_quantiles)
    assert drawn.curve_quantiles[24] == pytest.approx(drawn.row["salary_p50"], abs=1)


def test_what_has_no_answer_is_none(model: AdvertModel) -> None:
    (answer,) = answer_questions(model, [Question({"title": ""})])
    assert answer.row["predicted_salary"] is None
    assert answer.row["warnings"]
