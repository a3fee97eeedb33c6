"""Terms of an advert taken out of it, one by one, and what that does to its answer."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..adverts.table import Adverts
from ..features.encoded import Encoded
from .advert_model import AdvertModel
from .answers import Answers
from .terms import FIELDS, Span, Term, plain_words, read_terms

# Terms of one advert; what a long text names last is left out.
_MOST_TERMS, _LEAST_TERMS = 80, 12
#: So many of the strongest terms are measured twice, whatever number is shown: alone, and where
#: the strongest of the others are gone.
_TWICE, _OTHERS = 12, 2
#: Weight of the first of these measures. With a half, terms taken out alone do not do what is said
#: of them; with one, three taken out together do not (benchmarks/explanations.py prints both).
_ALONE = 0.75
#: Characters to read for one explanation, all copies of the advert together.
_MOST_CHARACTERS = 1_000_000
#: Smaller effects than this share of the pay, or of the probability, are not worth a mention.
LEAST = 0.005
#: An effect whose sign surprises is named where it is so many times its noise.
_SURPRISE = 3.0
# Four fifths of a normal distribution lie within so many standard deviations of its middle.
_SHARE, _WITHIN = 0.8, 1.2816


@dataclass(frozen=True)
class Driver:
    """A term of an advert and what it does to the estimate.

    Attributes
    ----------
    text : str
        As the advert writes it.
    family : str
        What it is, one of :data:`~salarypred.model.terms.FAMILIES`.
    spans : dict of str to list of (int, int)
        Where it stands: by field, in characters.
    percent : float
        Of the pay without it; of a category: points of probability.
    pounds : float or None
        £ a year; None for a category.
    noise : float
        Standard error of `percent`, in the same unit.
    """

    text: str
    family: str
    spans: dict[str, list[Span]]
    percent: float
    pounds: float | None
    noise: float


def without(text: str, spans: Sequence[Span]) -> str:
    """Text whose characters at these places are taken out.

    Examples
    --------
    >>> without("Senior Chef, senior team", [(0, 6), (13, 19)])
    '  Chef,   team'
    """
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


class Occlusion:
    """What happens to the answer to an advert when terms of it are taken out.

    An effect's noise is made of two parts: how far its two measures lie apart (taken out alone, and
    where the two strongest other terms are gone), and what taking out a word of the text does that
    names nothing (a standard deviation, from four fifths of such words).
    """

    def __init__(self, model: AdvertModel, adverts: Adverts, answers: Answers) -> None:
        self.model = model
        self.adverts = adverts
        self.texts = {name: str(adverts[name].iloc[0]) for name in FIELDS}
        length = 1 + sum(map(len, self.texts.values()))
        most = max(_LEAST_TERMS, min(_MOST_TERMS, _MOST_CHARACTERS // length))
        self.terms = read_terms(self.texts)[:most]
        self.plain = plain_words(self.texts, self.terms)
        self.pay = float(answers.pay[0])
        copies = self._encoded([[term] for term in (*self.terms, *self.plain)])
        removed = np.log(self.pay) - self._log_pay(copies)
        points = answers.category_probability[0] - self._proba(copies, answers.category[0])
        n = len(self.terms)
        #: What each term alone does: to the logarithm of pay, and to the category's probability.
        self.removed, self.points = removed[:n], points[:n]
        self.floor, self.points_floor = _spread(removed[n:]), _spread(points[n:])

    def salary_drivers(self) -> list[Driver]:
        """Terms that move pay beyond their noise, the strongest first."""
        best = _by_size(self.removed)[:_TWICE]
        effects, noise = self.removed.copy(), np.full(len(self.removed), self.floor)
        if len(best) > 1:
            alone, later = self.removed[best], self._after_others(best)
            effects[best] = _ALONE * alone + (1 - _ALONE) * later
            noise[best] = np.hypot(self.floor, (alone - later) / 2)
        usual = np.array([term.usual for term in self.terms], dtype=np.float64)
        surprising = usual * effects < 0
        named = np.abs(effects) >= np.where(surprising, _SURPRISE, 1.0) * noise
        pounds = self.pay * (1 - np.exp(-effects))
        return [
            self._driver(i, float(np.expm1(effects[i])), noise[i], math.floor(pounds[i] + 0.5))
            for i in _by_size(effects)
            if named[i]
        ]

    def category_drivers(self) -> list[Driver]:
        """Terms that move the probability of the category beyond its noise, strongest first."""
        return [
            self._driver(i, float(self.points[i]), self.points_floor)
            for i in _by_size(self.points)
            if abs(self.points[i]) >= self.points_floor
        ]

    def _after_others(self, best: list[int]) -> NDArray[np.float64]:
        """What each of these terms does to pay where the strongest others of them are gone."""
        strongest = best[: _OTHERS + 1]
        others = [[self.terms[j] for j in strongest if j != i][:_OTHERS] for i in best]
        all_out = [[*gone, self.terms[i]] for i, gone in zip(best, others, strict=True)]
        log_pay = self._log_pay(self._encoded([*others, *all_out]))
        return log_pay[: len(best)] - log_pay[len(best) :]

    def _encoded(self, out: list[list[Term]]) -> Encoded | None:
        """Copies of the advert, each without one of these lists of terms."""
        if not out:
            return None
        # Rows taken by number are copies in every pandas; those of concat are not in 2.2.
        copies = self.adverts.iloc[[0] * len(out)].reset_index(drop=True)
        for name in FIELDS:
            texts = [
                without(self.texts[name], [s for term in some for s in term.spans.get(name, [])])
                for some in out
            ]
            copies[name] = texts
        return self.model.encode(Adverts(copies))

    def _log_pay(self, copies: Encoded | None) -> NDArray[np.float64]:
        if copies is None:
            return np.empty(0)
        return self.model.log_pay(copies)

    def _proba(self, copies: Encoded | None, category: str) -> NDArray[np.float64]:
        """Probability of a category for each copy."""
        if copies is None:
            return np.empty(0)
        if self.model.category_ is None:
            return np.full(len(copies), np.nan)
        column = list(self.model.category_.classes_).index(category)
        return self.model.category_proba(copies)[:, column]

    def _driver(self, i: int, share: float, noise: float, pounds: float | None = None) -> Driver:
        term = self.terms[i]
        return Driver(
            term.text,
            term.family,
            term.spans,
            round(100 * share, 1),
            None if pounds is None else float(pounds),
            round(100 * float(noise), 1),
        )


def _spread(effects: NDArray[np.float64]) -> float:
    """Standard deviation of effects around nothing, little moved by one or two large ones."""
    return float(np.quantile(np.abs(effects), _SHARE)) / _WITHIN if len(effects) > 2 else 0.0


def _by_size(effects: NDArray[np.float64]) -> list[int]:
    """Positions of the effects that are worth a mention, the largest first."""
    return [int(i) for i in np.argsort(-np.abs(effects)) if abs(effects[i]) >= LEAST]
