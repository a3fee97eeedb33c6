"""Health service scales that an advert names: bands, and grades of doctors.

Each function takes a Series of texts (a title, or title and description) and answers with the
same index. Where a text names several, the first counts.
"""

import re

import pandas as pd

from .words import mentioning

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
_BAND_WORD = re.compile(r"\bband\s+(" + "|".join(_NUMBER_WORDS) + r")\b", re.IGNORECASE)
_HEALTH = re.compile(
    r"\b(?:nhs|afc|a4c|agenda for change|hospital|clinical|nurse|nursing|midwi\w+|\w*therap\w+"
    r"|ward|matron|hca|pharmac\w+|psycholog\w+|dietiti?\w+|radiograph\w+|paramedic"
    r"|patients?|health ?care|band\s*8-?[abcd])\b",
    re.IGNORECASE,
)

#: Grades of doctors and what adverts call them; of several the first counts.
_DOCTORS = {
    "foundation year 1": r"\b(?:FY1|FHO1|foundation\s+year\s+(?:1|one))\b",
    "foundation year 2": r"\b(?:FY2|FHO2|foundation\s+year\s+(?:2|two))\b",
    "core trainee": r"\b(?:CT[1-3]|SHO|junior\s+clinical\s+fellow|core\s+\w+\s+train\w+)\b",
    "specialty registrar": r"\b(?:ST[3-8]|SpR|special(?:i)?ty\s+registrar|registrar\s+in\s+\w+)\b",
    "specialty doctor": r"\b(?:special(?:i)?ty\s+doctor|SAS\s+doctor|associate\s+specialist)\b",
    "salaried GP": r"\bsalaried\s+(?:GP|general\s+practitioner)\b",
    "consultant": r"\bconsultant\s+(?:in\s+)?(?:\w+\s+){0,3}(?:\w*iatr(?:ist|ician|y|ics)"
    r"|\w*surgeon|\w*olog(?:ist|y)|surgery|physician|anaesthe\w+|\w*medicine)\b",
}
_NO_DOCTOR = re.compile(
    r"nurse|therapist|secretary|pharmac|radiographer|psycholog|audiolog|technolog|midwi|veterinar",
    re.IGNORECASE,
)


def nhs_bands(texts: "pd.Series[str]") -> pd.DataFrame:
    """Bands of Agenda for Change.

    Returns
    -------
    DataFrame
        ``low`` and ``high``: the band, or the ends of "Band 5/6"; empty where none is named.
        ``health``: whether the text also speaks of the health service, because police staff,
        councils and universities have bands of their own.

    Examples
    --------
    >>> nhs_bands(pd.Series(["Staff Nurse Band 5/6", "Clerk, AfC 8a"])).to_numpy().tolist()
    [['5', '6', True], ['8a', '8a', True]]
    """
    result = pd.DataFrame({"low": "", "high": "", "health": False}, index=texts.index)
    rows = mentioning(texts, ("band", "afc", "a4c", "agenda", "nhs grade"))
    texts = texts[rows]
    plain = texts.str.replace(
        _BAND_WORD, lambda match: f"band {_NUMBER_WORDS[match[1].lower()]}", regex=True
    )
    found = plain.str.extract(_BAND_PATTERN)[["low", "high"]].fillna("")
    found = found.apply(lambda bands: bands.str.lower().str.replace("-", ""))
    found["high"] = found["high"].where(found["high"] != "", found["low"])
    swapped = found["high"] < found["low"]
    found.loc[swapped, ["low", "high"]] = found.loc[swapped, ["high", "low"]].to_numpy()
    found["health"] = (found["low"] != "") & texts.str.contains(_HEALTH)
    result.loc[rows.to_numpy()] = found.to_numpy()
    return result


def doctor_grades(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Grade of a doctor: one of :data:`salarypred.official.doctors.GRADES`, or empty.

    Meant for titles. Titles of nurses, secretaries and others who work with a doctor have no grade.

    Examples
    --------
    >>> doctor_grades(pd.Series(["Consultant in Emergency Medicine", "IT Consultant"])).tolist()
    ['consultant', '']
    """
    result = pd.Series("", index=texts.index, dtype=object)
    named = ~texts.str.contains(_NO_DOCTOR)
    for grade, pattern in reversed(_DOCTORS.items()):
        result[named & texts.str.contains(pattern, flags=re.IGNORECASE)] = grade
    return result
