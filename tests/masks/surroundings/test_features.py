"""Features of masks' surroundings."""

import numpy as np
import pytest

from salarypred.adverts.masks import places
from salarypred.masks.surroundings.features import split_rows, stacked_rows, surroundings


def rows(*texts: str) -> list[dict[int, float]]:
    """Summed features of the first mask of each text, alone in its advert."""
    found = []
    for text in texts:
        X = surroundings([("", text)]).X[:1]
        X.sum_duplicates()
        found.append(dict(zip(X.indices.tolist(), X.data.round(5).tolist(), strict=True)))
    return found


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("Salary of **** a year", "SALARY OF **** A YEAR", True),
        ("Salary of **** a year", "Salary of **** a week", False),
        ("Salary of **** a year", "Hours of **** a year", False),
        ("REF**** now", "ABC**** now", False),
        ("1200 for **** now", "3450 for **** now", True),  # numbers count by their length
        ("**** k", "****k", False),
        ("**** to ****", "**** or ****", False),
    ],
)
def test_what_surroundings_are_told_apart(text: str, other: str, same: bool) -> None:
    first, second = rows(text, other)
    assert (first == second) == same


def test_what_is_far_from_a_mask_does_not_count() -> None:
    near = "pay of **** " + "word " * 50
    first, second = rows(near + "cake", near + "wine")
    assert first == second


def test_words_of_the_title_count() -> None:
    cook, nurse = (surroundings([(title, "Pay ****")]).X for title in ("Cook", "Nurse"))
    assert (cook != nurse).nnz > 0


def test_units_named_elsewhere_count() -> None:
    text = "Pay **** now. " + "word " * 60
    hourly, daily = rows(text + "**** per hour", text + "**** per day")
    assert hourly != daily


def test_masks_stand_in_their_order_and_beside_others_as_alone() -> None:
    adverts = [("Chef ****k", "**** and ****"), ("Cook", "no mask"), ("", "£****, call **** ****")]
    together = surroundings(adverts)
    assert together.places == [list(places(*advert)) for advert in adverts]
    alone = [surroundings([advert]) for advert in adverts]
    assert together.X.shape[0] == 6 == len(together.words) == len(together.links)
    expected = np.concatenate([part.X.toarray() for part in alone if part.words])
    assert together.X.toarray() == pytest.approx(expected)
    assert together.links == [links for part in alone for links in part.links]


def test_no_mask_at_all() -> None:
    around = surroundings([("Cook", "Kitchen"), ("", "")])
    assert around.places == [[], []]
    assert around.X.shape[0] == len(around.words) == 0


def test_rows_apart_and_together_again() -> None:
    X = surroundings([("Chef ****", "Pay **** to ****")]).X
    assert (stacked_rows(split_rows(X)) != X).nnz == 0
