"""Health service scales that an advert names: bands, and grades of doctors.

Each function takes one text (a title, or title and description). Where it names several, the first
counts.
"""

import re
from typing import NamedTuple

from .words import mentions

_BAND = r"(?P<{0}>8-?[abcd]|[1-9])(?![\w%]|[.,]\d)"
_NUMBER_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
}
_BAND_PATTERN = re.compile(
    r"\b(?:(?:afc|a4c|agenda\s+for\s+change)\W{0,3}(?:pay\W{0,3})?(?:band|grade)?"
    r"|nhs\s+grade|(?:pay\s+)?band(?:ing)?s?)\W{0,3}"
    + _BAND.format("low")
    + r"(?:\s*(?:/|to|or|and|&|-|–)\s*(?:band\s*)?"
    + _BAND.format("high")
    + ")?",
    re.IGNORECASE,
)
_BAND_HINTS = ("band", "afc", "a4c", "agenda", "nhs grade")
_BAND_WORD = re.compile(r"\bband\s+(" + "|".join(_NUMBER_WORDS) + r")\b", re.IGNORECASE)
_HEALTH = re.compile(
    r"\b(?:nhs|afc|a4c|agenda for change|hospital|clinical|nurse|nursing|midwi\w+|\w*therap\w+"
    r"|ward|matron|hca|pharmac\w+|psycholog\w+|dietiti?\w+|radiograph\w+|paramedic"
    r"|patients?|health ?care|band\s*8-?[abcd])\b",
    re.IGNORECASE,
)

#: Grades of doctors and what adverts call them; of several the first counts.
_DOCTORS = {
    grade: re.compile(pattern, re.IGNORECASE)
    for grade, pattern in {
        "foundation year 1": r"\b(?:FY1|FHO1|foundation\s+year\s+(?:1|one))\b",
        "foundation year 2": r"\b(?:FY2|FHO2|foundation\s+year\s+(?:2|two))\b",
        "core trainee": r"\b(?:CT[1-3]|SHO|junior\s+clinical\s+fellow|core\s+\w+\s+train\w+)\b",
        "specialty registrar": r"\b(?:ST[3-8]|SpR|special(?:i)?ty\s+registrar"
        r"|registrar\s+in\s+\w+)\b",
        "specialty doctor": r"\b(?:special(?:i)?ty\s+doctor|SAS\s+doctor|associate\s+specialist)\b",
        "salaried GP": r"\bsalaried\s+(?:GP|general\s+practitioner)\b",
        "consultant": r"\bconsultant\s+(?:in\s+)?(?:\w+\s+){0,3}(?:\w*iatr(?:ist|ician|y|ics)"
        r"|\w*surgeon|\w*olog(?:ist|y)|surgery|physician|anaesthe\w+|\w*medicine)\b",
    }.items()
}
_NO_DOCTOR = re.compile(
    r"nurse|therapist|secretary|pharmac|radiographer|psycholog|audiolog|technolog|midwi|veterinar",
    re.IGNORECASE,
)


class Bands(NamedTuple):
    """Bands of Agenda for Change that a text names."""

    low: str  # the band, or the ends of "Band 5/6"; "" where none is named
    high: str
    health: bool  # whether the text also speaks of the health service


def nhs_bands(text: str) -> Bands:
    """Bands of Agenda for Change.

    Police staff, councils and universities have bands of their own: hence `health`.

    Examples
    --------
    >>> nhs_bands("Staff Nurse Band 6/5")
    Bands(low='5', high='6', health=True)
    """
    if not mentions(text, _BAND_HINTS):
        return Bands("", "", False)
    plain = _BAND_WORD.sub(lambda match: f"band {_NUMBER_WORDS[match[1].lower()]}", text)
    found = _BAND_PATTERN.search(plain)
    if found is None:
        return Bands("", "", False)
    first, second = ((found[end] or "").lower().replace("-", "") for end in ("low", "high"))
    low, high = sorted((first, second or first))
    return Bands(low, high, _HEALTH.search(text) is not None)


def doctor_grade(title: str) -> str:
    """Grade of a doctor: one of :data:`salarypred.official.doctors.GRADES`, or "".

    Titles of nurses, secretaries and others who work with a doctor have no grade.

    Examples
    --------
    >>> doctor_grade("Consultant in Emergency Medicine"), doctor_grade("IT Consultant")
    ('consultant', '')
    """
    if _NO_DOCTOR.search(title):
        return ""
    return next((grade for grade, pattern in _DOCTORS.items() if pattern.search(title)), "")
