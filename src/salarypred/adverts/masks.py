"""Masks: the ``****`` that stand for numbers in an advert, and what one can stand for."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

MASK = "****"
Field: TypeAlias = Literal["title", "description"]

#: Roles of masks that are pay, with a unit.
PAY_ROLES = ("pay_min", "pay_max", "pay", "ote", "pay_extra")
#: Everything a mask can stand for.
ROLES = (
    *PAY_ROLES,
    "money_other",
    "contact",
    "reference",
    "time",
    "experience",
    "qualification",
    "quantity",
    "format",
)
#: Units of pay; "percent" is of extra pay such as a pension.
UNITS = ("year", "month", "week", "day", "hour", "percent")

_MASK = re.compile(re.escape(MASK))


class Place(NamedTuple):
    """Where a mask stands: ``text[start:start + 4]`` of its field is ``****``."""

    field: Field
    start: int


def find_masks(text: str) -> list[int]:
    """Offsets of the masks of a text, in its order.

    Eight asterisks are two masks side by side; fewer than four left over are not a mask.

    Examples
    --------
    >>> find_masks("****k to £****"), find_masks("********* *")
    ([0, 10], [0, 4])
    """
    return [found.start() for found in _MASK.finditer(text)]


def places(title: str, description: str) -> Iterator[Place]:
    """All masks of an advert: those of the title, then those of the description."""
    for start in find_masks(title):
        yield Place("title", start)
    for start in find_masks(description):
        yield Place("description", start)
