"""What anybody would expect of pay estimates, on the small model of the session."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred import InputError
from salarypred.model.advert_model import AdvertModel
from salarypred.sample.generate import generate

OCCUPATIONS = [
    *("Chef", "Accountant", "Sales Executive", "Software Engineer", "Solicitor", "Staff Nurse"),
    *("Electrical Engineer", "Administrator", "Recruitment Consultant", "Marketing Manager"),
    *("Project Manager", "Teacher"),
]


def pay(model: AdvertModel, **columns: Any) -> np.ndarray:
    """Estimates for adverts that are given column by column."""
    return model.predict(pd.DataFrame(columns))["predicted_salary"].to_numpy()


@pytest.mark.parametrize(
    ("more", "less"),
    [("Senior", "Junior"), ("Senior", "Trainee"), ("Senior", "Graduate"), ("Head of", "Assistant")],
)
def test_rank_pays(model: AdvertModel, more: str, less: str) -> None:
    above = pay(model, title=[f"{more} {name}" for name in OCCUPATIONS])
    below = pay(model, title=[f"{less} {name}" for name in OCCUPATIONS])
    assert (above >= below).mean() >= 0.75
    assert above.mean() > 1.1 * below.mean()


@pytest.mark.parametrize("place", ["Newcastle upon Tyne", "North East", "Tyne and Wear"])
def test_london_pays_more_than_the_north_east(model: AdvertModel, place: str) -> None:
    assert pay(model, title=OCCUPATIONS, location="London").mean() > (
        1.02 * pay(model, title=OCCUPATIONS, location=place).mean()
    )


def test_occupations_are_told_apart(model: AdvertModel) -> None:
    doctor, cleaner = pay(model, title=["Finance Director", "Cleaner"])
    assert doctor > 1.5 * cleaner


@pytest.mark.parametrize(
    ("place", "turned", "most"),
    [
        ("London, Camden", "Camden, London", 0.02),
        ("Manchester, Lancashire", "Lancashire, Manchester", 0.2),
        ("Leeds, West Yorkshire", "West Yorkshire, Leeds", 0.2),
    ],
)
def test_order_of_an_address_hardly_matters(
    model: AdvertModel, place: str, turned: str, most: float
) -> None:
    first = pay(model, title=OCCUPATIONS, location=place)
    second = pay(model, title=OCCUPATIONS, location=turned)
    # The whole address is a feature too, so the two need not agree to the pound.
    assert np.abs(np.log(first / second)).mean() <= most


def test_upper_case_titles_change_nothing(model: AdvertModel) -> None:
    rows = generate(100, seed=60)[["title", "description", "location"]]
    for change in (str.upper, str.lower):
        other = rows.assign(title=[change(title) for title in rows["title"]])
        # All but a few: "IT" is a trade and "it" is a pronoun.
        same = model.predict(rows)["predicted_salary"] == model.predict(other)["predicted_salary"]
        assert same.mean() >= 0.9
        category = model.predict(rows)["predicted_category"]
        assert (category == model.predict(other)["predicted_category"]).mean() >= 0.95
    assert pay(model, title=[name.upper() for name in OCCUPATIONS]).tolist() == (
        pay(model, title=OCCUPATIONS).tolist()
    )


def test_space_and_marks_around_a_title_change_nothing(model: AdvertModel) -> None:
    forms = ["Sous Chef", "  Sous   Chef\n", "Sous Chef!", "<b>Sous Chef</b>", "** Sous Chef **"]
    assert len(set(pay(model, title=forms))) == 1


@pytest.mark.parametrize(
    "contact",
    [
        "020 7946 0123",
        "07700 900123",
        "+44 117 496 0123",
        "jo.bloggs@example.com",
        "www.example.com/jobs?id=7",
    ],
)
def test_how_to_reach_the_employer_changes_nothing(model: AdvertModel, contact: str) -> None:
    text = "Join our kitchen as a sous chef. You will cook and lead a team. To apply: {}"
    rows = {"title": "Sous Chef", "description": [text.format(""), text.format(contact)]}
    without, given = pay(model, **rows)
    assert without == given


def test_name_of_a_contact_changes_nothing(model: AdvertModel) -> None:
    text = "Join our kitchen as a sous chef. To apply contact {} today."
    names = ["Ann Smith", "Mohammed Khan", "Mr Zbigniew Brown", "Siobhan O'Neill"]
    rows = {"title": "Sous Chef", "description": [text.format(name) for name in names]}
    assert len(set(pay(model, **rows))) == 1


def test_identifier_changes_nothing(model: AdvertModel) -> None:
    rows = generate(20, seed=61)
    assert pay(model, **rows).tolist() == pay(model, **rows.assign(id=range(20))).tolist()


def test_pay_follows_average_earnings(model: AdvertModel) -> None:
    rows = generate(20, seed=61)
    old, new = (pay(model, **rows.assign(posted=day)) for day in ("2013-01-15", "2026-04-15"))
    # £462 and £753 a week; the sample is of one month, so nothing else tells years apart.
    np.testing.assert_allclose(new / old, 753 / 462, rtol=0.03)


def test_as_of_overrides_the_advert_s_date(model: AdvertModel) -> None:
    rows = generate(20, seed=61)
    asked = model.predict(rows.assign(posted="2013-01-15"), as_of="2026-04")
    assert asked["posted"].eq("2013-01-15").all()
    dated = pay(model, **rows.assign(posted="2026-04-01"))
    assert asked["predicted_salary"].tolist() == dated.tolist()
    with pytest.raises(InputError, match="expected YYYY-MM"):
        model.predict(rows, as_of="April")


def test_details_are_in_order_and_name_the_confidence(model: AdvertModel) -> None:
    rows = generate(60, seed=62)
    answer = model.predict(rows, details=True)
    quantiles = answer[[f"salary_p{share}" for share in (10, 25, 50, 75, 90)]].to_numpy()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert answer["salary_p50"].tolist() == answer["predicted_salary"].tolist()
    ratio = answer["salary_p90"] / answer["salary_p10"]
    words = answer["confidence"].where(answer["warnings"] == "")
    assert words[ratio <= 1.5].dropna().eq("high").all()
    assert words[(ratio > 1.5) & (ratio <= 2)].dropna().eq("medium").all()
    assert words[ratio > 2].dropna().eq("low").all()
    assert answer["confidence"][answer["warnings"] != ""].eq("low").all()
    empty = model.predict(pd.DataFrame({"title": [""]}), details=True)
    assert empty["confidence"].tolist() == [""]


def test_a_title_alone_is_enough(model: AdvertModel) -> None:
    answer = model.predict(pd.DataFrame({"title": OCCUPATIONS}), as_of="2013-06")
    assert (answer["warnings"] == "").all()
    assert answer["predicted_salary"].between(12_000, 120_000).all()
    category = dict(zip(OCCUPATIONS, answer["predicted_category"], strict=True))
    assert category["Chef"] == "Hospitality & Catering Jobs"
    assert category["Staff Nurse"] == "Healthcare & Nursing Jobs"
    assert category["Solicitor"] == "Legal Jobs"


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Développeur informatique", "Nous recherchons un développeur à Paris. Salaire 45 000 €."),
        ("Krankenschwester (m/w/d)", "Wir suchen ab sofort Verstärkung für unser Team in München."),
        ("护士", "我们正在招聘护士。"),
        ("ممرضة", "نبحث عن ممرضة"),
        ("🍕👩‍🍳", "🍕" * 500),
    ],
    ids=["French", "German", "Chinese", "Arabic", "emoji"],
)
def test_adverts_in_other_languages(model: AdvertModel, title: str, description: str) -> None:
    answer = model.predict(pd.DataFrame({"title": [title], "description": [description]}))
    row = answer.iloc[0]
    assert 0 < row["salary_low"] <= row["predicted_salary"] <= row["salary_high"]
    assert row["predicted_category"] != ""


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x02",
        "\ud800 half a character",
        "=cmd|' /C calc'!A0",
        "'; DROP TABLE adverts; --",
        "<script>alert(1)</script>",
        "%s %d {0} {title}",
        "chef " * 50_000,
        "x" * 300_000,
    ],
    ids=["control", "surrogate", "formula", "sql", "script", "formats", "long", "one word"],
)
def test_odd_texts_get_an_answer(model: AdvertModel, text: str) -> None:
    others = dict.fromkeys(["company", "location", "category", "source"], [text] * 2)
    columns = {"title": ["Chef", text], "description": [text, "We cook."], **others}
    rows = pd.DataFrame(columns, dtype=object)
    answer = model.predict(rows)
    assert answer["predicted_salary"].notna().all()
    assert answer["title"].tolist() == rows["title"].tolist()
