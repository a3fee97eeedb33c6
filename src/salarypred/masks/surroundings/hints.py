"""Hints: patterns of the words beside a mask that speak for one of its roles.

They are no rules: each is one feature of :mod:`~salarypred.masks.surroundings.features`, and the
trained reader weighs them together with the words. They stand in ``patterns/mask_hints.tsv``;
:mod:`~salarypred.masks.surroundings.patterns` compiles them.
"""

from functools import cache, lru_cache

from .patterns import LEFT, RIGHT, Left, folded, patterns

#: Most patterns look at so few characters before the mask that what they say is worth keeping.
_SHORT = 18


@cache
def _anywhere() -> tuple[list[Left], list[Left]]:
    """Patterns that can begin with anything, those of few characters and the others."""
    short = [left for left in patterns().anywhere if left.reach <= _SHORT]
    return short, [left for left in patterns().anywhere if left.reach > _SHORT]


def _fitting(among: list[Left], left: str) -> list[str]:
    size = len(left)
    return [name for name, search, reach in among if search(left, max(0, size - reach))]


@lru_cache(maxsize=20_000)
def _short_hints(left: str) -> tuple[str, ...]:
    return tuple(_fitting(_anywhere()[0], left))


def hints(text: str, start: int, end: int) -> list[str]:
    """Names of the hints that fit the mask at ``text[start:end]``.

    Examples
    --------
    >>> "exp_r" in hints("**** years of experience", 0, 4)
    True
    """
    _, openings, opened, match_right, right_hints = patterns()
    # One character more than a pattern may begin at: whether a word begins there depends on it.
    left = folded(text[max(0, start - LEFT - 1) : start])
    size = len(left)
    names = [*_short_hints(left[-_SHORT - 1 :]), *_fitting(_anywhere()[1], left)]
    for found in openings(left):
        at = found.start()
        for name, fits, reach in opened[found[0]]:
            if size - at <= reach and name not in names and fits(left, at):
                names.append(name)
    fitting = match_right(folded(text[end : end + RIGHT]))
    if fitting is not None:  # it always fits: every pattern in it may be missing
        for (name, before), mark in zip(right_hints, fitting.groups(), strict=True):
            if mark is not None and (
                before is None or before.fits(left, max(0, size - before.reach))
            ):
                names.append(name)
    return names
