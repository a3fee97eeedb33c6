"""Made-up lines with known masks."""

from salarypred.adverts.masks import PAY_ROLES, ROLES, UNITS, places
from salarypred.masks.examples.made_lines import made_adverts


def test_every_mask_is_labelled_and_no_sign_of_the_grammar_is_left() -> None:
    for advert in made_adverts(300, seed=3):
        found = [place for place, _, _ in advert.masks]
        assert found == list(places(advert.title, advert.description))
        for _, role, unit in advert.masks:
            assert role in ROLES
            assert unit in (*UNITS, "?") if role in PAY_ROLES else unit == "-"
        assert not set("{}<>") & set(advert.title + advert.description)


def test_half_of_them_are_single_lines_and_a_seed_repeats() -> None:
    assert made_adverts(5, seed=1) == made_adverts(5, seed=1)
    lengths = [len(advert.description) for advert in made_adverts(200)]
    assert sum(length < 150 for length in lengths) >= 80
