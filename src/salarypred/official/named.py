"""Ranks that an advert's text names: NHS bands, doctors' grades, years qualified, apprentices.

Each function takes a Series of texts (a title, or title and description) and answers with the
same index. Where a text names several, the first counts.
"""

import re

import numpy as np
import pandas as pd

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

_YEARS = r"(?:\d{1,2})"
#: Grades of doctors (see :mod:`.doctors`) and what adverts call them, in order of precedence.
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
_MOST_YEARS = 30
_PQE = re.compile(
    rf"\b(?:(?P<new>nq|newly\s+qualified)|(?P<low>{_YEARS})\s*(?P<more>\+)?)"
    rf"(?:\s*(?:-|–|to)\s*(?P<high>{_YEARS})\s*\+?)?"
    r"(?:\s*(?:years?|yrs?)['’]?s?)?(?:\s+of)?\s*"
    r"(?:pqe|post[\s-]*qualif\w+(?:\s+experience)?)\b",
    re.IGNORECASE,
)
_PQE_FIRST = re.compile(
    rf"\bpqe\W{{0,3}}(?:of\s+)?(?P<low>{_YEARS})(?P<more>\+)?"
    rf"(?:\s*(?:-|–|to)\s*(?P<high>{_YEARS}))?",
    re.IGNORECASE,
)
_NEWLY = re.compile(
    r"\b(?:nq|newly[\s-]qualified)\s+(?:\w+\s+)?(?:solicitor|lawyer)", re.IGNORECASE
)

_APPRENTICE = re.compile(r"\bapprentice(?:ship)?s?\b", re.IGNORECASE)
#: Jobs for those who train apprentices, and adverts for people who were apprentices once.
_NO_APPRENTICE = re.compile(
    r"\bapprentice(?:ship)?s?\W{1,3}(?:and\s+\w+\s+)?"
    r"(?:trained|served|training\s+(?:manager|officer)"
    r"|co-?ordinator|manager|assessor|tutor|trainer|adviser|advisor|officer|lead|skills\s+coach"
    r"|recruit\w+|programmes?\s+(?:manager|lead)|delivery|levy|coach|mentor|consultant|instructor)"
    r"|\b(?:completed|served|serving|finished|recognised|full|time[\s-]served)\W{1,3}"
    r"(?:an?\s+|their\s+|your\s+)?(?:\w+\s+){0,2}apprenticeship",
    re.IGNORECASE,
)


def nhs_bands(texts: "pd.Series[str]") -> pd.DataFrame:
    """Bands of Agenda for Change.

    Returns
    -------
    DataFrame
        ``low`` and ``high``: the band, or the ends of "Band 5/6"; empty where none is named.
        ``health``: whether the text speaks of the health service too; police staff, councils and
        universities have bands of their own.

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
    result.loc[rows] = found
    return result


def doctor_grades(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Grade of a doctor in the health service: one of :data:`.doctors.GRADES`, or empty.

    Meant for titles that name a doctor's grade; those of nurses, secretaries and the like, who
    work beside one, have none.

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


def pqe_years(texts: "pd.Series[str]") -> pd.DataFrame:
    """Years of post-qualification experience: ``low`` and ``high``; NaN where none is named.

    "NQ" and "newly qualified" are 0 years; "5+" has no ``high``.

    Examples
    --------
    >>> pqe_years(pd.Series(["Solicitor, 3-5 years PQE", "NQ - 2 PQE"])).to_numpy().tolist()
    [[3.0, 5.0], [0.0, 2.0]]
    """
    result = pd.DataFrame(np.nan, index=texts.index, columns=["low", "high"])
    rows = mentioning(texts, ("pqe", "post qual", "post-qual", "postqual", "solicitor", "lawyer"))
    texts = texts[rows]
    found = texts.str.extract(_PQE)
    later = texts.str.extract(_PQE_FIRST).reindex(columns=found.columns)
    found = found.where(found[["new", "low"]].notna().any(axis=1), later)
    low = pd.to_numeric(found["low"]).astype("float64").where(found["new"].isna(), 0.0)
    high = pd.to_numeric(found["high"]).astype("float64")
    # A range whose dash was lost: "46 years PQE" is 4 to 6, "13 PQE" 1 to 3.
    lost = ((low > 20) | low.isin([13, 14, 16, 17, 18, 19])) & (low // 10 < low % 10) & high.isna()
    low, high = low.where(~lost, low // 10), high.where(~lost, low % 10)
    low = low.where(low <= _MOST_YEARS)
    high = high.where(high >= low, low.where(found["more"].isna()))
    newly = low.isna() & texts.str.contains(_NEWLY)
    result.loc[rows, "low"] = low.where(~newly, 0.0)
    result.loc[rows, "high"] = high.where(~newly, 0.0)
    return result


def apprentices(texts: "pd.Series[str]") -> "pd.Series[bool]":
    """Whether the job is an apprenticeship.

    Meant for titles. Of longer texts many mention apprenticeships that the job is not.

    Examples
    --------
    >>> apprentices(pd.Series(["Apprentice Electrician", "Apprenticeship Manager"])).tolist()
    [True, False]
    """
    rows = mentioning(texts, ("apprentic",))
    texts = texts[rows]
    rows.loc[rows] = texts.str.contains(_APPRENTICE) & ~texts.str.contains(_NO_APPRENTICE)
    return rows


def mentioning(texts: "pd.Series[str]", words: tuple[str, ...]) -> "pd.Series[bool]":
    """Whether each text has one of some words, in any case: a quick look before slower patterns."""
    lowered = (str(text).lower() for text in texts)
    found = [any(word in text for word in words) for text in lowered]
    return pd.Series(found, index=texts.index, dtype=bool)
