import time
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.occupations.official import unit_groups
from salarypred.occupations.shipped import (
    NO_OCCUPATION,
    NO_TITLE,
    code_adverts,
    occupation_codes,
    occupation_probabilities,
    shipped_classifier,
)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Plumber (Domestic Repairs)", "5315"),
        ("Sales Manager", "3556"),
        ("Nurse Recruiter", "3571"),
        ("Recruitment Consultant - Nursing", "3571"),
        ("Staff Nurse (RGN) - Nights - £35k", "2237"),
        ("HGV Class 1 Driver", "8211"),
        ("Care Assistant", "6135"),
        ("Senior Care Assistant", "6136"),
        ("Software Developer", "2134"),
        ("Sous Chef", "5434"),
        ("Train Driver", "8231"),
        ("Airline Captain", "3511"),
        ("Vet", "2240"),
        ("Quantity Surveyor", "2453"),
        ("Teaching Assistant", "6112"),
        ("Window cleaner", "9221"),
        ("Sales Assistant", "7111"),
    ],
)
def test_well_known_titles(title: str, code: str) -> None:
    assert code_adverts([title])["occupation_code"].item() == code


@pytest.mark.parametrize(
    "title", ["Manager", "Operative", "Consultant", "Great opportunity!", "xy"]
)
def test_titles_without_an_occupation_are_not_answered_with_confidence(title: str) -> None:
    row = code_adverts([title]).iloc[0]
    assert row["occupation_code"] == "" or row["occupation_probability"] < 0.5


def test_reasons() -> None:
    titles: list[Any] = ["", None, "Great opportunity", "Nurse"]
    table = code_adverts(titles)
    assert table["occupation_reason"].tolist() == [NO_TITLE, NO_TITLE, NO_OCCUPATION, ""]
    assert table["occupation_code"].eq("").tolist() == [True, True, True, False]
    assert table["occupation_probability"].isna().tolist() == [True, True, True, False]


def test_the_sector_decides_where_the_title_does_not() -> None:
    rows = pd.DataFrame(
        {
            "title": ["Assistant Manager"] * 2,
            "category": ["Hospitality & Catering Jobs", "Retail Jobs"],
        }
    )
    assert code_adverts(rows)["occupation_code"].tolist() == ["1222", "1150"]


def test_next_codes_and_index() -> None:
    titles = pd.Series(["Nurse", "Chef"], index=["a", "b"])
    table = code_adverts(titles, n_next=4)
    assert list(table.index) == ["a", "b"]
    first = ["occupation_probability", *(f"occupation_probability_{n}" for n in range(2, 6))]
    assert (np.diff(table[first].to_numpy(), axis=1) <= 0).all()
    assert (
        table[[f"occupation_code_{n}" for n in range(2, 6)]]
        .isin(list(unit_groups()))
        .all(axis=None)
    )


def test_probabilities_stand_for_unit_groups() -> None:
    proba = occupation_probabilities(["Nurse", ""])
    assert proba.shape == (2, len(occupation_codes()))
    assert 0 < proba[0].sum() <= 1 + 1e-9 and proba[1].sum() == 0
    assert set(occupation_codes()) <= set(unit_groups())


def test_a_row_does_not_depend_on_its_neighbours() -> None:
    titles = ["Nurse", "Chef", "Accountant"] * 5
    together = occupation_probabilities(titles)
    alone = np.vstack([occupation_probabilities([title]) for title in titles])
    np.testing.assert_allclose(together, alone, atol=1e-9)


def test_empty_table() -> None:
    assert code_adverts(pd.DataFrame({"title": []}), n_next=2).shape == (0, 10)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=60), max_size=3))
def test_any_titles(titles: list[str]) -> None:
    table = code_adverts(titles)
    assert len(table) == len(titles)
    assert table["occupation_probability"].dropna().between(0, 1).all()
    assert ((table["occupation_code"] == "") <= (table["occupation_reason"] != "")).all()


def test_speed() -> None:
    shipped_classifier()
    titles = [f"{rank} nurse of ward {n}" for n in range(500) for rank in ("senior", "bank")]
    start = time.perf_counter()
    code_adverts(titles)
    assert len(titles) / (time.perf_counter() - start) > 1_000
