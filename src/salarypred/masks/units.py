"""The unit of pay of a mask: what the words and figures right at it say, and its neighbours."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..adverts.masks import MASK, UNITS, Place, find_masks
from ..resources import list_rows
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
    "hour": r"(?:(?:per|an|each|/)\s?)?h(?:ou)?r\b|p\.?\s?h\.?(?:r\b|\b)|p/h\b|hourly",
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
    r"|(?P<year>annual\s(?:salary|pay|bonus)))\b(?:(?!\sand\s)[^.*\n,;]){0,20}\Z",
    re.IGNORECASE,
)


#: What a unit that is named for another mask of the list adds: for a later one, for an earlier one.
_LISTED_LATER, _LISTED_EARLIER = 4.0, 1.5
_LIST_GAP = 64  # characters from a mask to the next one of its list
_NO_LIST = re.compile(
    r"[.!?]\s|\n|\b(?:plus|bonus|allowance|equat\w+|equivalent|OTE|basic|overtime|stand[\s-]?by"
    r"|(?:call|sleep)[\s-](?:out|in)s?|on[\s-]call|mileage|expenses)\b",
    re.IGNORECASE,
)


class UnitWords(NamedTuple):
    """What stands at a mask.

    Attributes
    ----------
    unit : str
        That words right at it name; "" for none.
    form : Form
        How the number was written.
    later, earlier : str
        Unit that is named for the next mask, or for the one before it, of the same list.
    """

    unit: str
    form: Form
    later: str = ""
    earlier: str = ""


def unit_words(title: str, description: str) -> list[UnitWords]:
    """Read what names the unit of each mask, in the order of ``places``.

    Examples
    --------
    >>> unit_words("", "Day rate £****, ****k pa, £****.**** ")[0].unit
    'day'
    >>> unit_words("", "Cook £****, Chef £**** per hour")[0].later
    'hour'
    """
    return [words for text in (title, description) for words in _listed(text, find_masks(text))]


def _listed(text: str, starts: list[int]) -> list[UnitWords]:
    """What stands at the masks of one text, "Cook ****, Chef **** per hour" being one list."""
    found = [words_at(text, start) for start in starts]
    named = [words.unit for words in found]
    if not any(named):
        return found
    joined = [
        _one_list(text[first + len(MASK) : second]) if second - first <= _LIST_GAP else False
        for first, second in pairwise(starts)
    ]
    units = list(named)  # of each mask, or of the next ones of its list
    for row in range(len(joined) - 1, -1, -1):
        if not units[row] and joined[row]:
            units[row] = units[row + 1]
    for row, words in enumerate(found):
        if words.unit:
            continue
        later = units[row]
        earlier = named[row - 1] if row and joined[row - 1] else ""
        if {later, earlier} - {"", "percent"}:
            found[row] = words._replace(
                later=later.replace("percent", ""), earlier=earlier.replace("percent", "")
            )
    return found


def _one_list(between: str) -> bool:
    """Whether two masks with this text between them are of one list.

    "£**** (£**** an hour)" says the same pay twice, in two units.
    """
    return not _NO_LIST.search(between) and ("(" not in between or ")" in between)


def words_at(text: str, start: int) -> UnitWords:
    """What stands right at the mask at ``text[start]``."""
    end = start + len(MASK)
    return _words_between(text[max(0, start - _BEFORE) : start], text[end : end + _AFTER])


@lru_cache(maxsize=20_000)
def _words_between(before: str, after: str) -> UnitWords:
    named = _NAMED_AFTER.match(after) or _NAMED_BEFORE.search(before)
    return UnitWords(str(named.lastgroup) if named else "", form_of(before, after))


def unit_proba(
    scores: NDArray[np.float64],
    words: Sequence[UnitWords],
    occupations: Sequence[str] | None = None,
) -> NDArray[np.float64]:
    """Probability of each unit, shape (n_masks, 6).

    Parameters
    ----------
    scores : ndarray of shape (n_masks, 6)
        Of a reader.
    words : sequence of n_masks UnitWords
        What stands at each mask.
    occupations : sequence of n_masks str, optional
        SOC 2020 unit group of the mask's advert, "" where it is not known. Where no word names
        the unit, the odds of the job's usual units over those of all jobs count.
    """
    total = scores + np.array([_said(near) for near in words]).reshape(scores.shape)
    if occupations is not None:
        pairs = zip(words, occupations, strict=True)
        usual = [_NO_ODDS if near.unit else usual_units(code) for near, code in pairs]
        total += np.array(usual).reshape(scores.shape)
    return softmax(total)


_NO_ODDS = (0.0,) * len(UNITS)


@cache
def _shares() -> dict[str, dict[str, float]]:
    """Share of adverts by the hour, day and year, by sub-major group; "all": of all jobs."""
    return {
        code: dict(zip(("hour", "day", "year"), map(float, shares), strict=True))
        for code, *shares, _ in list_rows("patterns", "unit_shares.tsv")
    }


@cache
def usual_units(code: str) -> tuple[float, ...]:
    """Logarithm of how much more usual each unit is for a job than for all jobs.

    Parameters
    ----------
    code : str
        SOC 2020 unit group, "" where it is not known.

    Examples
    --------
    >>> carer = dict(zip(UNITS, usual_units("6135"), strict=True))
    >>> carer["hour"] > 0 > carer["year"], set(usual_units(""))
    (True, {0.0})
    """
    shares, everyone = _shares().get(code[:2]), _shares()["all"]
    if shares is None:
        return _NO_ODDS
    return tuple(log(shares[unit] / everyone[unit]) if unit in shares else 0.0 for unit in UNITS)


@lru_cache(maxsize=2_000)
def _said(words: UnitWords) -> tuple[float, ...]:
    """What the words at a mask, and how it is written, add for each unit."""
    added = dict.fromkeys(UNITS, 0.0)
    if words.unit:
        added[words.unit] += _NAMED
        return tuple(added.values())
    if words.later:
        added[words.later] += _LISTED_LATER
    elif words.earlier:
        added[words.earlier] += _LISTED_EARLIER
    if words.form in _WRITTEN:
        name, weight = _WRITTEN[words.form]
        added[name] += weight
    elif words.form in ("whole", "decimals"):
        for name, weight in _WITH_PENCE.items():
            added[name] += weight
    return tuple(added.values())


def shared_units(
    proba: NDArray[np.float64], roles: list[str], places: list[Place]
) -> NDArray[np.float64]:
    """Give the two ends of a range one unit: "**** a week rising to ****" is weekly twice.

    Of one advert. All 784 minima of the labelled masks have the unit of a maximum that is the next
    mask, however much stands between them; the longest gap was 60 characters.
    """
    shared = proba.copy()
    near = near_next(places)
    for row in range(len(roles) - 1):
        first, second = places[row], places[row + 1]
        ends = roles[row : row + 2]
        far = first.field == second.field and second.start - first.start <= _LIST_GAP
        if (ends == ["pay_min", "pay_max"] and far) or (ends == ["ote", "ote"] and near[row]):
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
