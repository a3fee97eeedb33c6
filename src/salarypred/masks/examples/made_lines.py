"""Made-up lines of adverts whose masks are known, expanded from ``patterns/mask_lines.txt``."""

import random
import re
from functools import cache

from ...adverts.masks import MASK, PAY_ROLES, Field, Place
from ...resources import list_lines
from .hidden_pay import Masked

_OPTIONS = re.compile(r"\(([^()]*\|[^()]*)\)")
_NAME = re.compile(r"<(\w+)>")
_SLOT = re.compile(r"\{(\w+)(?: (\S+))?\}")
_ALIKE = ("L", "k")
_PARENTHESES = str.maketrans("[]", "()")
#: What stands between two lines of an advert, line ends being rare in what the sources give.
_BETWEEN = ("\n", ". ", "  ", " ", ", ", ". ", "; ", " | ", " - ")
_FILLERS = (
    "Our client is looking for an experienced <job> to join a busy team in <place>",
    "You will have excellent communication skills and a full driving licence",
    "The successful candidate will report to the <job> and work closely with colleagues",
    "This is a fantastic opportunity with a growing company",
    "Duties include dealing with customers, planning the day and keeping records",
    "Apply now with your CV",
)


@cache
def _lines() -> tuple[dict[str, str], list[str]]:
    """Lists by name, and lines."""
    lists, lines = {}, []
    for line in list_lines("patterns", "mask_lines.txt"):
        if line.startswith("="):
            name, options = line[1:].split("\t")
            lists[name] = options
        else:
            lines.append(line)
    return lists, lines


def _expanded(line: str, draw: random.Random) -> str:
    """A line with one of each list and of each ``(a|b)``, its slots still standing."""
    lists, _ = _lines()
    # The figures of a line are mostly written alike.
    alike = {name: _expanded(lists[name], draw) for name in _ALIKE} if "<" in line else {}
    while found := _NAME.search(line) or _OPTIONS.search(line):
        if found.re is _NAME:
            chosen = lists[found[1]]
            if found[1] in alike and draw.random() < 0.9:
                chosen = alike[found[1]]
        else:
            chosen = draw.choice(found[1].split("|"))
        line = line[: found.start()] + chosen + line[found.end() :]
    return line.translate(_PARENTHESES)


def _masked(text: str, field: Field) -> tuple[str, list[tuple[Place, str, str]]]:
    pieces, masks, last, length = [], [], 0, 0
    for slot in _SLOT.finditer(text):
        pieces += [text[last : slot.start()], MASK]
        length += slot.start() - last
        unit = slot[2] or "year" if slot[1] in PAY_ROLES else "-"
        masks.append((Place(field, length), slot[1], unit))
        length += len(MASK)
        last = slot.end()
    return "".join([*pieces, text[last:]]), masks


def made_adverts(count: int, seed: int = 0) -> list[Masked]:
    """Made-up adverts of one to eight lines, every line of the list in turn.

    Half of them are short: a title, or a single line.

    Parameters
    ----------
    count : int
    seed : int

    Examples
    --------
    >>> advert, = made_adverts(1)
    >>> len(advert.masks) == (advert.title + advert.description).count("****")
    True
    """
    draw = random.Random(seed)
    _, lines = _lines()
    order: list[str] = []
    adverts = []
    for number in range(count):
        parts = []
        for _ in range(1 if number % 2 else draw.randint(2, 8)):
            if not order:
                order = draw.sample(lines, len(lines))
            parts.append(order.pop())
            if draw.random() < (0.1 if number % 2 else 0.4):
                parts.insert(draw.randint(0, len(parts)), draw.choice(_FILLERS))
        title = "<job>(| - <place>|, <place>)"
        if len(parts) == 1 and draw.random() < 0.3:
            title, parts = parts[0], []
        texts = [_expanded(part, draw) for part in parts]
        body = "".join(text + draw.choice(_BETWEEN) for text in texts).strip()
        title, in_title = _masked(_expanded(title, draw), "title")
        body, in_body = _masked(body, "description")
        adverts.append(Masked(title, body, [*in_title, *in_body]))
    return adverts
