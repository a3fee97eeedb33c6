"""The unit of pay of a mask: what the words and figures right at it say, and its neighbours."""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..adverts.masks import MASK, UNITS, Place, find_masks
from .amounts.wording import Form, form_of
from .neighbours import near_next
from .weights import softmax

#: What words that name a unit add to its score: they leave little doubt.
_NAMED = 6.0
#: What the way a number is written adds for a unit, or takes from it.
_WRITTEN = {"thousands": ("year", 5.0), "grouped": ("year", 5.0), "pennies": ("year", 1.0)}
_WITH_PENCE = {"hour": 4.0, "year": -3.0, "day": -1.0}
_BEFORE, _AFTER = 32, 28
_PATTERNS = {
    "year": r"p\.?\s?a\b|p/a\b|per\s?ann?um|(?:per|a|each|/)\s?year\b|annual",
    "month": r"(?:per|a|each|every|/)\s?(?:calendar\s)?month|pcm\b|p\.?m\b(?!\W{0,2}\d)|monthly",
    "week": r"(?:per|a|each|/)\s?w(?:ee)?k\b|p\.?w\b|p/w\b|weekly",
    "day": r"(?:per|a|each|/)\s?(?:day|shift|night|sleep)|p/?d\b|daily|per\sdiem",
    "hour": r"(?:per|an|each|/)\s?h(?:ou)?r\b|p\.?\s?h\.?(?:r\b|\b)|p/h\b|hourly",
    "percent": r"%|per\s?cent\b",
}
_UNITS = "|".join(f"(?P<{unit}>{pattern})" for unit, pattern in _PATTERNS.items())
_NAMED_AFTER = re.compile(
    rf"(?:k|,000|\.\d\d|\.\*{{4}})?\s{{0,2}}[(,/]?\s?(?:(?:basic|base|gross|net|plus)\s)?(?:{_UNITS})",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(
    r"\b(?:(?P<hour>hourly|(?:per|an)\shour)|(?P<day>day\srate|daily|(?:per|a)\s(?:day|shift|night))"
    r"|(?P<week>weekly\s(?:wage|pay|rate))|(?P<month>monthly\s(?:salary|pay|wage|bonus))"
    r"|(?P<year>annual\s(?:salary|pay|bonus)))\b[^.*\n]{0,20}\Z",
    re.IGNORECASE,
)


class UnitWords(NamedTuple):
    """What stands right at a mask: the unit that words name ("" for none), how it was written."""

    unit: str
    form: Form


def unit_words(title: str, description: str) -> list[UnitWords]:
    """Read what names the unit of each mask, in the order of ``places``.

    Examples
    --------
    >>> unit_words("", "Day rate £****, ****k pa, £****.**** ")[0].unit
    'day'
    """
    return [words_at(text, start) for text in (title, description) for start in find_masks(text)]


def words_at(text: str, start: int) -> UnitWords:
    """What stands right at the mask at ``text[start]``."""
    end = start + len(MASK)
    return _words_between(text[max(0, start - _BEFORE) : start], text[end : end + _AFTER])


@lru_cache(maxsize=20_000)
def _words_between(before: str, after: str) -> UnitWords:
    named = _NAMED_AFTER.match(after) or _NAMED_BEFORE.search(before)
    return UnitWords(str(named.lastgroup) if named else "", form_of(before, after))


def unit_proba(scores: NDArray[np.float64], words: list[UnitWords]) -> NDArray[np.float64]:
    """Probability of each unit, shape (n_masks, 6): a reader's scores and what stands there."""
    total = scores.copy()
    for row, (unit, form) in enumerate(words):
        if unit:
            total[row, UNITS.index(unit)] += _NAMED
        elif form in _WRITTEN:
            name, weight = _WRITTEN[form]
            total[row, UNITS.index(name)] += weight
        elif form in ("whole", "decimals"):
            for name, weight in _WITH_PENCE.items():
                total[row, UNITS.index(name)] += weight
    return softmax(total)


def shared_units(
    proba: NDArray[np.float64], roles: list[str], places: list[Place]
) -> NDArray[np.float64]:
    """Give the two ends of a range one unit: "**** to **** per hour" is hourly twice.

    Of one advert. All 62 such pairs of the labelled masks have one unit.
    """
    shared = proba.copy()
    for row, near in enumerate(near_next(places)):
        if near and roles[row : row + 2] in (["pay_min", "pay_max"], ["ote", "ote"]):
            both = shared[row] * shared[row + 1]
            shared[row : row + 2] = both / both.sum()
    return shared


def best_unit(proba: NDArray[np.float64], role: str) -> str:
    """Most probable unit of a role; only extra pay is a percentage.

    Examples
    --------
    >>> best_unit(np.array([0.3, 0, 0, 0, 0.1, 0.6]), "pay")
    'year'
    """
    last = len(UNITS) if role == "pay_extra" else UNITS.index("percent")
    return UNITS[int(proba[:last].argmax())]
