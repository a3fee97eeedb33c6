"""Phrases found in a list of words: a trie of dictionaries."""

from collections.abc import Sequence
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
    [(1, 3, 7), (2, 3, 8)]
    """

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, words: Sequence[str], number: int) -> None:
        """Add a phrase; several may have the same number, and one several numbers."""
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        if words:
            numbers = node.setdefault(_END, ())
            if number not in numbers:
                node[_END] = (*numbers, number)

    def find(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """All phrases among the words: place of the first, place after the last, number."""
        root, n = self._root, len(words)
        found: list[tuple[int, int, int]] = []
        for start in [place for place, word in enumerate(words) if word in root]:
            node: dict[str, Any] | None = root
            end = start
            while end < n and (node := node.get(words[end])) is not None:
                end += 1
                if _END in node:
                    found += [(start, end, number) for number in node[_END]]
        return found
