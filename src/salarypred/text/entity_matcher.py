"""The spaCy component that marks the entries of the word lists in a document."""

from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from .entity_finder import EntityFinder, shared_finder
from .lexicon import LABELS, Entry
from .tokenizer import Tokenizer

_RANK = {label: rank for rank, label in enumerate(LABELS)}


class AdvertEntities:
    """The pipeline component.

    It sets ``doc.ents`` (the longest, not overlapping) and ``doc.spans["entities"]`` (all, see
    `find`), with the entry's name in ``span.id_``.
    """

    def __init__(self, nlp: Language) -> None:
        split = nlp.tokenizer
        if isinstance(split, Tokenizer):
            self._finder = shared_finder()
        else:
            self._finder = EntityFinder(lambda phrase: [token.text for token in split(phrase)])

    def find(self, doc: Doc) -> list[tuple[int, int, Entry]]:
        """All matches as (first token, token after the last, entry), by start, longest first."""
        return self._finder.find(_DocTokens(doc))

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


class _DocTokens:
    """The tokens of a spaCy document."""

    def __init__(self, doc: Doc) -> None:
        self.words = [token.text for token in doc]
        self._doc = doc

    def text(self, start: int, end: int) -> str:
        return self._doc[start:end].text
