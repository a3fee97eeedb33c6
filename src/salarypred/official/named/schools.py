"""Ranges of teachers' pay that an advert's text names.

Each function takes one text (a title, or title and description). Abbreviations count only where it
speaks of a school or of teaching.
"""

import re

from .words import mentions

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
#: All of them at once, without the names of groups.
_SCALE = re.compile(
    "|".join(
        re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern)
        for pattern in (_MAIN, _UPPER, _UNQUALIFIED, _LEADING, _POINTS)
    )
)
#: Last point of the leadership spine.
_LAST_POINT = 43


def teacher_scale(text: str) -> str:
    """Range of teachers' pay: one of :data:`salarypred.official.teachers.RANGES`, or "".

    Examples
    --------
    >>> teacher_scale("Teacher of Maths, MPS/UPS"), teacher_scale("Depot on the M1/M6")
    ('main-upper', '')
    """
    if not _of_school(text):
        return ""
    main, upper = _MAIN.search(text), _UPPER.search(text)
    if main:
        return "main-upper" if upper else "main"
    unqualified = _UNQUALIFIED.search(text)
    if upper:
        return "unqualified" if unqualified else "upper"
    if _LEADING.search(text):
        return "leading practitioner"
    if leadership_points(text) is not None:
        return "leadership"
    return "unqualified" if unqualified else ""


def leadership_points(text: str) -> tuple[int, int] | None:
    """First and last point of the leadership spine of schools, or None where none is named.

    Examples
    --------
    >>> leadership_points("Deputy Headteacher, Leadership L5-L9")
    (5, 9)
    """
    found = _POINTS.search(text) if _of_school(text) else None
    if found is None:
        return None
    low = int(found["low"])
    high = max(low, int(found["high"] or low))
    return (low, high) if high <= _LAST_POINT else None


def _of_school(text: str) -> bool:
    """Whether a text speaks of a school and has words of a scale."""
    if not mentions(text, _SCHOOL_WORDS):
        return False
    return _SCALE.search(text) is not None and _SCHOOL.search(text) is not None
