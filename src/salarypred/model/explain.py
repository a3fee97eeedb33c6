"""Which words move an estimate: they are taken out, and the model is asked again."""

import math
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..adverts.table import row_problems, to_adverts
from ..errors import InputError
from ..text.entities import entities
from .advert_model import AdvertModel
from .cohorts import Cohort

FIELDS = ("title", "description", "company", "location", "contract_type", "contract_time")
_WHOLE = FIELDS[2:]  # fields that are one term each
# A letter alone may be a language ("C", "R"), but not the k of "£30k".
_WORD = re.compile(r"[^\W\d_][\w+#'-]*[\w+#]|(?<![\d*])[^\W\d_]")
# Terms of one advert: the title's come first, then entities, then words from the start of the text.
_MOST_TERMS, _LEAST_TERMS = 200, 12
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


@dataclass(frozen=True)
class Explanation:
    """An estimate, and why.

    Attributes
    ----------
    prediction : dict
        The row that :meth:`~salarypred.model.advert_model.AdvertModel.predict` gives, with its
        details.
    salary, category : list of Driver
        Strongest first.
    cohorts : list of Cohort
        What comparable adverts paid; empty where there are fewer than 10.
    """

    prediction: dict[str, object]
    salary: list[Driver] = field(default_factory=list)
    category: list[Driver] = field(default_factory=list)
    cohorts: list[Cohort] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, with None for what is missing."""
        return {
            "prediction": {k: None if v != v else v for k, v in self.prediction.items()},
            "salary": [asdict(driver) for driver in self.salary],
            "category": [asdict(driver) for driver in self.category],
            "cohorts": [cohort._asdict() for cohort in self.cohorts],
        }


def explain(
    model: AdvertModel,
    advert: Mapping[str, object],
    *,
    as_of: str | None = None,
    level: float = 0.8,
    most: int = 12,
) -> Explanation:
    """Explain the estimate of one advert by occlusion (Zeiler and Fergus 2014, section 4.2).

    A term is an entity (job, seniority, skill, place ...), a word of the title or description, or
    a whole employer, location or contract. All its occurrences in a field are taken out, and the
    model is asked again. Because terms act together, what one of the strongest does to pay is the
    mean of two changes: when it alone is taken out, and when it goes after the other strongest
    ones, as the first and last term of a Shapley value (Lundberg and Lee 2017, equation 4). For
    the category it is the first of these.

    Parameters
    ----------
    model : AdvertModel
    advert : mapping of column to text
        Names as in :func:`~salarypred.adverts.table.to_adverts`.
    as_of, level
        See :meth:`~salarypred.model.advert_model.AdvertModel.predict`.
    most : int, default=12
        Most drivers of salary, and of category.

    Raises
    ------
    InputError
        If the advert has neither a title nor a description.
    """
    frame = pd.DataFrame([advert])
    adverts = to_adverts(frame)
    if problem := row_problems(adverts).iloc[0]:
        raise InputError(f"advert: {problem}")
    row = model.predict(frame, level=level, as_of=as_of, details=True).iloc[0].to_dict()
    prediction = {str(name): value for name, value in row.items()}
    if as_of is not None:
        adverts["posted"] = as_of
    texts = {name: str(adverts[name].iloc[0]) for name in FIELDS}
    terms = _terms(texts)
    alone = _answers(model, _copies(adverts, texts, [[term] for term in terms]), level)
    salary = _drivers(model, adverts, texts, terms, alone.pay, most, level)
    points = alone.proba[0] - alone.proba[1:]
    category = _strongest(terms, points, None, most)
    cohorts = model.cohorts_.lookup(adverts)[0] if model.cohorts_ is not None else []
    return Explanation(prediction, salary, category, cohorts)


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


class _Answers(NamedTuple):
    """Of copies of an advert, the first of them whole; zeros where the model does not tell."""

    pay: NDArray[np.float64]  # logarithm
    proba: NDArray[np.float64]  # of the category that the whole one has


def _copies(
    adverts: pd.DataFrame, texts: Mapping[str, str], out: list[list[_Term]]
) -> pd.DataFrame:
    """The advert as it is, and without each of these lists of terms."""
    copies = pd.concat([adverts] * (1 + len(out)), ignore_index=True)
    for i, some in enumerate(out, start=1):
        for name in {term[0] for term in some}:
            spans = [span for field, _, spans in some if field == name for span in spans]
            copies.loc[i, name] = without(texts[name], spans)
    return copies


def _answers(model: AdvertModel, copies: pd.DataFrame, level: float) -> _Answers:
    encoded = model.encode(copies)
    pay = proba = np.zeros(len(copies))
    if model.salary_ is not None:
        pay = np.log(model.salary_.predict_encoded(encoded, level).pay)
    if model.category_ is not None:
        all_proba = model.category_proba(encoded)
        proba = all_proba[:, all_proba[0].argmax()]
    return _Answers(pay, proba)


def _drivers(
    model: AdvertModel,
    adverts: pd.DataFrame,
    texts: Mapping[str, str],
    terms: list[_Term],
    alone: NDArray[np.float64],
    most: int,
    level: float,
) -> list[Driver]:
    """What the strongest terms do, each beside the others and without them."""
    removed = alone[0] - alone[1:]
    best = [terms[i] for i in np.argsort(-np.abs(removed))[:most] if abs(removed[i]) >= LEAST]
    if not best:
        return []
    kept_one = [[other for other in best if other is not term] for term in best]
    rest = _answers(model, _copies(adverts, texts, [best, *kept_one]), level).pay
    beside = np.array([removed[terms.index(term)] for term in best])
    effects = (beside + rest[2:] - rest[1]) / 2
    pounds = np.exp(alone[0]) * (1 - np.exp(-effects))
    return _strongest(best, np.expm1(effects), pounds, most)


def _strongest(
    terms: list[_Term],
    effects: np.ndarray,
    pounds: np.ndarray | None,
    most: int,
) -> list[Driver]:
    best = [int(i) for i in np.argsort(-np.abs(effects)) if abs(effects[i]) >= LEAST][:most]
    return [
        Driver(
            " ".join(terms[i][1].split()),
            terms[i][0],
            sorted(terms[i][2]),
            round(100 * float(effects[i]), 1),
            None if pounds is None else float(math.floor(pounds[i] + 0.5)),
        )
        for i in best
    ]
