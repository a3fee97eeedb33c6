"""Masks that stand beside each other, read together."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..adverts.masks import PAY_ROLES, ROLES, Place

#: The ends of a range begin within so many characters of each other.
_RANGE_LENGTH = 20


def best_roles(proba: NDArray[np.float64]) -> list[str]:
    """Role of each mask: first pay or not by the sum of the roles, then the best role of that side.

    The probability of pay is often shared by ``pay``, ``pay_min`` and ``pay_max``, none of which
    is as probable as the one role that speaks against pay.

    Parameters
    ----------
    proba : ndarray of shape (n_masks, 13)
        Columns as :data:`~salarypred.adverts.masks.ROLES`.

    Examples
    --------
    >>> proba = np.full((1, len(ROLES)), 0.0)
    >>> for role, share in (("pay", 0.3), ("pay_min", 0.25), ("quantity", 0.45)):
    ...     proba[0, ROLES.index(role)] = share
    >>> best_roles(proba)
    ['pay']
    """
    pay = np.isin(ROLES, PAY_ROLES)
    is_pay = proba[:, pay].sum(axis=1) > proba[:, ~pay].sum(axis=1)
    chosen = np.where(is_pay[:, None] == pay, proba, -1.0)
    return [ROLES[number] for number in chosen.argmax(axis=1)]


def with_minimum(roles: list[str], places: list[Place]) -> list[str]:
    """Roles of one advert in which the pay just before a maximum is its minimum.

    So it is in 225 of 226 such pairs of the labelled masks.
    """
    following = [*roles[1:], ""][: len(roles)]
    pairs = zip(roles, following, near_next(places), strict=True)
    return [
        "pay_min" if near and (role, after) == ("pay", "pay_max") else role
        for role, after, near in pairs
    ]


def in_one_unit(roles: list[str], units: Sequence[str]) -> list[str]:
    """Roles of one advert in which no range goes from pay by the hour to pay by the day.

    Parameters
    ----------
    roles : list of n str
    units : sequence of n str
        Units that words at the masks name; "" for none.

    Examples
    --------
    >>> in_one_unit(["pay_min", "pay_max", "contact"], ["hour", "day", ""])
    ['pay', 'pay', 'contact']
    """
    fitting = list(roles)
    for row, (pair, named) in enumerate(zip(pairwise(roles), pairwise(units), strict=True)):
        if pair == ("pay_min", "pay_max") and "" not in named and named[0] != named[1]:
            fitting[row : row + 2] = ["pay", "pay"]
    return fitting


def near_next(places: list[Place]) -> list[bool]:
    """Whether the next mask begins so close that both can be ends of one range."""
    return [
        field == next_field and next_start - start < _RANGE_LENGTH
        for (field, start), (next_field, next_start) in pairwise(places)
    ] + [False] * bool(places)
