"""Whether a text reads like a job advert, by words that adverts for any job use.

Half of the words that speak for an advert are names of jobs, from ``patterns/occupation.txt``; the
rest are in ``patterns/advert_words.tsv``, with words of recipes, bills, news and stories, which
speak against one.
"""

import re
from functools import cache

from ..resources import list_rows
from ..text.lexicon import load_entries, spellings

_WORD = re.compile(r"[^\W\d_]+")
# Fewer words are no evidence: a title may be any two words.
_ENOUGH_WORDS, _LONG = 12, 80
# Share of the different words of a text that must speak for an advert. Of 20,000 UK adverts one
# in a thousand falls short; long texts have fewer different words, and more room for these.
_SHARE, _SHARE_LONG = 0.06, 0.08
_ODD, _TRIGRAMS = 0.5, 6


@cache
def _weights() -> dict[str, int]:
    """1 for the words that speak for an advert, -1 for those against."""
    found: dict[str, int] = {}
    for kind, words in list_rows("patterns", "advert_words.tsv"):
        found.update((word, 1 if kind == "job" else -1) for word in words.split())
    jobs = (entry for entry in load_entries() if entry.label == "OCCUPATION")
    for last in {name.split()[-1] for entry in jobs for name in spellings(entry)}:
        # A word that other texts use too ("cook", "king") keeps its weight.
        found.setdefault(last, int(len(last) > 3))
    return found


@cache
def _trigrams() -> frozenset[str]:
    """All runs of three letters in the words of the lists."""
    words = set(_weights())
    for entry in load_entries():
        for name in (*entry.any_case, *entry.exact, *entry.in_context):
            words.update(_WORD.findall(name.lower()))
    return frozenset(part for word in words for part in _parts(word))


def speaks_for_advert(word: str) -> bool:
    """Whether a word in small letters is one that job adverts use.

    Examples
    --------
    >>> speaks_for_advert("nurse"), speaks_for_advert("tablespoon")
    (True, False)
    """
    return _weights().get(word, 0) > 0


def _parts(word: str) -> list[str]:
    return [word[i : i + 3] for i in range(len(word) - 2)]


def _is_random(words: list[str]) -> bool:
    # Short words are left out: acronyms look random as well.
    parts = [part for word in words if len(word) > 3 and word.isascii() for part in _parts(word)]
    odd = sum(part not in _trigrams() for part in parts)
    return len(parts) >= _TRIGRAMS and odd >= _ODD * len(parts)


def unlike_advert(title: str, description: str = "") -> str:
    """Why a text in English is not a job advert.

    Parameters
    ----------
    title
        Its title.
    description
        Its text, or the beginning of it.

    Returns
    -------
    str
        "it has no words", "its words look like random letters" or "it has hardly any words of job
        adverts"; "" for an advert and for a text too short to tell.

    Examples
    --------
    >>> unlike_advert("Widget Wrangler"), unlike_advert("2041", "88 120.50")
    ('', 'it has no words')
    """
    words = _WORD.findall(f"{title}\n{description}".lower())
    if sum(map(len, words)) < 2:
        return "it has no words" if title or description else ""
    weights = _weights()
    if any(weights.get(word, 0) > 0 for word in _WORD.findall(title.lower())):
        return ""  # a job title above a snippet about the firm
    different = set(words)
    score = sum(weights.get(word, 0) for word in different)
    if score <= 0 and _is_random(words):
        return "its words look like random letters"
    share = _SHARE if len(words) < _LONG else _SHARE_LONG
    if len(words) >= _ENOUGH_WORDS and score < share * len(different):
        return "it has hardly any words of job adverts"
    return ""
