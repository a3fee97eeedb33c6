"""Words around masks, of which :mod:`~salarypred.masks.surroundings.features` makes features."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ...adverts.masks import MASK

_TOKEN = re.compile(r"\*{4}|[A-Za-z]{1,40}(?:['’][a-z]{1,3})?|\d{1,12}|[^\w\s]|\n|[ \t\xa0]{2,99}")
#: Characters around a mask that are split into tokens.
_TOKENS_BEFORE, _TOKENS_AFTER = 180, 110


def words_around(text: str, starts: Sequence[int]) -> list[str]:
    """Words around the masks of a text; what is far from every mask is left out.

    Parameters
    ----------
    text : str
    starts : sequence of int
        Offsets of its masks, all of them.

    Returns
    -------
    list of str
        In lower case; ``MASK`` is a mask, ``NL`` a line end, ``GAP`` a wide blank and ``D3`` a
        number of three digits (``D5``: of five or more).

    Examples
    --------
    >>> words_around("Salary: ****  125 hours", [8])
    ['salary', ':', 'MASK', 'GAP', 'D3', 'hours']
    """
    spans: list[list[int]] = []
    for start in starts:
        low, high = max(0, start - _TOKENS_BEFORE), start + _TOKENS_AFTER
        if spans and low <= spans[-1][1]:
            spans[-1][1] = high
        else:
            spans.append([low, high])
    return [_normal(token) for low, high in spans for token in _TOKEN.findall(text, low, high)]


@lru_cache(maxsize=20_000)
def _normal(token: str) -> str:
    if token == MASK:
        return "MASK"
    if token.isdigit():
        return f"D{min(len(token), 5)}"
    if token == "\n":
        return "NL"
    return "GAP" if token.isspace() else token.lower()
