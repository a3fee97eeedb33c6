"""What the classifier sees of an advert: words of the title, their order, and the sector."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ..adverts.ranks import ranks
from .lists import job_names
from .titles import Title

#: Words of ranks that do not change the occupation in most titles.
RANKS = frozenset(word for rank in ranks() if rank.same_occupation for word in rank.name.split())


def title_features(title: Title) -> Iterator[tuple[str, float]]:
    """Yield features of a title with their weights.

    The whole title, its words and pairs of words, its head (the last word that names a job) with
    each other word, parts of words for what no list has, and the words of later parts of the title,
    which weigh less.
    """
    main = title.main
    core = tuple(word for word in main if word not in RANKS) or main
    if len(core) <= 5:
        yield "t:" + " ".join(core), 1.5
        yield "u:" + " ".join(sorted(core)), 0.7
    if len(core) < len(main) <= 6:
        yield "t:" + " ".join(main), 1.0
    head = head_word(core)
    yield "h:" + head, 1.0
    for word in dict.fromkeys(main):
        yield "w:" + word, 1.0
        if word != head and word not in RANKS:
            yield f"p:{word} {head}", 1.0
        if len(word) > 4:
            yield "c:" + word[:4], 0.3
            yield "c:" + word[:6], 0.3
            yield "e:" + word[-5:], 0.3
    for one, two in pairwise(core):
        yield f"b:{one} {two}", 1.0
    for word in dict.fromkeys(title.rest[:8]):
        if word not in main:
            yield "w:" + word, 0.4
            yield "r:" + word, 0.4
            yield f"p:{word} {head}", 0.3
    if title.rest and (second := head_word(title.rest)) != head and second in job_names():
        yield f"x:{head} {second}", 0.5


def sector_features(title: Title, sectors: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Yield features of the sector, by itself and with the title's head and its whole."""
    core = tuple(word for word in title.main if word not in RANKS) or title.main
    head = head_word(core)
    for sector in sectors:
        yield "s:" + sector, 0.6
        yield f"s:{sector} {head}", 0.7
        if len(core) <= 3:
            yield f"s:{sector} {' '.join(core)}", 0.7


def head_word(words: Sequence[str]) -> str:
    """Return the last word that names a job, or the last word.

    Examples
    --------
    >>> head_word(("nurse", "recruitment", "consultant", "leed"))
    'consultant'
    """
    names = job_names()
    return next((word for word in reversed(words) if word in names), words[-1] if words else "")
