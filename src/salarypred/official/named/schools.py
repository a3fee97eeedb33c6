"""Ranges of teachers' pay that an advert's text names.

Each function takes a Series of texts (a title, or title and description) and answers with the
same index. Abbreviations count only where the text speaks of a school or of teaching.
"""

import re

import numpy as np
import pandas as pd

from .words import mentioning

#: Every text that the pattern below finds has one of these parts of words.
_SCHOOL_WORDS = (
    "teach",
    "school",
    "academ",
    "deputy head",
    "assistant head",
    "qts",
    "nqt",
    "pupil",
    "senco",
)
_SCHOOL = re.compile(
    r"\b(?:teach\w*|schools?|academ\w+|(?:head|deputy|assistant)[\s-]?(?:head|teacher)"
    r"|headteacher|qts|nqt|pupils?|senco)\b",
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
    r"\bUQT\b|\b[Uu]nqualified\s+[Tt]eachers?\b"
    r"|\b[Uu]nqualified\s+(?:[Pp]ay\s+)?(?:[Ss]cale|[Rr]ange)\b"
)
_LEADING = re.compile(r"\b[Ll]ead(?:ing)?\s+[Pp]ractitioner")
_POINTS = re.compile(
    r"(?:\b[Ll]eadership\W{0,3}(?:[Pp]ay\W{0,3})?"
    r"(?:(?:[Ss]cale|[Ss]pine|[Rr]ange|[Pp]oints?)\W{0,3})*L?|\bL)(?P<low>[1-9]|[1-3]\d|4[0-3])\b(?:\s*(?:-|–|to)\s*L?(?P<high>[1-9]\d?)\b)?"
)
#: All of them at once. Group names are removed, because pandas warns of groups.
_SCALE = re.compile(
    "|".join(
        re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern)
        for pattern in (_MAIN, _UPPER, _UNQUALIFIED, _LEADING, _POINTS)
    )
)
#: Last point of the leadership spine.
_LAST_POINT = 43


def teacher_scales(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Range of teachers' pay: one of :data:`salarypred.official.teachers.RANGES`, or empty.

    Examples
    --------
    >>> teacher_scales(pd.Series(["Teacher of Maths, MPS/UPS", "Depot on the M1/M6"])).tolist()
    ['main-upper', '']
    """
    result = pd.Series("", index=texts.index, dtype=object)
    rows = _of_schools(texts)
    texts = texts[rows]
    main, upper = texts.str.contains(_MAIN), texts.str.contains(_UPPER)
    scales = pd.Series("", index=texts.index, dtype=object)
    scales[upper] = "upper"
    scales[main] = "main"
    scales[main & upper] = "main-upper"
    scales[texts.str.contains(_UNQUALIFIED) & ~main] = "unqualified"
    scales[leadership_points(texts)["low"].notna() & ~main & ~upper] = "leadership"
    scales[texts.str.contains(_LEADING) & ~main & ~upper] = "leading practitioner"
    result[rows.to_numpy()] = scales.to_numpy()
    return result


def leadership_points(texts: "pd.Series[str]") -> pd.DataFrame:
    """Points of the leadership spine of schools: ``low`` and ``high``, NaN where none is named.

    Examples
    --------
    >>> leadership_points(pd.Series(["Deputy Headteacher, Leadership L5-L9"])).to_numpy().tolist()
    [[5.0, 9.0]]
    """
    result = pd.DataFrame(np.nan, index=texts.index, columns=["low", "high"])
    rows = _of_schools(texts)
    points = texts[rows].str.extract(_POINTS)[["low", "high"]]
    points = points.apply(pd.to_numeric).astype("float64")
    points["high"] = points["high"].where(points["high"] >= points["low"], points["low"])
    result.loc[rows.to_numpy()] = points.where(points["high"] <= _LAST_POINT).to_numpy()
    return result


def _of_schools(texts: "pd.Series[str]") -> "pd.Series[bool]":
    """Texts that speak of a school and have words of a scale."""
    rows = mentioning(texts, _SCHOOL_WORDS)
    for pattern in (_SCALE, _SCHOOL):
        rows[rows.to_numpy()] = texts[rows].str.contains(pattern).to_numpy(dtype=bool)
    return rows
