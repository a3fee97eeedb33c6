"""Hints: patterns of the words beside a mask."""

import pytest

from salarypred.adverts.masks import MASK, find_masks
from salarypred.masks.surroundings.hints import hints


def of(text: str) -> list[list[str]]:
    return hints(text, list(find_masks(text)))


@pytest.mark.parametrize("text", [f"{MASK} years of experience", f"{MASK} YEARS OF EXPERIENCE"])
def test_words_after_a_mask_give_a_hint(text: str) -> None:
    assert "exp_r" in of(text)[0]


def test_each_mask_has_its_own() -> None:
    first, second = of(f"{MASK} years of experience. Please telephone {MASK}")
    assert "exp_r" in first
    assert "exp_r" not in second


def test_no_hint_is_named_twice() -> None:
    text = f"call us today: telephone, phone or call {MASK} or call {MASK} for pay of {MASK} a year"
    for names in of(text):
        assert len(names) == len(set(names))


def test_what_is_far_away_gives_none() -> None:
    near, far = of(f"{MASK} years of experience"), of(MASK + " and" * 40 + " years of experience")
    assert "exp_r" in near[0]
    assert "exp_r" not in far[0]
