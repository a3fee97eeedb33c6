"""Finds the entries of the word lists in an advert.

The lists are matched on the lower-cased and on the exact token (`PhraseIndex`, whose speed does not
depend on the number of phrases). spaCy's own matcher finds the same and needs a document of spaCy's
first, which takes five times as long; so the models use the finder alone.

Some names are ordinary words too. Acronyms that are words (`IT`, `REST`) match in capitals only;
`C#` written `C`, `R` and `Go` match within a phrase only (`c developer`, `r and python`); towns
such as Reading, Bath or Sale always match in a location field, but in text only in their exact
case and where a place is meant (`EntityFinder._is_place`).
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from .lexicon import Entry, load_entries, spellings
from .phrases import PhraseIndex
from .words import split_words

_BEFORE_PLACE = frozenset(
    ("in", "at", "near", "nr", "around", "from", "to", "across", "outside", "between", "based")
)
_PART_OF_PLACE = frozenset(("west", "east", "north", "south", "central", "greater"))
_NOT_AFTER_PLACE = frozenset(
    ("skills", "ability", "age", "books", "room", "rooms", "test", "tests")
)
_TITLE_TOKENS = 25  # a text up to this long is a title, which may end in a place
_LONGEST = 12  # tokens of the longest phrase


class Tokens(Protocol):
    """A text that is cut into tokens."""

    words: list[str]

    def text(self, start: int, end: int) -> str:
        """The text from token `start` up to the end of the token before `end`."""


class EntityFinder:
    """Finds the entries of the lists among the tokens of a text.

    Parameters
    ----------
    split : function of a str
        Cuts a phrase as the texts are cut.
    """

    def __init__(self, split: Callable[[str], list[str]] = split_words) -> None:
        self.entries = load_entries()
        self._any_case, self._exact, self._location = PhraseIndex(), PhraseIndex(), PhraseIndex()
        self._ambiguous: set[str] = set()
        # Of entries with the same label and name the last stands for all.
        numbers = {(e.label, e.name): number for number, e in enumerate(self.entries)}
        for entry in self.entries:
            number = numbers[entry.label, entry.name]
            in_context = [*entry.in_context, *(name.upper() for name in entry.in_context)]
            self._ambiguous.update(in_context)
            for phrase in spellings(entry):
                self._any_case.add(split(phrase), number)
            for phrase in (*entry.exact, *in_context):
                self._exact.add(split(phrase), number)
            if entry.label == "PLACE":
                for phrase in {*spellings(entry), *(name.lower() for name in entry.in_context)}:
                    self._location.add(split(phrase), number)

    def find(self, tokens: Tokens) -> list[tuple[int, int, Entry]]:
        """All matches as (first token, token after the last, entry), by start, longest first.

        A match inside a longer one of another label is left out ("bank" in "bank holidays"),
        unless the longer one is a job name ("mental health" in "mental health nurse") or a rank;
        a place inside a longer place too ("East" in "North East").
        """
        entries, words = self.entries, tokens.words
        lower = [word.lower() for word in words]
        found = {(start, -end, number) for start, end, number in self._any_case.find(lower)}
        for start, end, number in self._exact.find(words):
            if not entries[number].in_context or self._is_place(tokens, lower, start, end):
                found.add((start, -end, number))
        kept: list[tuple[int, int, Entry]] = []
        for start, minus_end, number in sorted(found):
            end, entry = -minus_end, entries[number]
            hidden = False
            for first, last, longer in reversed(kept):
                if first < start - _LONGEST:
                    break
                if last >= end and last - first > end - start:
                    same = longer.label in (entry.label, "OCCUPATION", "SENIORITY")
                    hidden = hidden or not same or entry.label == longer.label == "PLACE"
            if not hidden:
                kept.append((start, end, entry))
        return kept

    def _is_place(self, tokens: Tokens, lower: list[str], start: int, end: int) -> bool:
        """Whether an ambiguous name stands where a place is meant."""
        if tokens.text(start, end) not in self._ambiguous:  # another spelling, not ambiguous
            return True
        before = lower[start - 1] if start else ""
        after = lower[end] if end < len(lower) else ""
        if after in _NOT_AFTER_PLACE:
            return False
        if after in ("and", "&") and end + 1 < len(lower) and tokens.words[end + 1].islower():
            return False  # "in Reading and writing"
        if before in _BEFORE_PLACE or before in _PART_OF_PLACE:
            return True
        # A separate part ("Chef - Bath - ****k", "Reading, Berkshire"), or the end of a title.
        alone = not before[:1].isalnum() and not after[:1].isalnum()
        return alone or (not after and len(lower) <= _TITLE_TOKENS)

    def places(self, words: list[str]) -> list[Entry]:
        """Places that a location field names, in order; every spelling counts in any case."""
        lower = [word.lower() for word in words]
        matches = sorted((start, -end, number) for start, end, number in self._location.find(lower))
        found, reached = [], 0
        for start, minus_end, number in matches:
            if start >= reached:
                found.append(self.entries[number])
                reached = -minus_end
        return found


@lru_cache(maxsize=1)
def shared_finder() -> EntityFinder:
    """Return the one finder of this process, for texts cut by `split_words`."""
    return EntityFinder()
