"""Explanations: what is named is in the advert, and taking it out does what is said."""

import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.adverts.answers import DETAIL_SHARES
from salarypred.adverts.table import Adverts, to_adverts
from salarypred.errors import InputError
from salarypred.masks.estimate import Estimate
from salarypred.model.advert_model import AdvertModel
from salarypred.model.explain import explain, explain_answer
from salarypred.model.occlusion import without
from salarypred.model.terms import FAMILIES
from salarypred.web.shown.highlight import pieces

ADVERT = {
    "title": "Senior Data Engineer",
    "description": "Python and SQL.\nSalary £****k to £****k, senior team, company car.",
    "company": "Acme",
    "location": "London",
}


def test_a_driver_alone_does_what_is_said_of_it(model: AdvertModel) -> None:
    advert = {"title": "Engineer", "description": "1", "location": ""}
    (driver,) = explain(model, advert).salary
    assert (driver.text, driver.family) == ("Engineer", "occupation")
    assert driver.spans == {"title": [(0, 8)]}
    cut = {**advert, "title": without(advert["title"], driver.spans["title"])}
    pay = model.predict(pd.DataFrame([advert, cut]))["predicted_salary"]
    assert driver.pounds == pytest.approx(pay[0] - pay[1], abs=2)
    assert driver.percent == pytest.approx(100 * (pay[0] / pay[1] - 1), abs=0.1)


def test_what_is_said_lies_between_a_term_alone_and_after_the_other(model: AdvertModel) -> None:
    # Another version of scikit-learn trains another model: the first job of which it knows both.
    for job in ("Engineer", "Chef", "Nurse", "Accountant", "Administrator"):
        advert = {"title": f"Senior {job}", "description": "1"}
        found = {driver.text: driver for driver in explain(model, advert).salary}
        if set(found) == {"Senior", job}:
            break
    else:
        pytest.fail("no title has two drivers")
    titles = (advert["title"], f"  {job}", "Senior  ", "    ")
    pay = model.predict(pd.DataFrame([{**advert, "title": title} for title in titles]))
    whole, job_only, rank_only, neither = pay["predicted_salary"]
    for text, ends in (
        ("Senior", (whole / job_only, rank_only / neither)),
        (job, (whole / rank_only, job_only / neither)),
    ):
        share = 1 + found[text].percent / 100
        assert min(ends) - 2e-3 <= share <= max(ends) + 2e-3


def test_a_smaller_number_gives_the_first_of_the_same_drivers(model: AdvertModel) -> None:
    many = explain(model, ADVERT, most=100)
    for most in (1, 3, 12):
        few = explain(model, ADVERT, most=most)
        assert few.salary == many.salary[:most]
        assert few.category == many.category[:most]


def test_the_prediction_is_that_of_predict(model: AdvertModel) -> None:
    found = explain(model, ADVERT, as_of="2020-05", level=0.5).prediction
    rows = pd.DataFrame([ADVERT])
    expected = model.predict(rows, as_of="2020-05", level=0.5, details=True).iloc[0].to_dict()
    assert str(found) == str(expected)


def test_an_answer_that_is_known_is_not_asked_again(
    model: AdvertModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = pd.DataFrame([ADVERT])
    adverts = to_adverts(rows)
    answers = model.predict_adverts(adverts, shares=DETAIL_SHARES)
    expected = explain(model, ADVERT)
    monkeypatch.setattr(type(model), "predict_adverts", None)
    found = explain_answer(model, rows, adverts, answers)
    assert found.salary == expected.salary
    assert str(found.prediction) == str(expected.prediction)


def test_the_table_is_read_once(model: AdvertModel, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def counted(rows: pd.DataFrame, name: str = "table") -> Adverts:
        calls.append(len(rows))
        return to_adverts(rows, name)

    for module in [m for name, m in sys.modules.items() if name.startswith("salarypred.")]:
        if getattr(module, "to_adverts", None) is to_adverts:
            monkeypatch.setattr(module, "to_adverts", counted)
    explain(model, ADVERT)
    assert calls == [1]
    calls.clear()
    model.predict(pd.DataFrame([ADVERT] * 3), details=True)
    assert calls == [3]


def test_the_strongest_come_first(model: AdvertModel) -> None:
    strengths = [abs(driver.percent) for driver in explain(model, ADVERT).salary]
    assert len(strengths) > 2
    assert strengths == sorted(strengths, reverse=True)


def test_category_drivers_are_points_of_probability(model: AdvertModel) -> None:
    found = explain(model, ADVERT)
    assert found.category
    assert all(abs(driver.percent) <= 100 and driver.pounds is None for driver in found.category)


def test_cohorts_are_those_of_the_model(model: AdvertModel, adverts: pd.DataFrame) -> None:
    assert model.cohorts_ is not None
    known = explain(model, {"title": next(iter(model.cohorts_.groups_))}).cohorts
    assert known and all(cohort.n >= 10 for cohort in known)
    assert not explain(model, {"title": "Zyx Wvu"}).cohorts


def test_the_month_asked_for_counts(model: AdvertModel) -> None:
    old, new = (explain(model, ADVERT, as_of=month, most=1) for month in ("2013-01", "2026-04"))
    assert old.prediction["predicted_salary"] != new.prediction["predicted_salary"]
    pay = old.prediction["predicted_salary"]
    assert isinstance(pay, float)
    assert old.salary[0].pounds is not None
    assert abs(old.salary[0].pounds) < pay


def test_an_advert_without_text_is_refused(model: AdvertModel) -> None:
    with pytest.raises(InputError, match="no title and no description"):
        explain(model, {"title": " ", "company": "Acme"})


def test_a_long_text_has_fewer_terms_and_an_end(model: AdvertModel) -> None:
    words = " ".join(f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(600))
    assert explain(model, {"title": "Chef", "description": words * 20}, most=3)


def test_reasons_are_things_that_a_person_would_name(model: AdvertModel) -> None:
    text = "We seek a plus: hold the Salary at £****k. Pay per annum and benefits."
    advert = {**ADVERT, "description": f"{ADVERT['description']} {text}"}
    found = explain(model, advert, most=100)
    assert {driver.family for driver in found.salary} <= set(FAMILIES)
    named = " ".join(d.text for d in (*found.salary, *found.category)).lower().split()
    assert set(named).isdisjoint(("salary", "at", "pay", "plus", "seek", "seeks", "hold", "per"))


@settings(max_examples=15, deadline=None)
@given(text=st.text(max_size=80))
def test_any_text_is_explained_or_refused(model: AdvertModel, text: str) -> None:
    try:
        found = explain(model, {"title": text, "description": "x"})
    except InputError:
        return
    for driver in found.salary:
        assert driver.text


def test_pieces_put_together_are_the_text_with_its_pay_filled_in(model: AdvertModel) -> None:
    text = ADVERT["description"]
    mask = Estimate("description", text.index("****"), "pay_min", "year", 0.9, 40e3, 30e3, 50e3)
    drivers = explain(model, ADVERT).salary
    shown = pieces(text, "description", [mask], drivers)
    assert "".join(p.text for p in shown) == text.replace("****", "[est. 40]", 1)
    assert [p.text for p in shown if p.kind == "pay"] == ["[est. 40]"]
    assert all(p.note.endswith("%") for p in shown if p.kind in ("up", "down"))
