"""Hints: patterns of the words beside a mask that speak for one of its roles.

They are no rules: each is one feature of :mod:`~salarypred.masks.surroundings.features`, and the
trained reader weighs them together with the words. They stand in ``patterns/mask_hints.tsv``;
:mod:`~salarypred.masks.surroundings.patterns` compiles them.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from ...adverts.masks import MASK
from .patterns import LEFT, RIGHT, Left, folded, patterns

#: Most patterns look at so few characters before the mask that what they say is worth keeping.
_SHORT = 18


@cache
def _anywhere() -> tuple[list[Left], list[Left]]:
    """Patterns that can begin with anything, those of few characters and the others."""
    short = [left for left in patterns().anywhere if left.reach <= _SHORT]
    return short, [left for left in patterns().anywhere if left.reach > _SHORT]


@lru_cache(maxsize=20_000)
def _short_hints(left: str) -> tuple[str, ...]:
    size = len(left)
    return tuple(
        name for name, search, reach in _anywhere()[0] if search(left, max(0, size - reach))
    )


def hints(text: str, starts: Sequence[int]) -> list[list[str]]:
    """Names of the hints that fit each mask of a text.

    Parameters
    ----------
    text : str
    starts : sequence of int
        Offsets of its masks, in their order.

    Examples
    --------
    >>> "exp_r" in hints("**** years of experience", [0])[0]
    True
    """
    _, openings, opened, match_right, right_hints = patterns()
    text = folded(text)
    found: list[list[str]] = []
    known: list[tuple[int, list[Left]]] = []  # words before the mask that patterns begin with
    seen, long = 0, _anywhere()[1]
    for start in starts:
        low = max(0, start - LEFT)
        # A word that begins between two masks is looked for once.
        known = [opening for opening in known if opening[0] >= low]
        known += [(word.start(), opened[word[0]]) for word in openings(text, max(low, seen), start)]
        seen = start
        # One character more than a pattern may begin at: whether a word begins there depends on it.
        names = list(_short_hints(text[max(0, start - _SHORT - 1) : start]))
        for name, search, reach in long:
            if search(text, start - reach if start > reach else 0, start):
                names.append(name)
        for at, beginning in known:
            distance = start - at
            for name, fits, reach in beginning:
                if distance <= reach and name not in names and fits(text, at, start):
                    names.append(name)
        end = start + len(MASK)
        fitting = match_right(text, end, end + RIGHT)
        if fitting is not None:  # it always fits: every pattern in it may be missing
            for row in _groups(fitting.groups()):
                name, before = right_hints[row]
                if before is None or before.fits(text, max(0, start - before.reach), start):
                    names.append(name)
        found.append(names)
    return found


def _groups(marks: Sequence[str | None]) -> list[int]:
    """Which groups took part in a match."""
    return [row for row, mark in enumerate(marks) if mark is not None]
