"""Which post of an advert a pay mask belongs to, and how the pay of several posts differs."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from ...adverts.masks import MASK
from ...text.seniority import seniority
from ..reading import Reading

#: Pay of a rank over that of a title without one: medians of adverts of 2013 within a category
#: (benchmarks/extra_pay.py).
RANK_PAY = {
    "trainee": 0.78,
    "junior": 0.78,
    "no rank named": 1.0,
    "lead": 1.2,
    "senior": 1.3,
    "manager": 1.35,
    "head or director": 2.0,
}
_MAIN = ("pay_min", "pay", "pay_max")
_BEFORE = 60  # characters before a mask in which the name of its post stands
_APART = 90  # characters between the pay of two posts of one list
_BREAK = re.compile(r"[.!?;\n|,]\s|\s{2}|\s-\s|[,;/]")
_APPRENTICE = re.compile(r"\bapprentice", re.IGNORECASE)


class Post(NamedTuple):
    """Pay of a mask's post over that of the advert, and whether it is an apprentice's.

    Masks of one ``number`` are of one post.
    """

    factor: float
    apprentice: bool
    number: int


def posts(readings: Sequence[Reading], title: str, description: str) -> list[Post]:
    """Post of each mask of an advert.

    An advert that lists several posts ("Assistant £****, Manager £****") names them before their
    pay. All other masks belong to the advert's own post.

    Parameters
    ----------
    readings : sequence of n Reading
    title, description : str

    Returns
    -------
    list of n Post

    Examples
    --------
    >>> text = "Cook £****, Senior Cook £****"
    >>> found = [Reading("description", text.find("*", at), "pay", "year", 0.9) for at in (0, 12)]
    >>> [post.factor for post in posts(found, "", text)]
    [1.0, 1.3]
    """
    number = 0
    found = [Post(1.0, bool(_APPRENTICE.search(title)), 0)] * len(readings)
    named: list[tuple[int, str, bool]] = []  # row, words before it, whether an apprentice's
    for row, reading in enumerate(readings):
        if reading.field == "description" and reading.role in _MAIN:
            second = row and reading.role == "pay_max" and readings[row - 1].role == "pay_min"
            if not second:
                words = _words_before(description, readings, row)
                named.append((row, words, bool(_APPRENTICE.search(words))))
    for listed in _lists(named, readings):
        if len(listed) < 2:
            continue
        group = [(row, seniority(words), apprentice) for row, words, apprentice in listed]
        ranks = {rank for _, rank, _ in group}
        if len(ranks) < 2:
            continue
        base = _base(group, ranks, title)
        for row, rank, apprentice in group:
            number += 1
            found[row] = Post(RANK_PAY[rank] / base, apprentice, number)
    for row, _, apprentice in named:
        if apprentice and not found[row].apprentice:
            found[row] = found[row]._replace(apprentice=True, number=-1 - found[row].number)
    return _spread(found, readings, {row for row, _, _ in named})


def _base(group: list[tuple[int, str, bool]], ranks: set[str], title: str) -> float:
    """Pay of the post that the advert's estimate is of, over that of a title without a rank."""
    if len(ranks & {seniority(word) for word in title.split()}) > 1:  # it is that of all of them
        steps = [RANK_PAY[rank] for rank in ranks]
        return math.sqrt(min(steps) * max(steps))
    own_rank = seniority(title)
    return RANK_PAY[own_rank] if own_rank in ranks else _middle(group)


def _middle(group: list[tuple[int, str, bool]]) -> float:
    factors = sorted(RANK_PAY[rank] for _, rank, _ in group)
    return 1.0 if 1.0 in factors else factors[len(factors) // 2]


def _words_before(text: str, readings: Sequence[Reading], row: int) -> str:
    """Words of the same clause before a mask."""
    start = readings[row].start
    before = text[max(0, start - _BEFORE) : start]
    before = before[before.rfind(MASK) + len(MASK) :] if MASK in before else before
    parts = [part for part in _BREAK.split(before) if re.search(r"[A-Za-z]{3}", part)]
    return parts[-1] if parts else ""


def _lists(
    named: list[tuple[int, str, bool]], readings: Sequence[Reading]
) -> list[list[tuple[int, str, bool]]]:
    """Pay in one unit that stands in one list."""
    groups: list[list[tuple[int, str, bool]]] = []
    for one in named:
        last = groups[-1][-1][0] if groups else -1
        if (
            groups
            and readings[one[0]].unit == readings[last].unit
            and readings[one[0]].start - readings[last].start <= _APART
        ):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _spread(found: list[Post], readings: Sequence[Reading], heads: set[int]) -> list[Post]:
    """Give the other end of a range, and on-target earnings after it, the post of its pay."""
    for row in range(1, len(found)):
        before, reading = readings[row - 1], readings[row]
        follows = reading.role == "pay_max" and before.role == "pay_min"
        follows = follows or (reading.role == "ote" and before.role in (*_MAIN, "ote"))
        if row not in heads and follows and before.field == reading.field:
            found[row] = found[row - 1]
    return found
