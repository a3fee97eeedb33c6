"""Masks beside each other."""

import numpy as np
import pytest

from salarypred.adverts.masks import PAY_ROLES, ROLES, Place
from salarypred.masks.neighbours import best_roles, near_next, with_minimum


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
    ("second", "near"),
    [
        (Place("description", 19), True),
        (Place("description", 20), False),
        (Place("title", 5), False),
    ],
)
def test_pay_just_before_a_maximum_is_the_minimum(second: Place, near: bool) -> None:
    places = [Place("description", 0), second]
    assert near_next(places) == [near, False]
    expected = ["pay_min" if near else "pay", "pay_max"]
    assert with_minimum(["pay", "pay_max"], places) == expected


def test_other_pairs_keep_their_roles() -> None:
    places = [Place("title", 0), Place("title", 5)]
    assert with_minimum(["ote", "pay_max"], places) == ["ote", "pay_max"]
    assert with_minimum(["pay", "pay"], places) == ["pay", "pay"]
    assert with_minimum([], []) == []
    assert near_next([]) == []
