"""The grammar of the sample generator: its files, and how a rule becomes text with numbers in it.

The files are in the folder `grammar` of the package: `occupations.tsv`, `pay_factors.tsv`,
`places.tsv` (what the adverts are about) and `categories.toml`, `wordings.toml` (their words).
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

from ..adverts.masks import MASK
from ..resources import list_lines, resource_text

# A slot `{...}` or a choice `[a|b]`; a choice may hold slots, a slot holds neither.
_TOKEN = re.compile(r"\{([^{}]*)\}|\[((?:[^\[\]{}]|\{[^{}]*\})*)\]")
_OUTER_BAR = re.compile(r"\|(?![^{]*\})")
_NUMBER = re.compile(r"([a-z_]+)(?:/([a-z]+))?:(.+)")
_RANGE = re.compile(r"(\d+)-(\d+)")
_LOOSE_AN = re.compile(
    r"\b([Aa]) (?=(?i:(?!uni|use|one|uk\b|eu)[aeiou])|(?:HR|HGV|SEO|NPD|MOT|SEN|SQL|HND|HNC)\b)"
)


class Number(NamedTuple):
    """A number in an advert that the source would mask: its text, its label and its unit."""

    text: str
    label: str
    unit: str = "-"


Piece = str | Number
Value = str | Number | list[str]


def grammar_text(name: str) -> str:
    """Text of a file of the grammar.

    Examples
    --------
    >>> grammar_text("readme.txt").splitlines()[0]
    '# Synthetic sample adverts'
    """
    return resource_text("sample", "grammar", name)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a grammar table (`.tsv`, first line after the `#` comments = header).

    Examples
    --------
    >>> table("places.tsv")[0]["region"]
    'London'
    """
    return tuple(csv.DictReader(list_lines("sample", "grammar", name), delimiter="\t"))


@cache
def words(name: str) -> dict[str, Any]:
    """Content of a grammar file in TOML.

    Examples
    --------
    >>> words("wordings.toml")["name"][0]
    'Alex'
    """
    return tomllib.loads(grammar_text(name))


def expand(rule: str, given: Mapping[str, Value], rng: Random) -> list[Piece]:
    """Turn a rule into pieces of text and numbers.

    Parameters
    ----------
    rule : str
        Text with `[a|b]` (one of these), `{label:2-5}` or `{label/unit:a|b}` (a number) and
        `{name}`, looked up in `given` and then in the rules of `wordings.toml`. A capital
        first letter (`{Name}`) gives the same with a capital.
    given : mapping
        Values of names: a text (itself a rule), a `Number`, or a list that each use shortens
        by its last element, so that nothing is said twice.
    rng : random.Random
        Source of every choice.

    Raises
    ------
    KeyError
        If a name is neither given nor a rule.

    Examples
    --------
    >>> most = Number("30,000", "pay_max", "year")
    >>> expand("up to {pay_max} a [year]", {"pay_max": most}, Random(1))
    ['up to ', Number(text='30,000', label='pay_max', unit='year'), ' a ', 'year']
    """
    pieces: list[Piece] = []
    end = 0
    for match in _TOKEN.finditer(rule):
        pieces.append(rule[end : match.start()])
        end = match.end()
        slot, choice = match.groups()
        if choice is not None:
            pieces += expand(rng.choice(_OUTER_BAR.split(choice)), given, rng)
        elif number := _NUMBER.fullmatch(slot):
            label, unit, values = number.groups()
            pieces.append(Number(_draw(values, rng), label, unit or "-"))
        else:
            pieces += _look_up(slot, given, rng)
    pieces.append(rule[end:])
    return [piece for piece in pieces if piece]


def _draw(values: str, rng: Random) -> str:
    span = _RANGE.fullmatch(values)
    if span is None:
        return rng.choice(values.split("|"))
    low, high = span.groups()
    width = len(low) if low.startswith("0") else 0
    return f"{rng.randint(int(low), int(high)):0{width}d}"


def _look_up(slot: str, given: Mapping[str, Value], rng: Random) -> list[Piece]:
    name = slot[0].lower() + slot[1:]
    value = given[name] if name in given else words("wordings.toml")[name]
    if isinstance(value, Number):
        return [value]
    if isinstance(value, list):
        # A list that was given is used up; the rules of the file are not.
        value = value.pop() if name in given else rng.choice(value)
    pieces = expand(value, given, rng)
    if slot[0].isupper() and pieces and isinstance(pieces[0], str):
        pieces[0] = pieces[0][0].upper() + pieces[0][1:]
    return pieces


def tidy(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbouring texts, put single spaces and write "an" before a vowel.

    Examples
    --------
    >>> tidy(["is a ", "engineer ", " ", ""])
    ['is an engineer']
    """
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        else:
            joined.append(piece)
    for i, piece in enumerate(joined):
        if isinstance(piece, str):
            text = _LOOSE_AN.sub(r"\1n ", re.sub(r" +", " ", piece))
            text = re.sub(r" (?=[.,;](?: |$))|(?<=\.)\.(?= |$)", "", text)
            if i == 0:
                text = text.lstrip()
            if i == len(joined) - 1:
                text = text.rstrip()
            joined[i] = text
    return [piece for piece in joined if piece]


def mask_layout(pieces: Sequence[Piece], pounds: bool, dashes: bool, hyphens: bool) -> list[Piece]:
    """Lose signs around numbers as the source of masked adverts did.

    Without `pounds` the pound sign before a number goes, without `dashes` the dash of a range
    leaves two spaces, without `hyphens` a hyphen between letters goes.

    Examples
    --------
    >>> low, high = Number("20", "pay_min", "year"), Number("25", "pay_max", "year")
    >>> mask_layout(["Salary £", low, "k - £", high, "k"], False, False, True)[2]
    'k  '
    """
    changed: list[Piece] = []
    for i, piece in enumerate(pieces):
        if isinstance(piece, str):
            if not pounds and i + 1 < len(pieces):
                piece = piece.removesuffix("£")
            if not dashes and i:
                piece = re.sub(r"^(k?) - (?=£?$)", r"\1  ", piece, flags=re.IGNORECASE)
            if not hyphens:
                piece = re.sub(r"(?<=[a-z])-(?=[a-z])(?!\S*\.test)", "", piece)
        changed.append(piece)
    return [piece for piece in changed if piece]


def render(pieces: Sequence[Piece], masked: bool) -> tuple[str, list[tuple[int, Number]]]:
    """Text of the pieces, and where each number starts in it.

    Examples
    --------
    >>> render(["Ref ", Number("12", "reference")], masked=True)
    ('Ref ****', [(4, Number(text='12', label='reference', unit='-'))])
    """
    text = ""
    starts: list[tuple[int, Number]] = []
    for piece in pieces:
        if isinstance(piece, Number):
            starts.append((len(text), piece))
            text += MASK if masked else piece.text
        else:
            text += piece
    return text, starts
