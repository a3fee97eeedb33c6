"""The list of ranks serves summaries, title groups, the page and the occupations."""

import pytest

from salarypred.adverts.ranks import Rank, ranks
from salarypred.occupations.features import RANKS as SAME_OCCUPATION
from salarypred.text.seniority import LEVELS, seniority
from salarypred.web.what_if import RANKS, changed


def test_names_are_listed_once() -> None:
    names = [rank.name for rank in ranks()]
    assert len(names) == len(set(names)) > 40


@pytest.mark.parametrize("rank", [rank for rank in ranks() if rank.level])
def test_a_title_of_the_rank_has_its_level(rank: Rank) -> None:
    name, level = rank[:2]
    assert level in LEVELS
    assert seniority(f"{name} nurse") == level


def test_what_the_page_offers_is_a_rank_of_titles() -> None:
    assert RANKS[0] == "Trainee"
    assert RANKS[-1] == "Director of"
    for rank in RANKS:
        assert changed({"title": "Senior Chef"}, {"rank": rank})["title"] == f"{rank} Chef"


def test_occupations_stay_without_words_of_ranks() -> None:
    assert {"senior", "newly", "entry", "level"} <= SAME_OCCUPATION
    assert not SAME_OCCUPATION & {"head", "director", "manager", "assistant"}
