"""Hints: patterns of the words beside a mask that speak for one of its roles.

They are no rules: each is one feature of :mod:`~salarypred.mask_features`, and the trained reader
weighs them together with the words. They stand in ``patterns/mask_hints.tsv``.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

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
    r"(?:O\.?T\.?E\.?|on[\s-]target|realistic\w*|potential|uncapped|earnings?|earn"
    r"|year\s(?:one|1)|total\s(?:package|earnings))"
)
_LISTS = {"<MONTH>": _MONTH, "<PHONE>": _PHONE, "<PAY>": _PAY, "<OTE>": _OTE}


@cache
def _compiled() -> list[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None]]:
    lines = files(__package__).joinpath("patterns", "mask_hints.tsv").read_text(encoding="utf-8")
    for name, words in _LISTS.items():
        lines = lines.replace(name, words)
    compiled = []
    for line in lines.splitlines():
        if line.startswith("#"):
            continue
        name, left, right = (line + "\t\t").split("\t")[:3]
        before = re.compile(rf"(?:{left})\Z", re.IGNORECASE) if left else None
        after = re.compile(right, re.IGNORECASE) if right else None
        compiled.append((name, before, after))
    return compiled


def hints(text: str, start: int, end: int) -> Iterator[str]:
    """Names of the hints that fit the mask at ``text[start:end]``.

    Examples
    --------
    >>> "exp_r" in set(hints("**** years of experience", 0, 4))
    True
    """
    left, right = text[max(0, start - LEFT) : start], text[end : end + RIGHT]
    for name, before, after in _compiled():
        if (after is None or after.match(right)) and (before is None or before.search(left)):
            yield name
