"""What the templates are given."""

import pandas as pd
import pytest

from salarypred.model.advert_model import AdvertModel
from salarypred.model.explain import explain_answer
from salarypred.web.questions import Answer, Question, answer_questions
from salarypred.web.shown.scale import Scale
from salarypred.web.shown.view import reason, view

ADVERT = {"title": "Senior Chef", "description": "In Leeds, £30,000 a year.", "location": "Leeds"}
MONTH = "2026-04"


@pytest.fixture(scope="module")
def answers(model: AdvertModel) -> list[Answer]:
    adverts = [ADVERT, {**ADVERT, "location": "London"}, {"title": ""}]
    return answer_questions(model, [Question(a, as_of=MONTH, curve=True) for a in adverts])


def test_the_figures_of_a_view_are_those_of_the_answer(answers: list[Answer]) -> None:
    chef = answers[0]
    shown = view(chef, chef, MONTH, Scale(), figure=chef.row["predicted_salary"])
    assert shown["month"] == "April 2026"
    assert shown["middle"] == Scale().money(
        chef.row["predicted_salary"], width=chef.row["salary_high"] - chef.row["salary_low"]
    )
    assert sum(shown["dots"]) == 50
    assert abs(shown["figure"]["n"] - 25) <= 1
    assert shown["change"] == ""
    assert [bar.name for bar in shown["bars"][:2]] == ["This advert", "Stated in the text"]
    assert shown["stated"].startswith("The advert states £30,000 a year")


def test_a_change_is_told_with_its_sign(answers: list[Answer]) -> None:
    leeds, london = answers[:2]
    there = view(london, leeds, MONTH, Scale())["change"]
    back = view(leeds, london, MONTH, Scale())["change"]
    assert {there[0], back[0]} == {"+", "\N{MINUS SIGN}"}
    assert "against the advert as written" in there


def test_reasons_stand_in_the_marked_text_and_in_the_mail(
    model: AdvertModel, answers: list[Answer]
) -> None:
    chef = answers[0]
    why = explain_answer(model, chef.rows, chef.adverts, chef.found)
    shown = view(chef, chef, MONTH, Scale(), why=why)
    assert why.salary
    assert shown["strongest"] == max(abs(driver.percent) for driver in why.salary)
    assert reason(why.salary[0]) in shown["summary"]
    marked = {piece.kind for piece in (*shown["title"], *shown["description"])}
    assert marked & {"up", "down"}


def test_nothing_is_said_of_pay_where_there_is_no_estimate(answers: list[Answer]) -> None:
    nothing = answers[2]
    shown = view(nothing, nothing, MONTH, Scale())
    assert shown["picture"] is None
    assert "summary" not in shown
    assert pd.isna(nothing.row["predicted_salary"]) or nothing.row["predicted_salary"] is None
