"""What a mask stood for, decided from probabilities."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..adverts.masks import PAY_ROLES, ROLES, Field, Place
from .neighbours import best_roles, in_one_unit, with_minimum
from .units import UnitWords, best_unit, shared_units, unit_proba

_NUMBERS = {role: number for number, role in enumerate(ROLES)}


class Reading(NamedTuple):
    """What a mask stood for.

    Attributes
    ----------
    field : str
        "title" or "description".
    start : int
        Offset of the mask in that field.
    role : str
        One of :data:`~salarypred.adverts.masks.ROLES`.
    unit : str
        For pay one of :data:`~salarypred.adverts.masks.UNITS`, else "".
    probability : float
        Calibrated probability of the role.
    """

    field: Field
    start: int
    role: str
    unit: str
    probability: float


def decided(
    places: Sequence[list[Place]],
    proba: NDArray[np.float64],
    unit_scores: NDArray[np.float64],
    words: Sequence[UnitWords],
    occupations: Sequence[str] | None = None,
) -> list[list[Reading]]:
    """Roles and units of the masks of each advert, decided together.

    Parameters
    ----------
    places : sequence of n_adverts lists of Place
    proba : ndarray of shape (n_masks, 13)
        Of the roles; the masks of an advert beside each other.
    unit_scores : ndarray of shape (n_masks, 6)
    words : sequence of n_masks UnitWords
    occupations : sequence of n_adverts str, optional
        See :func:`~salarypred.masks.units.unit_proba`.
    """
    roles = best_roles(proba)
    jobs = None
    if occupations is not None:
        jobs = [code for code, own in zip(occupations, places, strict=True) for _ in own]
    units = unit_proba(unit_scores, words, jobs)
    readings: list[list[Reading]] = []
    row = 0
    chances = proba.tolist()
    for masks in places:
        stop = row + len(masks)
        said = with_minimum(roles[row:stop], masks)
        said = in_one_unit(said, [near.unit for near in words[row:stop]])
        own = shared_units(units[row:stop], said, masks)
        found = []
        for number, (place, role) in enumerate(zip(masks, said, strict=True)):
            first, shares = roles[row + number], chances[row + number]
            # Set right by a neighbour, a role is as sure as the one in its place.
            surest = max(shares[_NUMBERS[role]], shares[_NUMBERS[first]])
            unit = best_unit(own[number], role) if role in PAY_ROLES else ""
            found.append(Reading(place.field, place.start, role, unit, round(surest, 4)))
        readings.append(found)
        row = stop
    return readings
