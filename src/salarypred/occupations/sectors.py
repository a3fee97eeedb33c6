"""The sector of an advert, from its category and its employer's name."""

import re
from functools import cache

from .lists import sector_words

#: Columns of ``sectors.tsv``.
CATEGORY, INDUSTRY, EMPLOYER = 0, 1, 2


@cache
def _words(column: int) -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    """Return the pattern of all words of a column, and the sectors of each."""
    found: dict[str, frozenset[str]] = {}
    for name, cells in sector_words().items():
        for word in cells[column]:
            found[word] = found.get(word, frozenset()) | {name}
    longest_first = sorted(found, key=len, reverse=True)
    return re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, longest_first)) + ")"), found


def sectors(text: str, column: int = CATEGORY) -> tuple[str, ...]:
    """Return the sectors that a category, an industry or an employer's name points to.

    Examples
    --------
    >>> sectors("Healthcare & Nursing Jobs"), sectors("Kent Academy Trust", EMPLOYER)
    (('health',), ('education',))
    """
    return _sectors(text.lower(), column) if text else ()


@cache
def _sectors(text: str, column: int) -> tuple[str, ...]:
    pattern, names = _words(column)
    return tuple(sorted({name for word in pattern.findall(text) for name in names[word]}))
