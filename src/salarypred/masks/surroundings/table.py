"""Hashed features of masks that every mask has, worked out for all masks at once."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .cues import N_CUES
from .hashing import Hashes, paired, slotted
from .word_classes import pair_classes
from .words import TITLE_WORDS, Words

#: Words before the first one and after the last one that are looked at.
PAD = 24
_LEFT, _RIGHT = 12, 8
_CUES_LEFT, _CUES_RIGHT = 24, 12
_FADE_LEFT, _FADE_RIGHT = 30, 16
_TITLE_WEIGHT = 0.5
#: What a word counts by its distance, before a mask and after it.
_NEAR_LEFT = [1 - distance / 16 for distance in range(1, _LEFT + 1)]
_NEAR_RIGHT = [1 - distance / 12 for distance in range(1, _RIGHT + 1)]


@dataclass
class Gaps:
    """Of each mask: what is right at it and between it and the next one of its text."""

    glued: list[tuple[int, ...]] = field(default_factory=list)
    share: list[float] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    close: list[bool] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    last: list[bool] = field(default_factory=list)
    count: list[int] = field(default_factory=list)
    title: list[bool] = field(default_factory=list)


class _Columns:
    """Features in the making: each slot has a number of its own."""

    def __init__(self, n_rows: int) -> None:
        self.n_rows = n_rows
        self.columns: list[NDArray[np.int32]] = []
        self.weights: list[NDArray[np.float32]] = []

    def add(self, numbers: Hashes, weight: object = 1.0, slot: int | None = None) -> None:
        """Add a feature; words of one kind at several distances share a slot."""
        self.columns.append(slotted(numbers, len(self.columns) if slot is None else slot))
        self.weights.append(np.broadcast_to(np.asarray(weight, np.float32), (self.n_rows,)))


def dense_features(
    words: Words,
    gaps: Gaps,
    title_words: Hashes,
    title_there: NDArray[np.float32],
    advert: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Hashed features of n masks and their weights, both of shape (n, n_slots).

    Parameters
    ----------
    words : Words
        Around the n masks.
    gaps : Gaps
    title_words, title_there : ndarray of shape (n_adverts, 8)
    advert : ndarray of shape (n,)
        Which advert each mask stands in.
    """
    table = _Columns(len(advert))
    left = [words.masks - distance for distance in range(1, _LEFT + 1)]
    right = [words.masks + distance for distance in range(1, _RIGHT + 1)]
    _add_words(table, words, left, right)
    _add_cues(table, words)
    _add_neighbours(table, words, gaps)
    _add_position(table, gaps)
    for column in range(TITLE_WORDS if len(advert) else 0):
        weight = _TITLE_WEIGHT * title_there[advert, column]
        table.add(title_words[advert, column], weight, slot=1_000)
    if not len(advert):
        return np.empty((0, 0), np.int32), np.empty((0, 0), np.float32)
    return np.column_stack(table.columns), np.column_stack(table.weights)


def _add_words(
    table: _Columns, words: Words, left: list[NDArray[np.int64]], right: list[NDArray[np.int64]]
) -> None:
    l1, l2, l3, l4, l5 = (words.hashed[at] for at in left[:5])
    r1, r2, r3, r4 = (words.hashed[at] for at in right[:4])
    for numbers in (l1, l2, l3, l4, l5, r1, r2, r3, r4):
        table.add(numbers)
    for numbers in (paired(l2, l1), paired(r1, r2), paired(l1, r1)):
        table.add(numbers)
    for numbers in (paired(paired(l3, l2), l1), paired(paired(r1, r2), r3)):
        table.add(numbers)
    pairs, numbers_of = pair_classes()
    for first, second, pair in (
        (left[0], left[1], paired(l2, l1)),
        (right[0], right[1], paired(r1, r2)),
    ):
        place = np.minimum(np.searchsorted(pairs, pair), len(pairs) - 1)
        both = np.where(pairs[place] == pair, numbers_of[place], 0)
        own = np.where(both > 0, both, words.word_class[first])
        table.add(own.astype(np.uint64))
        table.add(words.word_class[second].astype(np.uint64))
    for side, places, weights in ((1_001, left, _NEAR_LEFT), (1_002, right, _NEAR_RIGHT)):
        for at, weight in zip(places, weights, strict=True):
            table.add(words.hashed[at], weight * words.letters[at], slot=side)


def _add_cues(table: _Columns, words: Words) -> None:
    rows = np.arange(table.n_rows)
    for step, reach, fade, slot in (
        (-1, _CUES_LEFT, _FADE_LEFT, 1_003),
        (1, _CUES_RIGHT, _FADE_RIGHT, 1_004),
    ):
        near = words.cue[words.masks[:, None] + step * np.arange(1, reach + 1)]
        there = near > 0
        first = there.argmax(axis=1)
        cue = near[rows, first] if table.n_rows else near[:, 0]
        table.add(cue.astype(np.uint64), cue > 0)
        if step < 0:
            place = np.minimum((first + 1) // 3, 4)
            table.add((cue.astype(np.uint64) * 8 + place.astype(np.uint64)), cue > 0)
        nearest = np.full((table.n_rows, N_CUES + 1), reach + 1, dtype=np.int64)
        for distance in range(reach, 0, -1):
            nearest[rows, near[:, distance - 1]] = distance
        for number in range(1, N_CUES + 1):
            away = nearest[:, number]
            weight = np.where(away <= reach, 1 - away / fade, 0.0)
            table.add(np.full(table.n_rows, number, np.uint64), weight, slot=slot)


def _add_neighbours(table: _Columns, words: Words, gaps: Gaps) -> None:
    """What lies between a mask and the ones beside it, and the words beyond these."""
    after, close = np.array(gaps.after, np.uint64), np.array(gaps.close, bool)
    at, first, last = words.masks, np.array(gaps.first, bool), np.array(gaps.last, bool)
    none = np.uint64(2**40)
    for step, end in ((-1, first), (1, last)):
        other = at if not len(at) else np.roll(at, -step)
        gap = np.where(end, none, np.roll(after, 1) if step < 0 else after)
        near = ~end & (np.roll(close, 1) if step < 0 else close)
        table.add(gap)
        table.add(
            np.zeros(len(at), np.uint64), np.where(end, 0, np.minimum(abs(other - at), 30) / 30)
        )
        for distance in range(1, 4):
            place = np.clip(other + step * distance, 0, len(words.hashed) - 1)
            table.add(words.hashed[place], near)
    for column in np.array(gaps.glued, np.uint64).reshape(-1, 6).T:
        table.add(column)


def _add_position(table: _Columns, gaps: Gaps) -> None:
    share, zero = np.array(gaps.share), np.zeros(table.n_rows, np.uint64)
    table.add(zero)
    table.add(np.array(gaps.title, np.uint64))
    table.add(zero, share)
    table.add((share * 5).astype(np.uint64))
    table.add(zero, np.minimum(np.array(gaps.count), 12) / 12)
