"""Where a regular expression can begin: read from the expression itself.

It knows as much of them as ``patterns/mask_hints.tsv`` uses.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

#: An escaped character, a set of characters, or one character.
_PIECE = re.compile(r"\\.|\[[^]]*\]|.")
#: Letters, digits and points that must all be there: a quantifier is about the character before it.
_LITERAL = re.compile(r"(?:(?:[a-z\d]|\\\.)(?![?*{]))*")
#: Written behind a literal: a whole word, "d" but not "day".
_WHOLE = "(?![a-z])"


def openings(pattern: str) -> tuple[str, ...]:
    r"""Letters with one of which every match of a pattern begins, at the start of a word.

    Empty if there is no such list. An opening that ends with ``(?![a-z])`` is a whole word.

    Examples
    --------
    >>> openings(r"\b(?:salar(?:y|ies)|aged?)\b.{0,9}|\bup\sto")
    ('salar', 'age', 'up')
    >>> openings(r"\b(?:level|\d)"), openings("level")
    ((), ())
    """
    found: list[str] = []
    for part in _alternatives(pattern):
        if not part.startswith(r"\b"):
            return ()
        found += _beginnings(part.removeprefix(r"\b"))
    return tuple(found) if all(found) else ()


def _beginnings(pattern: str) -> list[str]:
    """Literal beginnings of a pattern's alternatives; "" where one has none."""
    found: list[str] = []
    for part in _alternatives(pattern):
        group = _group(part)
        if not group:
            literal = _LITERAL.match(part)
            letters = literal[0] if literal else ""
            whole = letters and part.startswith(_WHOLE, len(letters))
            found.append(letters + _WHOLE if whole else letters)
        elif part[len(group) :].startswith(("?", "*", "{")):  # it may be missing
            found.append("")
        else:
            found += _beginnings(group.removeprefix("(?:").removesuffix(")"))
    return found


def written(opening: str) -> str:
    """The letters that an opening finds in a text."""
    return opening.removesuffix(_WHOLE).replace("\\.", ".")


def can_begin(opening: str, letters: str) -> bool:
    """Whether what begins with some letters of a text, as `finder` found them, has this opening.

    Examples
    --------
    >>> can_begin("pa", "pay"), can_begin("a(?![a-z])", "aged"), can_begin("a(?![a-z])", "a")
    (True, False, True)
    """
    own = written(opening)
    return letters == own if opening.endswith(_WHOLE) else letters.startswith(own)


def _alternatives(pattern: str) -> list[str]:
    """Split a pattern at the bars that stand in no brackets."""
    parts, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _group(pattern: str) -> str:
    """The group ``(?:…)`` that a pattern starts with, or ""."""
    depth = 0
    if pattern.startswith("(?:"):
        for piece in _PIECE.finditer(pattern):
            depth += (piece[0] == "(") - (piece[0] == ")")
            if not depth:
                return pattern[: piece.end()]
    return ""


def finder(words: list[str]) -> Callable[[str], Iterator[re.Match[str]]]:
    """A search for the longest of some sorted words at each start of a word.

    Examples
    --------
    >>> [found[0] for found in finder(["pa", "pay"])("part pay, repay")]
    ['pa', 'pay']
    """
    branches = []  # one a letter: most words are ruled out by their first
    for letter, group in groupby(words, key=lambda word: word[0]):
        rests = "|".join(word[1:] for word in reversed(list(group)))  # longer ones first
        branches.append(f"{letter}(?:{rests})")
    return re.compile(rf"\b(?:{'|'.join(branches)})").finditer
