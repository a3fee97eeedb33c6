"""The patterns of ``patterns/mask_hints.tsv``, compiled so that few of them are ever tried.

A mask has about 110 patterns, and trying each one took half the time of reading it. Most patterns
of the left side begin with a word of a list ("call", "salary", "level"), and no advert has many of
these words: one pass finds where they stand, and a pattern is tried only where one of its own
does. All patterns of the right side start at the mask, so they are one regular expression.

Texts are folded first (`folded`), which is faster than patterns that ignore case.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from ...resources import list_lines
from .openings import can_begin, finder, openings, written

#: Characters that a pattern may look at on either side.
LEFT, RIGHT = 100, 80

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PHONE = (
    r"(?:call|tel(?:ephone)?|phone|ring|contact|fax|mobile|mob|speak\s(?:to|with)|number|text|dial"
    r"|helpline|ext|extension)"
)
_PAY = (
    r"(?:salar(?:y|ies)|pay(?:ing|s|\srates?|\srange)?|wages?|remuneration|package"
    r"|basic(?:\ssalary)?|base(?:\ssalary)?|rates?(?:\sof(?:\spay)?)?|earn(?:ing|ings)?"
    r"|compensation|circa|offering|income|starting)"
)
_OTE = (
    r"(?:(?:OTE|O\.T\.E|O\.TE|OT\.E)\.?|on[\s-]target|realistic\w{0,4}|potential|uncapped|earnings?|earn"
    r"|year\s(?:one|1)|total\s(?:package|earnings))"
)
_LISTS = {"<MONTH>": _MONTH, "<PHONE>": _PHONE, "<PAY>": _PAY, "<OTE>": _OTE}

#: Letters that re.IGNORECASE, with which the patterns were written, takes for s, k and i.
_LOOKALIKES = {"ſ": "s", "\u212a": "k", "İ": "i", "ı": "i"}
_LOOKALIKE, _PLAIN = re.compile(f"[{''.join(_LOOKALIKES)}]"), str.maketrans(_LOOKALIKES)

_CAPITAL = re.compile(r"(?<!\\)[A-Z]")


class Left(NamedTuple):
    """A pattern of the words before a mask; ``fits(text, start)`` tries it."""

    name: str
    fits: Callable[..., Any]
    reach: int


class Patterns(NamedTuple):
    """Compiled patterns.

    Attributes
    ----------
    anywhere : list of Left
        Those that can begin with anything; ``fits`` searches.
    openings : callable
        Finds the words and beginnings of words with which the others begin.
    opened : dict of str to list of Left
        What can begin with each of these; ``fits`` matches from there to the end of the text.
    right : callable
        Matches any text; its groups took part where the patterns of ``right_hints`` fit.
    right_hints : list of (str, Left or None)
        In the order of the groups: names, and what must fit to the left as well.
    """

    anywhere: list[Left]
    openings: Callable[..., Iterator[re.Match[str]]]
    opened: dict[str, list[Left]]
    right: Callable[..., re.Match[str] | None]
    right_hints: list[tuple[str, Left | None]]


def folded(text: str) -> str:
    """Lower case in as many characters, as the patterns expect it.

    Examples
    --------
    >>> folded("OTE ****\u212a")
    'ote ****k'
    """
    if not text.isascii() and _LOOKALIKE.search(text):
        text = text.translate(_PLAIN)
    return text.lower()


def pattern_lines() -> list[str]:
    """Lines of the table, with the word lists in their places."""
    lines = "\n".join(list_lines("patterns", "mask_hints.tsv"))
    for name, words in _LISTS.items():
        lines = lines.replace(name, words)
    return lines.splitlines()


@cache
def patterns() -> Patterns:
    """The patterns that come with salarypred."""
    anywhere: list[Left] = []
    opening: list[tuple[Left, tuple[str, ...]]] = []
    right: list[str] = []
    right_hints: list[tuple[str, Left | None]] = []
    for line in pattern_lines():
        name, before, after, width = (line + "\t\t\t").split("\t")[:4]
        before, after = (_CAPITAL.sub(lambda found: found[0].lower(), p) for p in (before, after))
        reach = min(LEFT, int(width)) if width else LEFT
        words_first = () if after else openings(before)
        if words_first:
            opening.append((Left(name, re.compile(before).fullmatch, reach), words_first))
            continue
        left = Left(name, re.compile(rf"(?:{before})\Z").search, reach) if before else None
        if after:
            right.append(rf"(?=(?:{after})()|)")  # marks a group, or is missing
            right_hints.append((name, left))
        elif left:
            anywhere.append(left)
    found = sorted({word for _, words_first in opening for word in words_first})
    # The longest opening is found, so that its patterns are those of all shorter ones too.
    opened = {
        letters: [
            left
            for left, words_first in opening
            if any(can_begin(word, letters) for word in words_first)
        ]
        for letters in map(written, found)
    }
    matches = re.compile("".join(right)).match
    return Patterns(anywhere, finder(found), opened, matches, right_hints)
