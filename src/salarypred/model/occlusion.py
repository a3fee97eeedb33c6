"""Terms of an advert taken out of it, one by one, and what that does to its answer."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..adverts.table import Adverts
from ..features.encoded import Encoded
from ..text.entities import entities
from .advert_model import AdvertModel
from .answers import Answers

FIELDS = ("title", "description", "company", "location", "contract_type", "contract_time")
_WHOLE = FIELDS[2:]  # fields that are one term each
# A letter alone may be a language ("C", "R"), but not the k of "£30k".
_WORD = re.compile(r"[^\W\d_][\w+#'-]*[\w+#]|(?<![\d*])[^\W\d_]")
# Terms of one advert: the title's come first, then entities, then words from the start of the text.
_MOST_TERMS, _LEAST_TERMS = 200, 12
#: So many of the strongest terms are measured beside each other, whatever number is shown.
_TOGETHER = 12
#: Characters to read for one explanation, all copies of the advert together.
_MOST_CHARACTERS = 1_500_000
#: Smaller effects than this share of the pay, or of the probability, are not worth a mention.
LEAST = 0.005
_Term = tuple[str, str, list[tuple[int, int]]]  # field, spelling and places


@dataclass(frozen=True)
class Driver:
    """A term of an advert and what it does to the estimate."""

    text: str
    field: str  # "title", "description", "company", "location" ...
    spans: list[tuple[int, int]]  # where it stands in that field, in characters
    percent: float  # of the pay without it; of a category: points of probability
    pounds: float | None  # £ a year; None for a category


def without(text: str, spans: list[tuple[int, int]]) -> str:
    """Text whose characters at these places are taken out.

    Examples
    --------
    >>> without("Senior Chef, senior team", [(0, 6), (13, 19)])
    '  Chef,   team'
    """
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _terms(texts: Mapping[str, str]) -> list[_Term]:
    """Field, spelling and places of each term."""
    terms = [(name, texts[name], [(0, len(texts[name]))]) for name in _WHOLE if texts[name]]
    for name in ("title", "description"):
        text = texts[name]
        named = [(e.start, e.end) for e in entities(text)]
        taken = {i for start, end in named for i in range(start, end)}
        words = [m.span() for m in _WORD.finditer(text) if m.start() not in taken]
        found: dict[str, list[tuple[int, int]]] = {}
        for start, end in [*named, *words]:
            found.setdefault(" ".join(text[start:end].lower().split()), []).append((start, end))
        terms += [(name, text[slice(*places[0])], places) for places in found.values()]
    length = 1 + sum(map(len, texts.values()))
    return terms[: max(_LEAST_TERMS, min(_MOST_TERMS, _MOST_CHARACTERS // length))]


class Occlusion:
    """What happens to the answer to an advert when terms of it are taken out."""

    def __init__(self, model: AdvertModel, adverts: Adverts, answers: Answers) -> None:
        self.model = model
        self.adverts = adverts
        self.texts = {name: str(adverts[name].iloc[0]) for name in FIELDS}
        self.terms = _terms(self.texts)
        self.pay = float(answers.pay[0])
        alone = self._encoded([[term] for term in self.terms])
        #: What each term alone does: to the logarithm of pay, and to the category's probability.
        self.removed = np.log(self.pay) - self._log_pay(alone)
        self.points = answers.category_probability[0] - self._proba(alone, answers.category[0])

    def salary_drivers(self) -> list[Driver]:
        """Terms that move pay, the strongest first; those measured together before the others."""
        by_size = _strongest(self.removed)
        best, others = by_size[:_TOGETHER], by_size[_TOGETHER:]
        effects = self.removed.copy()
        if best:
            effects[best] = (self.removed[best] + self._last_to_go(best)) / 2
        order = [*(best[i] for i in _strongest(effects[best])), *others]
        pounds = self.pay * (1 - np.exp(-effects))
        return [
            self._driver(i, float(np.expm1(effects[i])), math.floor(pounds[i] + 0.5)) for i in order
        ]

    def category_drivers(self) -> list[Driver]:
        """Terms that move the probability of the category, the strongest first."""
        return [self._driver(i, float(self.points[i])) for i in _strongest(self.points)]

    def _last_to_go(self, best: list[int]) -> NDArray[np.float64]:
        """What each of these terms does to pay where the others of them are gone."""
        all_out = [self.terms[i] for i in best]
        kept_one = [[term for term in all_out if term is not kept] for kept in all_out]
        log_pay = self._log_pay(self._encoded([all_out, *kept_one]))
        return log_pay[1:] - log_pay[0]

    def _encoded(self, out: list[list[_Term]]) -> Encoded | None:
        """Copies of the advert, each without one of these lists of terms."""
        if not out:
            return None
        # Rows taken by number are copies in every pandas; those of concat are not in 2.2.
        copies = self.adverts.iloc[[0] * len(out)].reset_index(drop=True)
        for i, some in enumerate(out):
            for name in {term[0] for term in some}:
                spans = [span for field, _, spans in some if field == name for span in spans]
                copies.loc[i, name] = without(self.texts[name], spans)
        return self.model.encode(Adverts(copies))

    def _log_pay(self, copies: Encoded | None) -> NDArray[np.float64]:
        if copies is None:
            return np.empty(0)
        if self.model.salary_ is None:
            return np.full(len(copies), np.nan)
        return np.log(self.model.salary_.predict_encoded(copies).pay)

    def _proba(self, copies: Encoded | None, category: str) -> NDArray[np.float64]:
        """Probability of a category for each copy."""
        if copies is None:
            return np.empty(0)
        if self.model.category_ is None:
            return np.full(len(copies), np.nan)
        column = list(self.model.category_.classes_).index(category)
        return self.model.category_proba(copies)[:, column]

    def _driver(self, i: int, share: float, pounds: float | None = None) -> Driver:
        field, text, spans = self.terms[i]
        pounds = None if pounds is None else float(pounds)
        return Driver(" ".join(text.split()), field, sorted(spans), round(100 * share, 1), pounds)


def _strongest(effects: NDArray[np.float64]) -> list[int]:
    """Positions of the effects that are worth a mention, the largest first."""
    return [int(i) for i in np.argsort(-np.abs(effects)) if abs(effects[i]) >= LEAST]
