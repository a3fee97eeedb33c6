"""Adverts as sparse numbers: TF-IDF of the texts, 0/1 features and entities."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer
from sklearn.preprocessing import normalize
from sklearn.utils.validation import check_is_fitted

from ..adverts.table import Adverts, to_adverts
from ..state import State
from ..text.clean import clean_text, personal_names
from ..text.contract_words import without_contract_words
from .advert_input import AdvertInput
from .entity_columns import EntityExtractor
from .named_pay import named_pay
from .occupation_columns import OccupationEncoder, Occupations, no_occupations
from .rare_terms import RareTermHasher
from .tfidf import Terms, look_up, read_terms, tfidf

#: What every advert may have and the category classifier sees.
TEXT_BLOCKS = (
    "title",
    "rare_title",
    "description",
    "company",
    "rare_company",
    "location",
    "rare_location",
    "entities",
    "occupation",
)
#: Blocks whose values count also in models that read the others as 0 or 1.
VALUE_BLOCKS = ("description", "occupation")
#: What a table may add. The category is an input to the salary model only.
TABLE_BLOCKS = ("contract_type", "contract_time", "source", "category")

_TOKEN = re.compile(r"\*{4}k?|[^\W_](?:[\w+#.&']*[\w+#])?")
_COMPANY_FORM = re.compile(r"\b(?:ltd|limited|plc|llp|inc|the)\b|[^\w&]+")


def clean_adverts(adverts: Adverts) -> Adverts:
    """Advert table whose texts have passed through :func:`~salarypred.text.clean.clean_text`.

    Titles have lost their words of hours and contract
    (:func:`~salarypred.text.contract_words.without_contract_words`).
    """
    cleaned = Adverts(adverts.copy())
    for column in ("title", "description", "company", "location"):
        cleaned[column] = _read_once(cleaned[column], clean_text)
    named = named_pay(cleaned)
    cleaned["title"] = _read_once(cleaned["title"], without_contract_words)
    return Adverts(pd.concat([cleaned, named], axis=1))


def _read_once(texts: "pd.Series[str]", reading: Callable[[str], str]) -> "pd.Series[str]":
    """Texts as a function reads them: titles, employers and places repeat, each is read once."""
    rows, different = texts.factorize()
    found = np.array([reading(str(text)) for text in different.tolist()], dtype=object)
    return pd.Series(found[rows], index=texts.index, dtype="str")


def company_key(company: str) -> str:
    """Employer's name without legal form, case and punctuation."""
    return " ".join(_COMPANY_FORM.sub(" ", company.lower()).split())


def words(text: str) -> list[str]:
    """Lower-case words of a cleaned text; ``C#``, ``asp.net``, ``a&e`` and masks are words."""
    return _TOKEN.findall(text.lower())


def _ngrams(text: str, longest: int, skipped: frozenset[str] = frozenset()) -> list[str]:
    tokens = words(text)
    if skipped:
        tokens = [word for word in tokens if word not in skipped]
    found = list(tokens)
    for size in range(2, longest + 1):
        found += map(" ".join, zip(*(tokens[i:] for i in range(size)), strict=False))
    return found


def _company_terms(text: str) -> list[str]:
    name = company_key(text)
    return [f"={name}", *name.split()] if name else []


def _location_terms(text: str) -> list[str]:
    return [f"={text.lower()}", *_ngrams(text, 2)] if text else []


def _whole(text: str) -> list[str]:
    return [text.lower()] if text else []


