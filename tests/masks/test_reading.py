"""Roles and units of the masks of an advert are decided together."""

import numpy as np

from salarypred.adverts.masks import ROLES, UNITS, Place, places
from salarypred.masks.reading import decided
from salarypred.masks.surroundings.features import surroundings


def decisions(text: str, roles: list[str], units: list[str]) -> list[tuple[str, str, float]]:
    """Decided from probabilities of 0.9 for these roles and large scores for these units."""
    found: list[Place] = list(places("", text))
    proba = np.full((len(roles), len(ROLES)), 0.1 / (len(ROLES) - 1))
    scores = np.zeros((len(roles), len(UNITS)))
    for row, (role, unit) in enumerate(zip(roles, units, strict=True)):
        proba[row, ROLES.index(role)] = 0.9
        scores[row, UNITS.index(unit)] = 9.0
    around = surroundings([("", text)])
    answers = decided([found], proba, scores, around.words)
    return [(reading.role, reading.unit, reading.probability) for reading in answers[0]]


def test_a_minimum_and_a_maximum_share_their_unit() -> None:
    found = decisions("Pay **** to **** per hour", ["pay_min", "pay_max"], ["hour", "hour"])
    assert found == [("pay_min", "hour", 0.9), ("pay_max", "hour", 0.9)]


def test_what_is_no_pay_has_no_unit() -> None:
    assert decisions("Call ****", ["contact"], ["year"]) == [("contact", "", 0.9)]


def test_an_advert_without_masks_has_no_readings() -> None:
    nothing = np.empty((0, len(ROLES)))
    assert decided([[], []], nothing, np.empty((0, len(UNITS))), []) == [[], []]
