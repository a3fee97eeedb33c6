"""Text cleaning, in one place: every word that a model learns has passed through here.

Three things happen, in this order: what identifies a person or a machine (e-mail and web addresses,
phone numbers, names of contacts) is removed; mark-up and known damage of the sources are repaired;
and numbers that could be pay become the mask ``****`` that the sources put in their place, so that
an advert reads the same whether its pay was hidden or not.
"""

import html
import re
from functools import lru_cache

from ..adverts.masks import MASK
from ..resources import list_lines

#: Product names with a capital inside, which are not two words run together.
_ONE_WORD = frozenset(
    [
        "JavaScript",
        "TypeScript",
        "SharePoint",
        "SolidWorks",
        "BizTalk",
        "WebSphere",
        "PowerPoint",
        "LinkedIn",
        "YouTube",
        "WordPress",
        "GitHub",
        "ElasticSearch",
        "TensorFlow",
        "ServiceNow",
        "PeopleSoft",
        "BlackBerry",
        "QlikView",
        "AdWords",
        "InDesign",
        "BigQuery",
        "DoubleClick",
        "SalesForce",
        "PowerShell",
        "WebLogic",
        "CoffeeScript",
        "NodeJs",
    ]
)

# Named entities whose ampersand the source lost: "pound;25k", "Poole ndash; Minimum".
_BARE_ENTITY = re.compile(
    r"\b(?:pound|ndash|mdash|amp|nbsp|bull|[rl]squo|[rl]dquo|quot|hellip|middot|39|150|146);"
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.{0,2000}?-->", re.DOTALL)
_EMAIL = re.compile(r"(?<![\w.+*-])[\w.+*-]{1,64}@[\w*-]{1,63}(?:\.[\w*-]{1,63}){0,6}")
_URL = re.compile(
    r"\b(?:(?i:https?://|www\.)[^\s<>]{1,500}"
    r"|[\w-]{2,40}\.(?:co\.uk|(?:org|ac|gov|nhs)\.uk|com|org)\b(?:/[^\s<>]{0,500})?)"
)
# UK telephone numbers: 0 or +44, then eight to eleven digits in up to five groups.
_PHONE = re.compile(r"(?<![\w£$€])(?:\+\s?44|\(?0)[\s()\d./-]{8,18}\d(?!\w)")
# The contact block of NHS Jobs, its lines run together: "NameAnn SmithJob titleMatronEmail ...".
_NHS_CONTACT = re.compile(
    r"Name[A-Z].{1,80}?Job title.{1,120}?(?:Email address|Telephone number|Additional|$)"
    r"(?:\s*Telephone number)?",
    re.DOTALL,
)
_NAME = r"(?:[A-Z][a-z]+(?:[-'’][A-Z][a-z]+)?)"
_CONTACT = re.compile(
    r"\b((?i:contact|call|phone|telephone|tel|e-?mail|ask for|speak (?:to|with)|cv to|"
    r"application to|regards|consultant is|discussion with|visit(?:s)? contact)):?\s+"
    rf"(?:(?:Mrs?|Ms|Miss|Dr|Prof)\.?\s+{_NAME}(?:\s+{_NAME})?|{_NAME}\s+{_NAME}"
    rf"|{_NAME}(?=\s+(?:on|at|for|in|via|\*)))"
)
_TITLED_NAME = re.compile(rf"\b(?:Mrs?|Ms|Miss|Dr|Prof)\.?\s+{_NAME}(?:\s+{_NAME})?")
_GLUED = re.compile(r"\b[A-Za-z]?[a-z]+[a-z][A-Z][A-Za-z]+\b")
_GLUE = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})|(?<=[a-z]{3})(?=[A-Z]{4})")
_STARS = re.compile(r"(?<![\w*])[*]{1,3}(?![\w*])")
# A number or a range of them; `_mask_numbers` decides whether it could be pay.
_NUMBERS = re.compile(
    r"(?:[£$€]\s?)?\d+(?:[.,]\d+)*(?:\s?(?:-|to|and)\s?[£$€]?\d+(?:[.,]\d+)*)*(?:\s?[kK]\b)?"
)
_NUMBER = re.compile(r"(?:[£$€]\s?)?\d+(?:[.,]\d+)*")
_MONEY = re.compile(r"[£$€]\s?\d+(?:[.,]\d+)*")
_COULD_BE_PAY = re.compile(r"[£$€kK]|\d{3}|\d[.]\d{2}(?!\d)")
_MASK = re.compile(r"(?:£\s?|\$\s?|€\s?)?\*{4,}(?:[.,]\*{4,})*(?:\s?([kK])(?![A-Za-z]))?")
# Typographic quotes are made plain; bullets, dashes and invisible characters become spaces.
_CHARACTERS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
    | dict.fromkeys("•·●▪■◆►✓✔➢…�\xa0\ufeff", " ")
    | dict.fromkeys(map(chr, [*range(9), *range(11, 32), *range(0x200B, 0x2010)]), " ")
)


@lru_cache(maxsize=1)
def personal_names() -> frozenset[str]:
    """First names and surnames in lower case, which no vocabulary may hold."""
    lines = list_lines("patterns", "personal_names.txt")
    return frozenset(name for line in lines for name in line.split())


def _split_glued(match: re.Match[str]) -> str:
    word = match.group()
    return word if word in _ONE_WORD else _GLUE.sub(" ", word)


def _mask_numbers(match: re.Match[str]) -> str:
    text, start = match.group(), match.start()
    part_of_word = start > 0 and match.string[start - 1].isalnum() and text[0] not in "£$€"
    if part_of_word:  # "B2-£300": only the end that is money
        return _MONEY.sub(f" {MASK}", text)
    return _NUMBER.sub(f" {MASK}", text) if _COULD_BE_PAY.search(text) else text


def clean_text(text: str) -> str:
    """Text as the models read it.

    Parameters
    ----------
    text : str
        A title, description, company or location, as the advert has it.

    Returns
    -------
    str
        One line. Case is kept (entities need it). Masks stand as ``****`` or ``****k``, words of
        their own; visible numbers that could be pay are masked too, because stated pay must not
        change the estimate.

    Examples
    --------
    >>> clean_text("C# developerLONDON &pound;35,000 - ****K<br>mail jo@example.com")
    'C# developer LONDON **** - ****k mail'
    >>> clean_text("Nurse - up to £****k, call Ann Smith on 020 7946 0123")
    'Nurse - up to ****k , call on'
    """
    if "&" in text or ";" in text:
        text = _BARE_ENTITY.sub(" ", html.unescape(re.sub(r"&#\d{8,}", " ", text)))
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = text.translate(_CHARACTERS)
    if "@" in text:
        text = _EMAIL.sub(" ", text)
    if "." in text:
        text = _URL.sub(" ", text)
    if "Job title" in text:
        text = _NHS_CONTACT.sub(" ", text)
    text = _PHONE.sub(" ", text)
    text = _CONTACT.sub(r"\1", text)
    text = _TITLED_NAME.sub(" ", text)
    text = _GLUED.sub(_split_glued, text)
    text = _NUMBERS.sub(_mask_numbers, text)
    if "*" in text:
        text = _STARS.sub(" ", text)
        text = _MASK.sub(lambda match: f" {MASK}k " if match.group(1) else f" {MASK} ", text)
    return " ".join(text.split())
