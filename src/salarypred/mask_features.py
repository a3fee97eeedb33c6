"""What a mask's surroundings look like, as named features of a linear model."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .mask_hints import hints
from .masks import MASK, Place, find_masks

_TOKEN = re.compile(
    r"\*{4}|[A-Za-z]{1,40}(?:['’][a-z]{1,3})?|\d{1,12}|[£$€%&@#]|[^\w\s]|\n|[ \t\xa0]{2,99}"
)
_HINT_WEIGHT = 3.0  # a hint is worth more than a word under the same penalty
#: Characters around a mask that are split into tokens.
_TOKENS_BEFORE, _TOKENS_AFTER = 180, 110
_FAR = 12  # characters between two masks beyond which the text between them is no feature
#: Words that say what the numbers near them are.
_CUES = {
    word: cue
    for cue, words in {
        "SALARY": "salary salaries pay wage package remuneration",
        "RATE": "rate rates",
        "BASIC": "basic base",
        "OTE": "ote earning earnings target",
        "EXTRA": "bonus commission allowance overtime",
        "PHONE": "tel telephone call phone contact fax mobile",
        "REFERENCE": "ref reference job vacancy",
        "ADDRESS": "www http",
        "LEVEL": "nvq level iso edition grade band",
        "TIME": "hours hour days holiday date january february march april may",
        "FROM": "from",
        "MONEY": "turnover budget revenue",
        "SALES": "sales",
        "YEARS": "years year",
        "EXPERIENCE": "experience",
        "TEAM": "team",
        "COUNTED": "beds bed staff employees",
        "PENSION": "pension",
        "ANNUM": "annum pa",
        "HOURLY": "ph",
        "K": "k",
    }.items()
    for word in words.split()
}
_SHAPES = ((re.compile(r"[a-z]"), "a"), (re.compile(r"[A-Z]"), "A"), (re.compile(r"\d"), "9"))
_LONG_WORD = re.compile(r"[A-Za-z]{3,}")
_BEFORE, _AFTER = re.compile(r"\S{0,8}\Z"), re.compile(r"\S{0,8}")


class _Token(NamedTuple):
    start: int
    end: int
    text: str


def mask_features(title: str, description: str) -> list[tuple[Place, dict[str, float]]]:
    """Features of every mask of an advert, in the order of :func:`~salarypred.masks.places`.

    Words and shapes on either side, what lies between a mask and its neighbours, the nearest cue
    words, position, and the hints of :mod:`~salarypred.mask_hints`.
    """
    found = []
    for field, text in (("title", title), ("description", description)):
        if MASK not in text:
            continue
        tokens = _tokens(text)
        words = [token.text for token in tokens]
        at = [number for number, word in enumerate(words) if word == "MASK"]
        for number, place in enumerate(at):
            start, end, _ = tokens[place]
            features = {f"field={field}": 1.0, "bias": 1.0}
            _add_words(features, words, place)
            _add_glued(features, text, start, end)
            _add_cues(features, words, place)
            _add_neighbours(features, text, tokens, at, number)
            features["position"] = share = start / len(text)
            features[f"fifth={int(share * 5)}"] = 1.0
            features["masks"] = min(len(at), 12) / 12
            for name in hints(text, start, end):
                features[f"hint={name}"] = _HINT_WEIGHT
            found.append((Place(field, start), features))  # type: ignore[arg-type]
    return found


def _tokens(text: str) -> list[_Token]:
    """Tokens around the masks; what is far from every mask is left out."""
    spans: list[list[int]] = []
    for start in find_masks(text):
        low, high = max(0, start - _TOKENS_BEFORE), start + _TOKENS_AFTER
        if spans and low <= spans[-1][1]:
            spans[-1][1] = high
        else:
            spans.append([low, high])
    return [
        _Token(found.start(), found.end(), _normal(found.group()))
        for low, high in spans
        for found in _TOKEN.finditer(text, low, min(high, len(text)))
    ]


@lru_cache(maxsize=20_000)
def _normal(token: str) -> str:
    if token == MASK:
        return "MASK"
    if token.isdigit():
        return f"D{min(len(token), 5)}"
    if token == "\n":
        return "NL"
    return "GAP" if token.isspace() else token.lower()


def _word(words: Sequence[str], place: int) -> str:
    return words[place] if 0 <= place < len(words) else "END"


def _add_words(features: dict[str, float], words: Sequence[str], place: int) -> None:
    left = [_word(words, place - distance) for distance in range(1, 13)]
    right = [_word(words, place + distance) for distance in range(1, 9)]
    for distance, word in enumerate(left[:5], 1):
        features[f"L{distance}={word}"] = 1.0
    for distance, word in enumerate(right[:4], 1):
        features[f"R{distance}={word}"] = 1.0
    features[f"L12={left[1]} {left[0]}"] = 1.0
    features[f"R12={right[0]} {right[1]}"] = 1.0
    features[f"LR={left[0]} {right[0]}"] = 1.0
    features[f"L123={left[2]} {left[1]} {left[0]}"] = 1.0
    features[f"R123={right[0]} {right[1]} {right[2]}"] = 1.0
    for side, nearby, reach in (("L", left, 16), ("R", right, 12)):
        for distance, word in enumerate(nearby, 1):
            if word.isalpha():
                features.setdefault(f"{side}word={word}", 1 - distance / reach)


def _add_glued(features: dict[str, float], text: str, start: int, end: int) -> None:
    """Characters right at the mask, as they are and as shapes: ``REF****`` is ``AAA|``."""
    before = _BEFORE.search(text[max(0, start - 8) : start])
    after = _AFTER.match(text[end : end + 8])
    left, right = before.group() if before else "", after.group() if after else ""
    features[f"glued left={_shape(left[-4:])}"] = 1.0
    features[f"glued right={_shape(right[:4])}"] = 1.0
    features[f"glued={_shape(left[-1:])}|{_shape(right[:1])}"] = 1.0
    features[f"last two={left[-2:]}"] = 1.0
    features[f"first two={right[:2]}"] = 1.0
    features[f"first four={right[:4].lower()}"] = 1.0


def _shape(text: str) -> str:
    for pattern, sign in _SHAPES:
        text = pattern.sub(sign, text)
    return text


def _add_cues(features: dict[str, float], words: Sequence[str], place: int) -> None:
    left, right = words[max(0, place - 24) : place][::-1], words[place + 1 : place + 13]
    for side, nearby, fade in (("L", left, 30), ("R", right, 16)):
        seen: set[str] = set()
        for distance, word in enumerate(nearby, 1):
            cue = _CUES.get(word)
            if cue is None or cue in seen:
                continue
            if not seen:
                features[f"{side} nearest cue={cue}"] = 1.0
                if side == "L":
                    features[f"L nearest cue={cue}@{min(distance // 3, 4)}"] = 1.0
            seen.add(cue)
            features[f"{side} cue={cue}"] = 1 - distance / fade


def _add_neighbours(
    features: dict[str, float], text: str, tokens: Sequence[_Token], at: Sequence[int], number: int
) -> None:
    words = [token.text for token in tokens[max(0, at[number] - 60) : at[number] + 60]]
    shift = max(0, at[number] - 60)
    for side, other in (("L", number - 1), ("R", number + 1)):
        if not 0 <= other < len(at):
            features[f"{side} gap=none"] = 1.0
            continue
        first, second = sorted((at[number], at[other]))
        between = text[tokens[first].end : tokens[second].start]
        short = _LONG_WORD.sub("w", between) if len(between) <= _FAR else "far"
        features[f"{side} gap={short}"] = 1.0
        features[f"{side} distance"] = min(second - first, 30) / 30
        if len(between) <= 40:
            step = -1 if side == "L" else 1
            for distance in range(1, 4):
                word = _word(words, at[other] - shift + step * distance)
                features[f"{side} neighbour {distance}={word}"] = 1.0
