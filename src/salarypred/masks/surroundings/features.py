"""What a mask's surroundings look like, as named features of a linear model."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ...adverts.masks import MASK, Place, find_masks
from .hints import hints
from .word_classes import word_class
from .words_around import words_around

_HINT_WEIGHT = 3.0  # a hint is worth more than a word under the same penalty
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
_GLUED = 4  # characters right at a mask that are looked at one by one
#: What a word counts by its distance, before a mask and after it.
_NEAR_LEFT = [1 - distance / 16 for distance in range(1, 13)]
_NEAR_RIGHT = [1 - distance / 12 for distance in range(1, 9)]


def mask_features(title: str, description: str) -> list[tuple[Place, dict[str, float]]]:
    """Features of each mask of an advert, in the order of :func:`~salarypred.adverts.masks.places`.

    Words and shapes on either side, what lies between a mask and its neighbours, the nearest cue
    words, position, and the hints of :mod:`~salarypred.masks.surroundings.hints`.
    """
    found = []
    for field, text in (("title", title), ("description", description)):
        if not text.isascii():  # half of a pair of surrogates has no UTF-8, which is hashed
            text = text.encode("utf-8", "replace").decode("utf-8")
        starts = find_masks(text)
        words = words_around(text, starts)
        cues = [_CUES.get(word) for word in words]
        at = [number for number, word in enumerate(words) if word == "MASK"]
        count = min(len(at), 12) / 12
        for number, (start, place) in enumerate(zip(starts, at, strict=True)):
            share = start / len(text)
            features = {
                f"field={field}": 1.0,
                "bias": 1.0,
                "position": share,
                f"fifth={int(share * 5)}": 1.0,
                "masks": count,
            }
            _add_words(features, words, place)
            end = start + len(MASK)
            for name in _glued(text[max(0, start - _GLUED) : start], text[end : end + _GLUED]):
                features[name] = 1.0
            _add_cues(features, "L", cues[max(0, place - 24) : place][::-1], 30)
            _add_cues(features, "R", cues[place + 1 : place + 13], 16)
            _add_neighbours(features, text, starts, words, at, number)
            for name in hints(text, start, end):
                features[f"hint={name}"] = _HINT_WEIGHT
            found.append((Place(field, start), features))  # type: ignore[arg-type]
    return found


def _add_words(features: dict[str, float], words: list[str], place: int) -> None:
    left, right = words[max(0, place - 12) : place][::-1], words[place + 1 : place + 9]
    left += ["END"] * (12 - len(left))
    right += ["END"] * (8 - len(right))
    l1, l2, l3, l4, l5 = left[:5]
    r1, r2, r3, r4 = right[:4]
    for name in (
        f"L1={l1}",
        f"L2={l2}",
        f"L3={l3}",
        f"L4={l4}",
        f"L5={l5}",
        f"R1={r1}",
        f"R2={r2}",
        f"R3={r3}",
        f"R4={r4}",
        f"L12={l2} {l1}",
        f"R12={r1} {r2}",
        f"LR={l1} {r1}",
        f"L123={l3} {l2} {l1}",
        f"R123={r1} {r2} {r3}",
    ):
        features[name] = 1.0
    for side, first, second in (("L", l1, l2), ("R", r1, r2)):
        pair = f"{second} {first}" if side == "L" else f"{first} {second}"
        features[f"{side} class={word_class(pair) or word_class(first)}"] = 1.0
        features[f"{side} second class={word_class(second)}"] = 1.0
    for word, weight in zip(left, _NEAR_LEFT, strict=True):
        if word.isalpha():
            features.setdefault(f"Lword={word}", weight)
    for word, weight in zip(right, _NEAR_RIGHT, strict=True):
        if word.isalpha():
            features.setdefault(f"Rword={word}", weight)


@lru_cache(maxsize=20_000)
def _glued(before: str, after: str) -> tuple[str, ...]:
    """Characters right at the mask, as they are and as shapes: ``REF****`` is ``AAA|``."""
    left = "" if before[-1:].isspace() else "".join(before.split()[-1:])
    right = "" if after[:1].isspace() else "".join(after.split()[:1])
    return (
        f"glued left={_shape(left)}",
        f"glued right={_shape(right)}",
        f"glued={_shape(left[-1:])}|{_shape(right[:1])}",
        f"last two={left[-2:]}",
        f"first two={right[:2]}",
        f"first four={right.lower()}",
    )


def _shape(text: str) -> str:
    for pattern, sign in _SHAPES:
        text = pattern.sub(sign, text)
    return text


def _add_cues(
    features: dict[str, float], side: str, nearby: Sequence[str | None], fade: int
) -> None:
    seen: set[str] = set()
    for distance, cue in enumerate(nearby, 1):
        if cue is None or cue in seen:
            continue
        if not seen:
            features[f"{side} nearest cue={cue}"] = 1.0
            if side == "L":
                features[f"L nearest cue={cue}@{min(distance // 3, 4)}"] = 1.0
        seen.add(cue)
        features[f"{side} cue={cue}"] = 1 - distance / fade


def _add_neighbours(
    features: dict[str, float],
    text: str,
    starts: Sequence[int],
    words: Sequence[str],
    at: Sequence[int],
    number: int,
) -> None:
    for side, other, step in (("L", number - 1, -1), ("R", number + 1, 1)):
        if not 0 <= other < len(at):
            features[f"{side} gap=none"] = 1.0
            continue
        first, second = min(number, other), max(number, other)
        start, stop = starts[first] + len(MASK), starts[second]
        short = _LONG_WORD.sub("w", text[start:stop]) if stop - start <= _FAR else "far"
        features[f"{side} gap={short}"] = 1.0
        features[f"{side} distance"] = min(at[second] - at[first], 30) / 30
        if stop - start <= 40:
            for distance in range(1, 4):
                place = at[other] + step * distance
                word = words[place] if 0 <= place < len(words) else "END"
                features[f"{side} neighbour {distance}={word}"] = 1.0
