"""Hints: patterns of the words beside a mask that speak for one of its roles.

They are no rules: each is one feature of :mod:`~salarypred.mask_features`, and the trained reader
weighs them together with the words. They stand in ``patterns/mask_hints.tsv``.
"""

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

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
    r"(?:O\.?T\.?E\.?|on[\s-]target|realistic\w{0,4}|potential|uncapped|earnings?|earn"
    r"|year\s(?:one|1)|total\s(?:package|earnings))"
)
_LISTS = {"<MONTH>": _MONTH, "<PHONE>": _PHONE, "<PAY>": _PAY, "<OTE>": _OTE}


class _Patterns(NamedTuple):
    """Compiled hints: name, search to the left and its reach, match to the right."""

    left: list[tuple[str, Callable[..., Any], int]]
    right: list[tuple[str, Callable[..., Any]]]
    both: list[tuple[str, Callable[..., Any], int, Callable[..., Any]]]


@cache
def _compiled() -> _Patterns:
    lines = files(__package__).joinpath("patterns", "mask_hints.tsv").read_text(encoding="utf-8")
    for name, words in _LISTS.items():
        lines = lines.replace(name, words)
    found = _Patterns([], [], [])
    for line in lines.splitlines():
        if line.startswith("#"):
            continue
        name, before, after, width = (line + "\t\t\t").split("\t")[:4]
        reach = min(LEFT, int(width)) if width else LEFT
        search = re.compile(rf"(?:{before})\Z", re.IGNORECASE).search
        match = re.compile(after, re.IGNORECASE).match
        if before and after:
            found.both.append((name, search, reach, match))
        elif before:
            found.left.append((name, search, reach))
        else:
            found.right.append((name, match))
    return found


def hints(text: str, start: int, end: int) -> list[str]:
    """Names of the hints that fit the mask at ``text[start:end]``.

    Examples
    --------
    >>> "exp_r" in hints("**** years of experience", 0, 4)
    True
    """
    patterns, stop = _compiled(), end + RIGHT
    names = [
        name
        for name, search, reach in patterns.left
        if search(text, start - reach if start > reach else 0, start)
    ]
    names += [name for name, match in patterns.right if match(text, end, stop)]
    names += [
        name
        for name, search, reach, match in patterns.both
        if match(text, end, stop) and search(text, max(0, start - reach), start)
    ]
    return names
