"""Hints: patterns of the words beside a mask that speak for one of its roles.

They are no rules: each is one feature of :mod:`~salarypred.masks.surroundings.features`, and the
trained reader weighs them together with the words. They stand in ``patterns/mask_hints.tsv``;
:mod:`~salarypred.masks.surroundings.patterns` compiles them.
"""

from .patterns import LEFT, RIGHT, folded, patterns


def hints(text: str, start: int, end: int) -> list[str]:
    """Names of the hints that fit the mask at ``text[start:end]``.

    Examples
    --------
    >>> "exp_r" in hints("**** years of experience", 0, 4)
    True
    """
    anywhere, openings, opened, match_right, right_hints = patterns()
    # One character more than a pattern may begin at: whether a word begins there depends on it.
    left = folded(text[max(0, start - LEFT - 1) : start])
    size = len(left)
    names = [
        name
        for name, search, reach in anywhere
        if search(left, size - reach if size > reach else 0)
    ]
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
