"""Another place, rank or contract, and nothing else."""

import pytest

from salarypred.web.what_if import PLAIN, RANKS, changed

ADVERT = {"title": "Senior Data Engineer", "description": "Pay ****", "location": "Leeds"}


def test_nothing_chosen_changes_nothing() -> None:
    assert changed(ADVERT, {"place": "", "rank": "", "contract_time": ""}) == ADVERT


@pytest.mark.parametrize("rank", RANKS)
def test_a_rank_takes_the_place_of_the_title_s_own(rank: str) -> None:
    assert changed(ADVERT, {"rank": rank})["title"] == f"{rank} Data Engineer"


def test_without_a_rank() -> None:
    assert changed(ADVERT, {"rank": PLAIN})["title"] == "Data Engineer"
    assert changed({"title": "Chef"}, {"rank": PLAIN})["title"] == "Chef"


def test_an_advert_without_a_title_has_no_rank_to_change() -> None:
    assert changed({"title": " ", "description": "x"}, {"rank": "Senior"})["title"] == " "


def test_place_and_contract() -> None:
    changes = {"place": "Wales", "contract_time": "contract", "contract_type": "part_time"}
    assert changed(ADVERT, changes) == {
        **ADVERT,
        "location": "Wales",
        "contract_time": "contract",
        "contract_type": "part_time",
    }


@pytest.mark.parametrize("name", ["place", "rank", "contract_time", "contract_type"])
def test_only_what_the_page_offers_is_taken(name: str) -> None:
    assert changed(ADVERT, {name: "<script>"}) == ADVERT


def test_another_place_stands_wherever_the_text_names_that_of_the_job() -> None:
    advert = {
        "title": "Chef, Leeds",
        "description": "In Leeds, West Yorkshire. Our London office is far.",
        "location": "Leeds",
    }
    assert changed(advert, {"place": "Wales"}) == {
        "title": "Chef, Wales",
        "description": "In Wales, Wales. Our London office is far.",
        "location": "Wales",
    }
