"""What an advert names: jobs, ranks, skills, qualifications, places, employers, terms, benefits.

`build_pipeline` makes a spaCy pipeline that marks them; `entities` shows those of one text.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

import spacy
from spacy.attrs import LOWER
from spacy.lang.en import English
from spacy.language import Language

from ..errors import InputError
from .entity_matcher import AdvertEntities
from .tokenizer import Tokenizer

_MODEL_NAME = re.compile(r"[a-z]{2,3}_[a-z]+_[a-z]+_(?:sm|md|lg|trf)")


class Entity(NamedTuple):
    """One thing named in a text; its `text` is that text's `[start:end]`."""

    start: int
    end: int
    text: str
    label: str
    name: str


@Language.factory("advert_entities")
def _advert_entities(nlp: Language, name: str) -> AdvertEntities:
    return AdvertEntities(nlp)


def build_pipeline(pretrained: str | None = None) -> Language:
    """Build a spaCy pipeline whose documents carry the entities of the lists.

    Parameters
    ----------
    pretrained
        Name of an installed spaCy pipeline to extend, for example ``en_core_web_sm``; by default a
        blank one with a light tokenizer, whose tokens carry only their text and lower case.

    Returns
    -------
    Language
        With the component ``advert_entities`` at its end.

    Raises
    ------
    InputError
        When `pretrained` is not installed.

    Examples
    --------
    >>> doc = build_pipeline()("Registered General Nurse, nights, Leeds")
    >>> [(ent.text, ent.label_) for ent in doc.ents]
    [('Registered General Nurse', 'OCCUPATION'), ('nights', 'CONTRACT'), ('Leeds', 'PLACE')]
    """
    if pretrained is None:
        # As `spacy.blank("en")`, but without compiling the tokenizer's rules (0.1 s).
        nlp: Language = English(create_tokenizer=lambda made: Tokenizer(made.vocab))
        # The other attributes cost twenty Python calls for every new word, and nothing reads them.
        nlp.vocab.lex_attr_getters = {LOWER: str.lower}
    else:
        try:
            nlp = spacy.load(pretrained)
        except OSError as error:
            raise InputError(_not_installed(pretrained)) from error
    nlp.add_pipe("advert_entities", last=True)
    return nlp


def _not_installed(name: str) -> str:
    wheel = name
    if _MODEL_NAME.fullmatch(name):
        # No bare names here: on PyPI they belong to strangers.
        version = ".".join([*spacy.__version__.split(".")[:2], "0"])
        releases = "https://github.com/explosion/spacy-models/releases/download"
        wheel = f"{releases}/{name}-{version}/{name}-{version}-py3-none-any.whl"
    return f"{name}: no spaCy pipeline of this name is installed; expected: pip install {wheel}"


@lru_cache(maxsize=1)
def shared_pipeline() -> Language:
    """Return the one blank pipeline of this process."""
    return build_pipeline()


def component(nlp: Language) -> AdvertEntities:
    """Return the `AdvertEntities` of a pipeline."""
    found = nlp.get_pipe("advert_entities")
    assert isinstance(found, AdvertEntities)
    return found


@contextmanager
def memory_zone(nlp: Language) -> Iterator[None]:
    """``nlp.memory_zone()`` that forgets the new words of its texts after an error too.

    spaCy's own does so only in later releases (explosion/spaCy, issue 13924); without it every text
    after the error fails.
    """
    failed: BaseException | None = None
    with nlp.memory_zone():
        try:
            yield
        except BaseException as error:
            failed = error
    if failed is not None:
        raise failed


def entities(text: str) -> list[Entity]:
    """Entities of one text, for display.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    list of Entity
        The longest ones, not overlapping, by position; offsets in characters.

    Examples
    --------
    >>> [tuple(entity) for entity in entities("Sous Chef, live in")]
    [(0, 9, 'Sous Chef', 'OCCUPATION', 'sous chef'), (11, 18, 'live in', 'BENEFIT', 'live in')]
    """
    nlp = shared_pipeline()
    with memory_zone(nlp):  # new words of this text are forgotten at the end
        doc = component(nlp)(nlp.tokenizer(text))
        return [
            Entity(e.start_char, e.end_char, text[e.start_char : e.end_char], e.label_, e.id_)
            for e in doc.ents
        ]
