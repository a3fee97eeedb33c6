"""Phrases found in a list of words, by dictionaries of their words."""

from collections.abc import Sequence
from itertools import compress, islice
from typing import Any

_END = ""  # no word is empty


class PhraseIndex:
    """Numbered phrases, and where a text has them.

    The time for a text does not depend on the number of phrases: only words that begin a phrase are
    followed up.

    Examples
    --------
    >>> index = PhraseIndex()
    >>> index.add(["staff", "nurse"], 7)
    >>> index.add(["nurse"], 8)
    >>> index.find(["a", "staff", "nurse"])
    [(2, 3, 8), (1, 3, 7)]
    """

    def __init__(self) -> None:
        self._first: set[str] = set()
        self._ones: dict[str, tuple[int, ...]] = {}
        # By their first two words: many phrases begin with a word that every text has.
        self._longer: dict[tuple[str, str], dict[str, Any]] = {}

    def add(self, words: Sequence[str], number: int) -> None:
        """Add a phrase; several may have the same number, and one several numbers."""
        self._first.update(words[:1])
        if len(words) == 1:
            self._ones[words[0]] = _with(self._ones.get(words[0], ()), number)
        elif words:
            node = self._longer.setdefault((words[0], words[1]), {})
            for word in words[2:]:
                node = node.setdefault(word, {})
            node[_END] = _with(node.get(_END, ()), number)

    def find(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """All phrases among the words: place of the first, place after the last, number."""
        if self._first.isdisjoint(words):
            return []
        n, ones, longer = len(words), self._ones, self._longer
        found = [
            (start, start + 1, number)
            for start in compress(range(n), map(ones.__contains__, words))
            for number in ones[words[start]]
        ]
        pairs = zip(words, islice(words, 1, None), strict=False)
        for start in compress(range(n), map(longer.__contains__, pairs)):
            node: dict[str, Any] | None = longer[words[start], words[start + 1]]
            end = start + 2
            while node is not None:
                found += [(start, end, number) for number in node.get(_END, ())]
                node = node.get(words[end]) if end < n else None
                end += 1
        return found


def _with(numbers: tuple[int, ...], number: int) -> tuple[int, ...]:
    return numbers if number in numbers else (*numbers, number)
