"""The spaCy component that finds the entries of the word lists in an advert.

The lists are matched by spaCy's `PhraseMatcher` (a trie: its speed does not depend on the number
of phrases) on the lower-cased and on the exact token.

Some names are ordinary words too. Acronyms that are words (`IT`, `REST`) match in capitals only;
`C#` written `C`, `R` and `Go` match within a phrase only (`c developer`, `r and python`); towns
such as Reading, Bath or Sale always match in a location field, but in text only in their exact
case and where a place is meant (`AdvertEntities._is_place`).
"""

from itertools import chain

from spacy.attrs import LOWER
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from .lexicon import LABELS, Entry, load_entries, spellings
from .tokenizer import Tokenizer

_BEFORE_PLACE = frozenset(
    ("in", "at", "near", "nr", "around", "from", "to", "across", "outside", "between", "based")
)
_PART_OF_PLACE = frozenset(("west", "east", "north", "south", "central", "greater"))
_NOT_AFTER_PLACE = frozenset(
    ("skills", "ability", "age", "books", "room", "rooms", "test", "tests")
)
_TITLE_TOKENS = 25  # a text up to this long is a title, which may end in a place
_LONGEST = 12  # tokens of the longest phrase
_RANK = {label: rank for rank, label in enumerate(LABELS)}


class AdvertEntities:
    """The pipeline component.

    It sets ``doc.ents`` (the longest, not overlapping) and ``doc.spans["entities"]`` (all, see
    `find`), with the entry's name in ``span.id_``.
    """

    def __init__(self, nlp: Language) -> None:
        self.entries = load_entries()
        strings = nlp.vocab.strings
        split = nlp.tokenizer
        if isinstance(split, Tokenizer):  # without building a Doc, in half the time

            def exact(phrase: str) -> list[int]:
                return [strings.add(word) for word in split.words(phrase)]
        else:

            def exact(phrase: str) -> list[int]:
                return [strings.add(token.text) for token in split(phrase)]

        self._any_case = PhraseMatcher(nlp.vocab, attr=LOWER)
        self._exact = PhraseMatcher(nlp.vocab)
        self._location = PhraseMatcher(nlp.vocab, attr=LOWER)
        self._index: dict[int, int] = {}  # spaCy's number of a key -> position of the entry
        self._ambiguous: set[str] = set()
        for position, entry in enumerate(self.entries):
            key = f"{entry.label}={entry.name}"
            self._index[strings.add(key)] = position
            in_context = [*entry.in_context, *(name.upper() for name in entry.in_context)]
            self._ambiguous.update(in_context)
            # `add` takes the hashes of the tokens as well as a Doc.
            self._any_case.add(key, [exact(phrase) for phrase in spellings(entry)])
            if entry.exact or in_context:
                self._exact.add(key, [exact(phrase) for phrase in (*entry.exact, *in_context)])
            if entry.label == "PLACE":
                names = {*spellings(entry), *(name.lower() for name in entry.in_context)}
                self._location.add(key, [exact(phrase) for phrase in names])

    def find(self, doc: Doc) -> list[tuple[int, int, Entry]]:
        """All matches as (first token, token after the last, entry), by start, longest first.

        A match inside a longer one of another label is left out ("bank" in "bank holidays"),
        unless the longer one is a job name ("mental health" in "mental health nurse") or a rank;
        a place inside a longer place too ("East" in "North East").
        """
        index, entries = self._index, self.entries
        found = {(start, -end, index[key]) for key, start, end in self._any_case(doc)}
        for key, start, end in self._exact(doc):
            if not entries[index[key]].in_context or self._is_place(doc, start, end):
                found.add((start, -end, index[key]))
        kept: list[tuple[int, int, Entry]] = []
        for start, minus_end, position in sorted(found):
            end, entry = -minus_end, entries[position]
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

    def _is_place(self, doc: Doc, start: int, end: int) -> bool:
        """Whether an ambiguous name stands where a place is meant."""
        if doc[start:end].text not in self._ambiguous:  # another spelling, not ambiguous
            return True
        before = doc[start - 1].text.lower() if start else ""
        after = doc[end].text.lower() if end < len(doc) else ""
        if after in _NOT_AFTER_PLACE:
            return False
        if after in ("and", "&") and end + 1 < len(doc) and doc[end + 1].text.islower():
            return False  # "in Reading and writing"
        if before in _BEFORE_PLACE or before in _PART_OF_PLACE:
            return True
        # A separate part ("Chef - Bath - ****k", "Reading, Berkshire"), or the end of a title.
        alone = not before[:1].isalnum() and not after[:1].isalnum()
        return alone or (not after and len(doc) <= _TITLE_TOKENS)

    def places(self, doc: Doc) -> list[Entry]:
        """Places that a location field names, in order; every spelling counts in any case."""
        matches = sorted((start, -end, self._index[key]) for key, start, end in self._location(doc))
        found, reached = [], 0
        for start, minus_end, position in matches:
            if start >= reached:
                found.append(self.entries[position])
                reached = -minus_end
        return found

    def __call__(self, doc: Doc) -> Doc:
        """Mark the entities of a document; it keeps those that ours do not overlap."""
        spans = [
            Span(doc, start, end, label=entry.label, span_id=entry.name)
            for start, end, entry in self.find(doc)
        ]
        doc.spans["entities"] = spans
        spans.sort(key=lambda span: _RANK[span.label_])
        ours = filter_spans(spans)  # of equally long ones the first in rank
        taken = {token.i for span in ours for token in span}
        others = [span for span in doc.ents if taken.isdisjoint(token.i for token in span)]
        doc.ents = tuple(chain(ours, others))
        return doc
