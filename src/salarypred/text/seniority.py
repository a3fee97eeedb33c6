"""The rank that a job title names, in a few levels: for summaries of many adverts."""

import re

from ..adverts.ranks import ranks

#: Levels, the lowest first; a title without any of these words is "no rank named".
LEVELS = ("trainee", "junior", "no rank named", "senior", "lead", "manager", "head or director")
#: Which level counts where a title names several: a trainee manager is a trainee.
_FIRST = ("head or director", "trainee", "junior", "manager", "lead", "senior")
_WORDS = {level: "|".join(rank.name for rank in ranks() if rank.level == level) for level in _FIRST}
_RANK = re.compile(
    "|".join(rf"(?P<L{LEVELS.index(level)}>\b(?:{words})s?\b)" for level, words in _WORDS.items()),
    re.IGNORECASE,
)
_ORDER = {f"L{LEVELS.index(level)}": (i, level) for i, level in enumerate(_WORDS)}


def seniority(title: str) -> str:
    """Level of a title; of several levels, the first in the order of `_FIRST`.

    Examples
    --------
    >>> seniority("Snr Data Engineer"), seniority("Trainee Manager"), seniority("Chef")
    ('senior', 'trainee', 'no rank named')
    """
    found = [_ORDER[str(match.lastgroup)] for match in _RANK.finditer(title)]
    return min(found)[1] if found else "no rank named"
