"""Scales and ranks that an advert's text names: NHS bands, teachers' ranges, years qualified.

Each function takes a Series of texts (a title, or title and description) and answers with the
same index. Where a text names several, the first counts.
"""

import re

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

_SCHOOL = re.compile(
    r"\b(?:teach\w*|schools?|academ\w+|(?:head|deputy|assistant)[\s-]?(?:head|teacher)|headteacher|qts|ect|nqt|pupils?|sen[dc]o?)\b",
    re.IGNORECASE,
)
_MAIN = re.compile(
    r"\b(?:MP[SR]|TMS)\d?\b|\b[Mm]ain\s+(?:[Pp]ay\s+)?(?:[Ss]cale|[Rr]ange|[Ss]pine)\b"
    r"|\bM[1-6]\s*(?:-|–|to|/)\s*(?:M[2-6]|U(?:PS)?[1-3])\b"
)
_UPPER = re.compile(
    r"\bUP[SR]\d?\b|\b[Uu]pper\s+(?:[Pp]ay\s+)?(?:[Ss]cale|[Rr]ange|[Ss]pine)\b"
    r"|\bU[1-3]\s*(?:-|–|to|/)\s*U[2-3]\b|\bM[1-6]\s*(?:-|–|to|/)\s*U(?:PS)?[1-3]\b"
)
_UNQUALIFIED = re.compile(
    r"\bUQT\b|\b[Uu]nqualified\s+[Tt]eachers?\b|\b[Uu]nqualified\s+(?:[Pp]ay\s+)?(?:[Ss]cale|[Rr]ange)\b"
)
_LEADING = re.compile(r"\b[Ll]ead(?:ing)?\s+[Pp]ractitioner", re.IGNORECASE)
_POINTS = re.compile(
    r"(?:\b[Ll]eadership\W{0,3}(?:[Pp]ay\W{0,3})?(?:(?:[Ss]cale|[Ss]pine|[Rr]ange|[Pp]oints?)\W{0,3})*L?"
    r"|\bL)(?P<low>[1-9]|[1-3]\d|4[0-3])\b(?:\s*(?:-|–|to)\s*L?(?P<high>[1-9]\d?)\b)?"
)

_YEARS = r"(?:\d{1,2})"
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
    r"\bapprentice(?:ship)?s?\W{1,3}(?:and\s+\w+\s+)?(?:trained|served|training\s+(?:manager|officer)"
    r"|co-?ordinator|manager|assessor|tutor|trainer|adviser|advisor|officer|lead|skills\s+coach"
    r"|recruit\w+|programmes?\s+(?:manager|lead)|delivery|levy|coach|mentor|consultant|instructor)"
    r"|\b(?:completed|served|serving|finished|recognised|full|time[\s-]served)\W{1,3}(?:an?\s+|their\s+|your\s+)?"
    r"(?:\w+\s+){0,2}apprenticeship",
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
    plain = texts.str.replace(
        _BAND_WORD, lambda match: f"band {_NUMBER_WORDS[match[1].lower()]}", regex=True
    )
    found = plain.str.extract(_BAND_PATTERN)[["low", "high"]].fillna("")
    found = found.apply(lambda bands: bands.str.lower().str.replace("-", ""))
    found["high"] = found["high"].where(found["high"] != "", found["low"])
    swapped = found["high"] < found["low"]
    found.loc[swapped, ["low", "high"]] = found.loc[swapped, ["high", "low"]].to_numpy()
    found["health"] = (found["low"] != "") & texts.str.contains(_HEALTH)
    return found


def teacher_scales(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Range of teachers' pay: one of :data:`salarypred.official.teachers.RANGES`, or empty.

    Abbreviations count only where the text speaks of a school or of teaching.

    Examples
    --------
    >>> teacher_scales(pd.Series(["Teacher of Maths, MPS/UPS", "Depot on the M1/M6"])).tolist()
    ['main-upper', '']
    """
    school = texts.str.contains(_SCHOOL)
    main, upper = texts.str.contains(_MAIN), texts.str.contains(_UPPER)
    scales = pd.Series("", index=texts.index, dtype=object)
    scales[upper] = "upper"
    scales[main] = "main"
    scales[main & upper] = "main-upper"
    scales[texts.str.contains(_UNQUALIFIED) & ~main] = "unqualified"
    scales[leadership_points(texts)["low"].notna() & ~main & ~upper] = "leadership"
    scales[texts.str.contains(_LEADING) & school & ~main & ~upper] = "leading practitioner"
    return scales.where(school, "")


def leadership_points(texts: "pd.Series[str]") -> pd.DataFrame:
    """Points of the leadership spine of schools: ``low`` and ``high``, NaN where none is named.

    Examples
    --------
    >>> leadership_points(pd.Series(["Deputy Headteacher, Leadership L5-L9"])).to_numpy().tolist()
    [[5.0, 9.0]]
    """
    points = texts.str.extract(_POINTS)[["low", "high"]].apply(pd.to_numeric).astype("float64")
    points["high"] = points["high"].where(points["high"] >= points["low"], points["low"])
    points["high"] = points["high"].where(points["high"] <= 43)
    school = texts.str.contains(_SCHOOL) & points["high"].notna()
    return points.where(school)


def pqe_years(texts: "pd.Series[str]") -> pd.DataFrame:
    """Years of post-qualification experience: ``low`` and ``high``; NaN where none is named.

    "NQ" and "newly qualified" are 0 years; "5+" has no ``high``.

    Examples
    --------
    >>> pqe_years(pd.Series(["Solicitor, 3-5 years PQE", "NQ - 2 PQE"])).to_numpy().tolist()
    [[3.0, 5.0], [0.0, 2.0]]
    """
    found = texts.str.extract(_PQE)
    later = texts.str.extract(_PQE_FIRST).reindex(columns=found.columns)
    found = found.where(found[["new", "low"]].notna().any(axis=1), later)
    low = pd.to_numeric(found["low"]).astype("float64").where(found["new"].isna(), 0.0)
    high = pd.to_numeric(found["high"]).astype("float64")
    high = high.where(high >= low, low.where(found["more"].isna()))
    newly = low.isna() & texts.str.contains(_NEWLY)
    return pd.DataFrame({"low": low.where(~newly, 0.0), "high": high.where(~newly, 0.0)})


def apprentices(texts: "pd.Series[str]") -> "pd.Series[bool]":
    """Whether the job is an apprenticeship.

    Meant for titles. Of longer texts many mention apprenticeships that the job is not.

    Examples
    --------
    >>> apprentices(pd.Series(["Apprentice Electrician", "Apprenticeship Manager"])).tolist()
    [True, False]
    """
    return texts.str.contains(_APPRENTICE) & ~texts.str.contains(_NO_APPRENTICE)
