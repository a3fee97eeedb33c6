"""Ranks that a job title may name, and what each is used for."""

from functools import cache
from typing import NamedTuple

from ..resources import list_lines


class Rank(NamedTuple):
    """A rank of the list ``patterns/ranks.tsv``."""

    name: str
    level: str  # in summaries of many adverts; "" where it is of no level
    in_groups: bool  # whether it sets groups of titles apart
    same_occupation: bool  # whether the occupation is the same without it
    offered: str  # how the page words it where it is a change to try, else ""
    step: int  # how far above or below the job without a rank it is paid; 0 where that is unsaid


@cache
def ranks() -> tuple[Rank, ...]:
    """All ranks, the lowest first.

    Examples
    --------
    >>> [rank.name for rank in ranks() if rank.level == "senior"]
    ['senior', 'snr', 'sr']
    """
    found = []
    for line in list_lines("patterns", "ranks.tsv"):
        name, level, uses, offered, step = (line + "\t\t\t\t").split("\t")[:5]
        found.append(Rank(name, level, "group" in uses, "same" in uses, offered, int(step or 0)))
    return tuple(found)
