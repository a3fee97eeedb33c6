"""Work that is not paid as other work is: apprentices, and work without a salary.

The National Living Wage applies to neither. Apprentices have a minimum of their own; volunteers,
unpaid interns, people paid by commission alone and the self-employed have none.
"""

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Kinds of :func:`employment_kinds` that have no salary.
UNPAID, COMMISSION, SELF_EMPLOYED = "unpaid", "commission only", "self-employed"
APPRENTICE = "apprentice"
NO_SALARY = (UNPAID, COMMISSION, SELF_EMPLOYED)

# Those who look after volunteers or apprentices are paid.
_STAFF = (
    r"(?:manag|co-?ordinat|officer|recruit|lead\b|engagement|development|administrat|organis"
    r"|servic|programme|sector|centre|center|director|head|advis|specialist|partner|consult"
    r"|assess|train(?:er|ing)|tutor|teach|lectur|coach|mentor|executive|support(?:er)?s?\b|team"
    r"|supervis|hub|involvement|sales|levy|quality|delivery|provision|skills|business|verifier)"
)
_VOLUNTEER_TITLE = re.compile(
    r"(?:\bvolunteer\b|^\W*volunteers\b|\bunpaid\b(?!\s(?:carer|leave|work\b))"
    r"|\bvoluntary\W*$|\bvoluntary\s(?:role|position|post|work|placement|internship)\b)"
    rf"(?!.{{0,60}}\b{_STAFF})",
    re.IGNORECASE,
)
# "Manager of Volunteers", "Recruitment Volunteering Lead".
_STAFF_BEFORE = re.compile(rf"\b{_STAFF}[^,(|-]{{0,40}}\bvolunt", re.IGNORECASE)
_UNPAID_TEXT = re.compile(
    r"\b(?:this|it)\sis\s(?:an?\s)?(?:[a-z-]{1,15}\s){0,2}?(?:unpaid|voluntary)\b(?!\s(?:sector"
    r"|organi|aided|body|group|scheme))"
    r"|\bunpaid\s(?:[a-z-]{1,15}\s)?(?:internship|intern|role|position|placement|opportunity"
    r"|volunteer|post|voluntary)\b"
    r"|\b(?:this|our)\s(?:is\sa\s)?volunteer(?:ing)?\s(?:role|position|opportunity|post)\b"
    r"|\b(?:role|position|post|internship|placement)\sis\s(?:unpaid|voluntary)\b"
    r"|\bexpenses[\s-]only\b",
    re.IGNORECASE,
)
_COMMISSION = re.compile(
    r"\b(?:commission[\s-]only|100\s?%\s(?:commission|comms?)(?!\spayout)|only\scommission"
    r"|purely\scommission|comm\sonly)\b",
    re.IGNORECASE,
)
_SELF_TITLE = re.compile(r"\bself[\s-]?employed\b|\bfranchisee?\sopportunity\b", re.IGNORECASE)
_SELF_TEXT = re.compile(
    r"\b(?:this\sis\s(?:an?\s)?|on\sa\s|you\s(?:will|must|would|should)\sbe\s|role\sis\s"
    r"|position\sis\s|offered\son\sa\s|as\sa\s)(?:fully\s|purely\s|strictly\s)?self[\s-]?employed\b"
    r"(?!\s(?:client|people|individual|person\sor|or\b|/))"
    r"|\bself[\s-]?employed\s(?:basis|role|position|opportunit|contract\b|vacanc|agents?\b"
    r"|drivers?\b|status\srequired)",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|no|isn'?t|never|than|without|nor)\b[^.!?\n]{0,30}$", re.IGNORECASE)
# "PAYE or self-employed" leaves a choice; so do "limited company or self-employed".
_CHOICE = re.compile(r"\b(?:PAYE|employed|umbrella)\s?(?:or|and|/|,|&)\s?(?:a\s)?$", re.IGNORECASE)
_APPRENTICE = re.compile(r"\bapprentice(?:ship)?s?\b", re.IGNORECASE)
# Those who teach and manage apprentices: "Apprenticeship Manager", "Tutor (Apprenticeships)". But
# an "Apprentice Sales Executive" is an apprentice, and so is an "Administrator - Apprenticeship".
_OF_APPRENTICES = re.compile(
    rf"\bapprentice(?:ships?|s)\b.{{0,60}}\b{_STAFF}"
    r"|\bapprentice\s(?:\w+\s)?(?:train|assess|tutor|co-?ordinat|mentor|recruit|coach|programme"
    r"|levy|engagement|development|manager|supervisor)"
    r"|\b(?:assessor|tutor|trainer|coach|lecturer|recruiter|teacher|mentor)s?\b.{0,40}\bapprentice"
    rf"|\b{_STAFF}\w*\W.{{0,40}}\bapprentice(?:ship)?s\b",
    re.IGNORECASE,
)
_COMMISSION_PART = re.compile(r"commission|comms?\b")
_SELF_TITLE_PART = re.compile(r"employed|franchise")
_SELF_PART = re.compile(r"self[\s-]?employed")
_UNPAID_PARTS = ("unpaid", "volunt", "expenses")
_QUICK_TITLE = r"volunt|unpaid|commission|comm only|self.?employ|franchis|apprentic"
_QUICK_TEXT = r"voluntary|volunteer|unpaid|commission|comm only|self.?employ|expenses.only"
#: What a text says of itself stands near its beginning or its end, but not always.
_MOST_CHARACTERS = 6_000


def employment_kinds(
    titles: "pd.Series[str]", descriptions: "pd.Series[str] | None" = None
) -> NDArray[np.object_]:
    """Kind of employment of adverts that the National Living Wage does not apply to.

    Parameters
    ----------
    titles : Series of str, shape (n,)
    descriptions : Series of str, shape (n,), optional

    Returns
    -------
    ndarray of shape (n,), str
        `UNPAID`, `COMMISSION`, `SELF_EMPLOYED`, `APPRENTICE`, or "" for all other adverts.

    Examples
    --------
    >>> titles = ["Volunteer Driver", "Volunteer Manager", "Apprentice Electrician", "Chef"]
    >>> employment_kinds(pd.Series(titles)).tolist()
    ['unpaid', '', 'apprentice', '']
    """
    kinds = np.full(len(titles), "", dtype=object)
    texts = pd.Series("", index=titles.index, dtype="str") if descriptions is None else descriptions
    in_title = titles.str.contains(_QUICK_TITLE, case=False, regex=True).to_numpy(dtype=bool)
    in_text = texts.str.contains(_QUICK_TEXT, case=False, regex=True).to_numpy(dtype=bool)
    for row in np.flatnonzero(in_title | in_text):
        kinds[row] = employment_kind(str(titles.iloc[row]), str(texts.iloc[row]))
    return kinds


def employment_kind(title: str, description: str = "") -> str:
    """Kind of one advert, see :func:`employment_kinds`.

    Examples
    --------
    >>> employment_kind("Sales Agent", "This role is commission only.")
    'commission only'
    """
    text = description[:_MOST_CHARACTERS]
    in_title, in_text = title.lower(), text.lower()
    # To look for a piece of a word first takes a fraction of the time of the patterns.
    if _is_volunteer(title):
        return UNPAID
    if any(
        _COMMISSION_PART.search(quick) and _said(_COMMISSION, whole)
        for quick, whole in ((in_title, title), (in_text, text))
    ):
        return COMMISSION
    if _SELF_TITLE_PART.search(in_title) and _said(_SELF_TITLE, title):
        return SELF_EMPLOYED
    if _SELF_PART.search(in_text) and _said(_SELF_TEXT, text):
        return SELF_EMPLOYED
    if any(part in in_text for part in _UNPAID_PARTS) and _said(_UNPAID_TEXT, text):
        return UNPAID
    return APPRENTICE if _is_apprentice(title) else ""


def may_lack_salary(word: str) -> bool:
    """Whether a title with this word, in small letters, can be of work without a salary.

    Examples
    --------
    >>> may_lack_salary("volunteers"), may_lack_salary("voluntary"), may_lack_salary("nurse")
    (True, True, False)
    """
    return (
        any(part in word for part in _UNPAID_PARTS)
        or _COMMISSION_PART.search(word) is not None
        or _SELF_TITLE_PART.search(word) is not None
    )


def _is_volunteer(title: str) -> bool:
    quick = title.lower()
    if "volunt" not in quick and "unpaid" not in quick:
        return False
    return bool(_VOLUNTEER_TITLE.search(title)) and not _STAFF_BEFORE.search(title)


def _is_apprentice(title: str) -> bool:
    return bool(
        "apprentice" in title.lower()
        and _APPRENTICE.search(title)
        and not _OF_APPRENTICES.search(title)
    )


def _said(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a text says so, and does not deny it or leave a choice."""
    for match in pattern.finditer(text):
        before = text[max(0, match.start() - 40) : match.start()]
        if not (_NEGATED.search(before) or _CHOICE.search(before)):
            return True
    return False
