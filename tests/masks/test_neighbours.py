"""Masks beside each other."""

import numpy as np
import pytest

from salarypred.adverts.masks import PAY_ROLES, ROLES, Place
from salarypred.masks.neighbours import best_roles, share_units


def shares(**given: float) -> np.ndarray:
    return np.array([[given.get(role, 0.0) for role in ROLES]])


@pytest.mark.parametrize(
    ("given", "role"),
    [
        ({"pay": 0.2, "pay_min": 0.35, "quantity": 0.45}, "pay_min"),
        ({"pay": 0.45, "quantity": 0.3, "time": 0.25}, "quantity"),
        ({"contact": 1.0}, "contact"),
    ],
)
def test_pay_or_not_comes_before_the_role(given: dict[str, float], role: str) -> None:
    assert best_roles(shares(**given)) == [role]


def test_all_masks_are_answered() -> None:
    proba = np.eye(len(ROLES))
    assert best_roles(proba) == list(ROLES)
    assert set(PAY_ROLES) <= set(best_roles(proba))


@pytest.mark.parametrize(
    ("second", "shared"),
    [
        (Place("description", 19), True),
        (Place("description", 20), False),
        (Place("title", 5), False),
    ],
)
def test_the_ends_of_a_range_share_their_unit_if_they_are_near(second: Place, shared: bool) -> None:
    scores = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 5.0]])
    share_units(scores, ["pay_min", "pay_max"], [Place("description", 0), second])
    expected = [2, 2] if shared else [0, 2]
    assert scores.argmax(axis=1).tolist() == expected


def test_other_pairs_keep_their_units() -> None:
    scores = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 5.0]])
    share_units(scores, ["pay_max", "pay_min"], [Place("title", 0), Place("title", 5)])
    assert scores.argmax(axis=1).tolist() == [0, 2]
