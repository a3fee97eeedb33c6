"""What the classifier sees of an advert: words of the title, their order, and the sector."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from ..adverts.ranks import ranks
from .lists import job_names
from .titles import Title

#: Words of ranks that do not change the occupation in most titles.
RANKS = frozenset(word for rank in ranks() if rank.same_occupation for word in rank.name.split())


#: Name and weight of a feature.
Feature: TypeAlias = tuple[str, float]


def title_features(title: Title) -> list[Feature]:
    """Features of a title with their weights.

    The whole title, its words and pairs of words, its head (the last word that names a job) with
    each other word, parts of words for what no list has, and the words of later parts of the title,
    which weigh less.
    """
    main = title.main
    core = _without_ranks(main)
    found: list[Feature] = []
    if len(core) <= 5:
        found.append(("t:" + " ".join(core), 1.5))
        found.append(("u:" + " ".join(sorted(core)), 0.7))
    if len(core) < len(main) <= 6:
        found.append(("t:" + " ".join(main), 1.0))
    head = head_word(core)
    found.append(("h:" + head, 1.0))
    for word in dict.fromkeys(main):
        whole, *parts = _of_word(word)
        found.append(whole)
        if word != head and word not in RANKS:
            found.append((f"p:{word} {head}", 1.0))
        found += parts
    found += [(f"b:{one} {two}", 1.0) for one, two in pairwise(core)]
    for word in dict.fromkeys(title.rest[:8]):
        if word not in main:
            found += (("w:" + word, 0.4), ("r:" + word, 0.4), (f"p:{word} {head}", 0.3))
    if title.rest and (second := head_word(title.rest)) != head and second in job_names():
        found.append((f"x:{head} {second}", 0.5))
    return found


@lru_cache(maxsize=50_000)
def _of_word(word: str) -> tuple[Feature, ...]:
    """A word and, of longer ones, its parts."""
    whole = ("w:" + word, 1.0)
    if len(word) <= 4:
        return (whole,)
    return whole, ("c:" + word[:4], 0.3), ("c:" + word[:6], 0.3), ("e:" + word[-5:], 0.3)


def _without_ranks(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are no ranks; all of them where there are no others."""
    if RANKS.isdisjoint(words):
        return words
    return tuple(word for word in words if word not in RANKS) or words


def sector_features(title: Title, sectors: Collection[str]) -> list[Feature]:
    """Features of the sector, by itself and with the title's head and its whole."""
    found: list[Feature] = []
    if not sectors:
        return found
    core = _without_ranks(title.main)
    head = head_word(core)
    for sector in sectors:
        found.append(("s:" + sector, 0.6))
        found.append((f"s:{sector} {head}", 0.7))
        if len(core) <= 3:
            found.append((f"s:{sector} {' '.join(core)}", 0.7))
    return found


def head_word(words: Sequence[str]) -> str:
    """Return the last word that names a job, or the last word.

    Examples
    --------
    >>> head_word(("nurse", "recruitment", "consultant", "leed"))
    'consultant'
    """
    names = job_names()
    for word in reversed(words):
        if word in names:
            return word
    return words[-1] if words else ""
