"""Words around masks as arrays of what is known of each."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from ...adverts.masks import MASK
from .cues import CUES
from .hashing import Hashes, text_hash
from .word_classes import class_number

_TOKEN = re.compile(r"\*{4}|[A-Za-z]{1,40}(?:['’][a-z]{1,3})?|\d{1,12}|[^\w\s]|\n|[ \t\xa0]{2,99}")
#: Characters around a mask that are split into tokens.
_TOKENS_BEFORE, _TOKENS_AFTER = 180, 110
#: Words of a title that are looked at.
TITLE_WORDS = 8


class _Word(NamedTuple):
    """What is known of a word: its hash, cue and class, and whether it is one of letters."""

    hashed: int
    cue: int
    word_class: int
    letters: bool


def tokens_around(text: str, starts: Sequence[int]) -> list[str]:
    """Words and signs around the masks of a text; what is far from every mask is left out.

    Examples
    --------
    >>> tokens_around("Salary: ****  125 hours", [8])
    ['Salary', ':', '****', '  ', '125', 'hours']
    """
    spans: list[list[int]] = []
    for start in starts:
        low, high = max(0, start - _TOKENS_BEFORE), start + _TOKENS_AFTER
        if spans and low <= spans[-1][1]:
            spans[-1][1] = high
        else:
            spans.append([low, high])
    return [token for low, high in spans for token in _TOKEN.findall(text, low, high)]


def normal(token: str) -> str:
    """A token in lower case.

    ``MASK`` is a mask, ``NL`` a line end, ``GAP`` a wide blank and ``D3`` a number of three digits
    (``D5``: of five or more).
    """
    if token == MASK:
        return "MASK"
    if token.isdigit():
        return f"D{min(len(token), 5)}"
    if token == "\n":
        return "NL"
    return "GAP" if token.isspace() else token.lower()


@lru_cache(maxsize=50_000)
def _known(token: str) -> _Word:
    word = normal(token)
    return _Word(text_hash(word), CUES.get(word, 0), class_number(word), word.isalpha())


class Words(NamedTuple):
    """Words around the masks of many texts, one after the other.

    Attributes
    ----------
    hashed : ndarray of shape (n_words,)
    cue, word_class : ndarray of shape (n_words,)
        0 for none.
    letters : ndarray of shape (n_words,)
    masks : ndarray of shape (n_masks,)
        Which words are masks.
    """

    hashed: Hashes
    cue: NDArray[np.int8]
    word_class: NDArray[np.int8]
    letters: NDArray[np.bool_]
    masks: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]], between: int) -> Self:
        """Words of texts, each given as its tokens, with room for ``between`` words at each end."""
        numbers: dict[str, int] = {"": 0, MASK: 1}
        blank = [0] * between
        flat = blank.copy()
        for tokens in texts:
            flat += [numbers.setdefault(token, len(numbers)) for token in tokens]
            flat += blank
        known = [_known(token) for token in numbers]
        at = np.array(flat)
        return cls(
            np.array([word.hashed for word in known], dtype=np.uint64)[at],
            np.array([word.cue for word in known], dtype=np.int8)[at],
            np.array([word.word_class for word in known], dtype=np.int8)[at],
            np.array([word.letters for word in known])[at],
            np.flatnonzero(at == 1),
        )


def title_hashes(titles: Sequence[str]) -> tuple[Hashes, NDArray[np.float32]]:
    """Hashes of the first words of titles, shape (n, 8), and 1 where there is one, else 0."""
    hashed = np.zeros((len(titles), TITLE_WORDS), dtype=np.uint64)
    there = np.zeros((len(titles), TITLE_WORDS), dtype=np.float32)
    for row, title in enumerate(titles):
        words = [word for word in (_known(t) for t in _TOKEN.findall(title)) if word.letters]
        for column, word in enumerate(words[:TITLE_WORDS]):
            hashed[row, column], there[row, column] = word.hashed, 1.0
    return hashed, there
