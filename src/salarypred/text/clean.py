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

# Most texts have nothing of most of the patterns below, and the patterns are costly. So each comes
# with a quick look: without what it looks for, the pattern cannot match.

# Named entities whose ampersand the source lost: "pound;25k", "Poole ndash; Minimum".
_BARE_ENTITY = re.compile(
    r"\b(?:pound|ndash|mdash|amp|nbsp|bull|[rl]squo|[rl]dquo|quot|hellip|middot|39|150|146);"
)
_ENTITY_ENDS = (
    *("pound;", "dash;", "amp;", "nbsp;", "bull;", "quo;", "quot;", "hellip;", "middot;"),
    *("39;", "150;", "146;"),
)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.{0,2000}?-->", re.DOTALL)
_EMAIL = re.compile(r"(?<![\w.+*-])[\w.+*-]{1,64}@[\w*-]{1,63}(?:\.[\w*-]{1,63}){0,6}")
_URL = re.compile(
    r"\b(?:(?i:https?://|www\.)[^\s<>]{1,500}"
    r"|[\w-]{2,40}\.(?:co\.uk|(?:org|ac|gov|nhs)\.uk|com|org)\b(?:/[^\s<>]{0,500})?)"
)
_URL_PART = re.compile(r"\.(?:co\.uk|(?:org|ac|gov|nhs)\.uk|com|org)\b")
# UK telephone numbers: 0 or +44, then eight to eleven digits in up to five groups.
_PHONE = re.compile(r"(?<![\w£$€])(?:\+\s?44|\(?0)[\s()\d./-]{8,18}\d(?!\w)")
_PHONE_PART = re.compile(r"[0+][\s()\d./-]{9}")
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
#: Where one of them stands a contact may begin.
_CONTACT_WORDS = (
    *("contact", "call", "phone", "tel", "email", "e-mail", "ask for", "speak "),
    *("cv to", "application to", "regards", "consultant is", "discussion with", "visit"),
)
_TITLED_NAME = re.compile(rf"\b(?:Mrs?|Ms|Miss|Dr|Prof)\.?\s+{_NAME}(?:\s+{_NAME})?")
_TITLED_PART = re.compile(r"(?:Mrs?|Ms|Miss|Dr|Prof)[.\s]")
_GLUED = re.compile(r"\b[A-Za-z]?[a-z]+[a-z][A-Z][A-Za-z]+\b")
_GLUED_PART = re.compile(r"[A-Z](?<=[a-z]{2}[A-Z])[A-Za-z]")
_GLUE = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})|(?<=[a-z]{3})(?=[A-Z]{4})")
# The three below begin with a sign of their own, which finds their places quickly; what stands
# before it is looked at afterwards.
_STARS = re.compile(r"\*(?<![\w*]\*)\*{0,2}(?![\w*])")
# A number or a range of them; `_mask_numbers` decides whether it could be pay.
_NUMBERS = re.compile(
    r"[£$€\d](?:(?<=[£$€])\s?\d+|(?<=\d)\d*)(?:[.,]\d+)*"
    r"(?:\s?(?:-|to|and)\s?[£$€]?\d+(?:[.,]\d+)*)*(?:\s?[kK]\b)?"
)
_NUMBER = re.compile(r"(?:[£$€]\s?)?\d+(?:[.,]\d+)*")
_MONEY = re.compile(r"[£$€]\s?\d+(?:[.,]\d+)*")
_COULD_BE_PAY = re.compile(r"[£$€kK]|\d{3}|\d[.]\d{2}(?!\d)")
_MASK = re.compile(
    r"[£$€*](?:(?<=[£$€])\s?\*{4,}|(?<=\*)\*{3,})(?:[.,]\*{4,})*(?:\s?([kK])(?![A-Za-z]))?"
)
# Typographic quotes are made plain; bullets, dashes and invisible characters become spaces.
_PLAIN = (
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
    | dict.fromkeys("•·●▪■◆►✓✔➢…�\xa0\ufeff", " ")
    | dict.fromkeys(map(chr, [*range(9), *range(11, 32), *range(0x200B, 0x2010)]), " ")
)
_CHARACTER = re.compile("[" + "".join(_PLAIN) + "]")


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
    text = _without_people(_repaired(text))
    if _GLUED_PART.search(text):
        text = _GLUED.sub(_split_glued, text)
    text = _NUMBERS.sub(_mask_numbers, text)
    if "*" in text:
        text = _STARS.sub(" ", text)
        text = _MASK.sub(lambda match: f" {MASK}k " if match.group(1) else f" {MASK} ", text)
    return " ".join(text.split())


def _repaired(text: str) -> str:
    """Text without mark-up, and with plain signs."""
    if "&" in text or ";" in text:
        text = html.unescape(re.sub(r"&#\d{8,}", " ", text))
        if any(end in text for end in _ENTITY_ENDS):
            text = _BARE_ENTITY.sub(" ", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _CHARACTER.sub(_plain, text)


def _without_people(text: str) -> str:
    """Text without addresses, telephone numbers and names of contacts."""
    if "@" in text:
        # Twice: what hung on an address ("jo@x.@y.uk") is one by itself once that is gone.
        text = _EMAIL.sub(" ", _EMAIL.sub(" ", text))
    if "." in text and _could_be_url(text):
        text = _URL.sub(" ", text)
    if "Job title" in text:
        text = _NHS_CONTACT.sub(" ", text)
    if _PHONE_PART.search(text):
        text = _PHONE.sub(" ", text)
    if _has_contact(text):
        text = _CONTACT.sub(r"\1", text)
    if _TITLED_PART.search(text):
        text = _TITLED_NAME.sub(" ", text)
    return text


def _plain(match: re.Match[str]) -> str:
    return _PLAIN[match.group()]


def _could_be_url(text: str) -> bool:
    if _URL_PART.search(text):
        return True
    lower = text.lower()
    return "www." in lower or "http" in lower


def _has_contact(text: str) -> bool:
    """Whether a name stands behind a word that announces one."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is longer: places are not the same
        return True
    for word in _CONTACT_WORDS:
        place = lower.find(word)
        while place >= 0:
            if _CONTACT.match(text, place):
                return True
            place = lower.find(word, place + 1)
    return False