class AdvertVectorizer(AdvertInput, TransformerMixin, BaseEstimator):
    """Sparse features of adverts, in blocks of columns.

    Parameters
    ----------
    min_count : int or None
        Adverts in which a title, company or location term must occur. None: 2 for up to 20,000
        adverts, else 4.
    max_description_terms : int
        Largest vocabulary of the descriptions; rare words and (through a list of first names)
        names of people stay out.
    entities : bool
        Add the entity features of :class:`~salarypred.text.entities.EntityExtractor`.
    occupations : bool
        Add the columns of :class:`~salarypred.features.occupation_columns.OccupationEncoder`.
    min_rare_count : int or None
        Adverts in which a title, company or location term must occur to be used without a name of
        its own, see :class:`~salarypred.features.rare_terms.RareTermHasher`. None: such terms
        are left out.

    Attributes
    ----------
    vectorizers_ : dict of str to TfidfVectorizer or RareTermHasher
    entities_ : EntityExtractor or None
    occupations_ : OccupationEncoder or None
    blocks_ : dict of str to (int, int)
        First column and column after the last of each block.

    Examples
    --------
    >>> import pandas as pd
    >>> adverts = pd.DataFrame({"title": ["Registered Nurse", "Senior Nurse"] * 5})
    >>> X = AdvertVectorizer(entities=False).fit_transform(adverts)
    >>> X.shape[0]
    10
    """

    def __init__(
        self,
        *,
        min_count: int | None = None,
        max_description_terms: int = 20_000,
        entities: bool = True,
        occupations: bool = True,
        min_rare_count: int | None = None,
    ) -> None:
        self.min_count = min_count
        self.max_description_terms = max_description_terms
        self.entities = entities
        self.occupations = occupations
        self.min_rare_count = min_rare_count

    def _new_vectorizers(self, n_rows: int) -> dict[str, Any]:
        least = self.min_count or (4 if n_rows > 20_000 else 2)
        skipped = personal_names() | ENGLISH_STOP_WORDS
        new = partial(TfidfVectorizer, dtype=np.float32, sublinear_tf=True)
        named = {
            "title": new(analyzer=partial(_ngrams, longest=3), min_df=least),
            "description": new(
                analyzer=partial(_ngrams, longest=1, skipped=skipped),
                # Rare words of descriptions tell little; ten adverts are enough to be published.
                min_df=min(2 * least, max(least, 10)),
                max_features=self.max_description_terms,
            ),
            "company": new(analyzer=_company_terms, min_df=least),
            "location": new(analyzer=_location_terms, min_df=least),
        } | {column: new(analyzer=_whole, min_df=least, use_idf=False) for column in TABLE_BLOCKS}
        if self.min_rare_count is None:
            return named
        return named | {
            f"rare_{name}": RareTermHasher(
                named[name].analyzer, min_count=self.min_rare_count, max_count=least
            )
            for name in ("title", "company", "location")
        }

    def fit(self, adverts: pd.DataFrame, y: Any = None) -> Self:
        """Learn the vocabularies from an advert table (any of the known column names)."""
        self.fit_transform(adverts)
        return self

    def fit_transform(self, adverts: pd.DataFrame, y: Any = None) -> sparse.csr_matrix:
        """Learn the vocabularies and return the features, shape (n_adverts, n_features)."""
        self._remember_columns(adverts)
        return self.fit_cleaned(clean_adverts(to_adverts(adverts)))

    def fit_cleaned(self, cleaned: Adverts) -> sparse.csr_matrix:
        """Like ``fit_transform``, for a table that :func:`clean_adverts` has made."""
        self.vectorizers_ = self._new_vectorizers(len(cleaned))
        self.entities_ = EntityExtractor() if self.entities else None
        parts: dict[str, sparse.csr_matrix] = {}
        for name, vectorizer in list(self.vectorizers_.items()):
            try:
                parts[name] = vectorizer.fit_transform(cleaned[name.removeprefix("rare_")])
            except ValueError:  # no term is frequent enough: the block has no columns
                del self.vectorizers_[name]
        if self.entities_ is not None:
            found = self.entities_.fit_transform(cleaned)
            if found.shape[1]:
                parts["entities"] = normalize(found)
            else:
                self.entities_ = None
        self.occupations_ = OccupationEncoder().fit(cleaned) if self.occupations else None
        if self.occupations_ is not None:
            parts["occupation"] = self.occupations_.transform(cleaned)
        if not any(part.nnz for part in parts.values()):
            raise ValueError("no term occurs in enough adverts; expected more adverts")
        self.blocks_: dict[str, tuple[int, int]] = {}
        start = 0
        for name in (*TEXT_BLOCKS, *TABLE_BLOCKS):
            if name in parts:
                self.blocks_[name] = (start, start + parts[name].shape[1])
                start += parts[name].shape[1]
        return sparse.hstack([parts[name] for name in self.blocks_], format="csr", dtype=np.float32)

    def transform(self, adverts: pd.DataFrame) -> sparse.csr_matrix:
        """Features of an advert table, shape (n_adverts, n_features), float32."""
        return self.transform_cleaned(clean_adverts(to_adverts(adverts)))

    def transform_cleaned(self, cleaned: Adverts) -> sparse.csr_matrix:
        """Like ``transform``, for a table that :func:`clean_adverts` has made."""
        check_is_fitted(self)
        terms = {
            name: read_terms(cleaned[name], vectorizer.analyzer)
            for name, vectorizer in self._read_by().items()
        }
        places = {
            name: look_up(vectorizer.vocabulary_, terms[name])
            for name, vectorizer in self.vectorizers_.items()
            if name in terms
        }
        parts = [self._block(name, cleaned, terms, places) for name in self.blocks_]
        return sparse.hstack(parts, format="csr", dtype=np.float32)

    def _read_by(self) -> dict[str, Any]:
        """For each column that is read as terms one of what reads it: they read alike."""
        return {name.removeprefix("rare_"): each for name, each in self.vectorizers_.items()}

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        blocks: list[dict[str, Any]] = []
        for name in self.blocks_:
            source = self._source(name)
            if isinstance(source, EntityExtractor | OccupationEncoder | RareTermHasher):
                block = source.to_state()
            else:
                block = {"terms": source.get_feature_names_out().tolist()}
                block |= {"idf": source.idf_} if source.use_idf else {}
            blocks.append({"name": name, **block})
        return {
            "min_count": self.min_count,
            "max_description_terms": self.max_description_terms,
            "entities": self.entities,
            "occupations": self.occupations,
            "min_rare_count": self.min_rare_count,
            "blocks": blocks,
        }

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(
            min_count=state.optional("min_count", state.whole),
            max_description_terms=state.whole("max_description_terms"),
            entities=state.flag("entities"),
            occupations=state.flag("occupations"),
            min_rare_count=state.optional("min_rare_count", state.whole),
        )
        new = result._new_vectorizers(0)
        result.vectorizers_, result.blocks_ = {}, {}
        result.entities_, result.occupations_ = None, None
        start = 0
        for part in state.parts("blocks"):
            name = part.text("name")
            if name in result.blocks_ or name not in (*TEXT_BLOCKS, *TABLE_BLOCKS):
                raise part.refuse("its name is unknown, or was there before")
            if name == "entities":
                result.entities_ = EntityExtractor.from_state(part)
                width = len(result.entities_.feature_names_)
            elif name == "occupation":
                result.occupations_ = OccupationEncoder.from_state(part)
                width = len(result.occupations_.get_feature_names_out())
            elif name.startswith("rare_"):
                analyzer = new[name.removeprefix("rare_")].analyzer
                hasher = RareTermHasher.from_state(part, analyzer)
                result.vectorizers_[name], width = hasher, hasher.n_groups_
            else:
                result.vectorizers_[name] = _with_terms(new[name], part)
                width = len(result.vectorizers_[name].vocabulary)
            result.blocks_[name] = (start, start + width)
            start += width
        if not start:
            raise state.refuse("has no columns")
        return result

    def columns(self, names: Iterable[str]) -> tuple[int, int]:
        """First column and column after the last of neighbouring blocks."""
        found = [self.blocks_[name] for name in names if name in self.blocks_]
        return (found[0][0], found[-1][1]) if found else (0, 0)

    def occupations_of(self, X: sparse.csr_matrix) -> Occupations:
        """Best occupation and official pay of adverts, from the features of these adverts."""
        if self.occupations_ is None:
            return no_occupations(X.shape[0])
        return self.occupations_.read(X[:, slice(*self.blocks_["occupation"])])

    def _block(
        self,
        name: str,
        cleaned: pd.DataFrame,
        terms: dict[str, Terms],
        places: dict[str, NDArray[np.int32]],
    ) -> sparse.csr_matrix:
        source = self._source(name)
        if name == "entities":
            return normalize(source.transform(cleaned))
        if name == "occupation":
            return source.transform(cleaned)
        if isinstance(source, RareTermHasher):
            column = name.removeprefix("rare_")
            known = places.get(column)
            return source.transform_terms(terms[column], None if known is None else known < 0)
        return tfidf(source, terms[name], places[name])

    def _source(self, name: str) -> Any:
        """What makes the columns of a block."""
        others = {"entities": self.entities_, "occupation": self.occupations_}
        return others[name] if name in others else self.vectorizers_[name]

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Names such as ``title:senior`` or ``location:=london``."""
        check_is_fitted(self)
        names: list[str] = []
        for block in self.blocks_:
            terms = self._source(block).get_feature_names_out()
            names += [f"{block}:{term}" for term in terms]
        return np.array(names, dtype=object)


def _with_terms(vectorizer: TfidfVectorizer, state: State) -> TfidfVectorizer:
    """Give a new vectorizer the vocabulary, and the weights of its terms, of a saved one."""
    terms = state.texts("terms")
    if not terms:
        raise state.refuse("has no terms")
    vectorizer.vocabulary = {term: number for number, term in enumerate(terms)}
    if vectorizer.use_idf:
        vectorizer.idf_ = state.array("idf", "float32", len(terms))
    else:
        vectorizer.fit([""])  # nothing is learned: the vocabulary is given
    return vectorizer
