"""The rank that a job title names, in a few levels: for summaries of many adverts."""

import re

#: Levels, the lowest first; a title without any of these words is "no rank named".
LEVELS = ("trainee", "junior", "no rank named", "senior", "lead", "manager", "head or director")
_WORDS = {
    "head or director": "head of|director|chief|vp|vice president|partner|ceo|cfo|cto|coo",
    "trainee": "trainee|apprentice|apprenticeship|intern|internship|graduate|student|school leaver|"
    "placement|entry level",
    "junior": "junior|jnr|jr|assistant|newly qualified|part qualified",
    "manager": "manager|management",
    "lead": "lead|leader|principal|supervisor|supervisory|expert",
    "senior": "senior|snr|sr",
}
_RANK = re.compile(
    "|".join(rf"(?P<L{LEVELS.index(level)}>\b(?:{words})s?\b)" for level, words in _WORDS.items()),
    re.IGNORECASE,
)
_ORDER = {f"L{LEVELS.index(level)}": (i, level) for i, level in enumerate(_WORDS)}


def seniority(title: str) -> str:
    """Level of a title; of several levels, the first in the order above.

    Examples
    --------
    >>> seniority("Snr Data Engineer"), seniority("Trainee Manager"), seniority("Chef")
    ('senior', 'trainee', 'no rank named')
    """
    found = [_ORDER[str(match.lastgroup)] for match in _RANK.finditer(title)]
    return min(found)[1] if found else "no rank named"
