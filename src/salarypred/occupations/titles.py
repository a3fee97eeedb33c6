"""Titles of adverts and of the coding index in the one form that the classifier reads."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from .lists import acronyms, job_names, stop_words

#: Longer titles are cut: what follows is never the occupation.
_LONGEST = 200

_PAY = re.compile(
    r"(?:£|\bgbp\b|€|\$)\s*\*?\d[\d,.]*\s*k?\b|\b\d[\d,.]*\s*k\b|\b\d{2,3},\d{3}\b"
    r"|\b(?:per|an?) (?:hour|annum|day|week|month)\b|\bp/[ahd]\b|\bph\b|\bote\b|\bup to\b|\bcirca\b"
)
_HOURS = re.compile(
    r"\b\d+(?:\.\d+)?\s*(?:hours?|hrs?|h|months?|weeks?|days?|wte|fte|pa)\b"
    r"|\b\d{1,2}(?::\d\d)?\s*(?:am|pm)\b|\b\d{4,}\b|\b[a-z]*\d+[a-z]*\d[a-z\d]*\b|\*{2,}"
)
_PARTS = re.compile(r"\s+[-–—|~]+\s+|\s*[|;:()\[\]{}]+\s*|\s*[-–—]{2,}\s*|,\s+|\s+/\s*|\s+@\s*")
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?(?:\+\+|#)?|\d+(?:\.\d+)?[a-z]{0,2}|\.net\b")
#: What a spelling needs (to look for it is quicker), its pattern, and the words it stands for.
_SPELT = (
    ("c++", re.compile(r"\bc\+\+"), " cplusplus "),
    ("c#", re.compile(r"\bc#"), " csharp "),
    (".net", re.compile(r"\.net\b"), " dotnet "),
    ("&", re.compile(r"\br\s?&\s?d\b"), " research and development "),
    ("&", re.compile(r"\bh\s?&\s?s\b"), " health and safety "),
    ("&", re.compile(r"\bm\s?&\s?e\b"), " mechanical and electrical "),
    ("&", re.compile(r"\bf\s?&\s?b\b"), " food and beverage "),
    ("p", re.compile(r"\bp\.?a\.?\b(?!\w)"), " pa "),
    ("ordinat", re.compile(r"\bco-?\s?(?=ordinat)"), "co"),
    ("commerce", re.compile(r"\be-?commerce"), "ecommerce"),
    ("lift", re.compile(r"\bfork[- ]?lift"), "forklift"),
    ("end", re.compile(r"\bfront[- ]end"), "frontend"),
    ("end", re.compile(r"\bback[- ]end"), "backend"),
    ("stack", re.compile(r"\bfull[- ]stack"), "fullstack"),
    ("care", re.compile(r"\bhealth[- ]?care"), "healthcare"),
    ("sales", re.compile(r"\btele[- ]?sales"), "telesales"),
    ("keep", re.compile(r"\bbook[- ]?keep"), "bookkeep"),
    ("senior", re.compile(r"\bsemi[- ]senior"), "semisenior"),
    ("school", re.compile(r"\bpre[- ]?school"), "preschool"),
    ("keep", re.compile(r"\bhouse[- ]keep"), "housekeep"),
    ("site", re.compile(r"\bweb[- ]site"), "website"),
    ("multi", re.compile(r"\bmulti[- ]"), "multi"),
    ("non", re.compile(r"\bnon[- ]"), "non"),
    ("line", re.compile(r"\b(1st|first)[- ](?=line)"), "first "),
    ("line", re.compile(r"\b(2nd|second)[- ](?=line)"), "second "),
    ("line", re.compile(r"\b(3rd|third)[- ](?=line)"), "third "),
)
#: A quick look: of letters and these signs alone, without one of these words, a title has no pay,
#: no hours and nothing that is spelt in another way.
_SIMPLE = re.compile(r"[a-z ,;:()\[\]{}|/'-]*")
_LETTERS = re.compile(r"[a-z]+")
_TOLD_TEXT = (
    "hour annum day week month ph ote up circa p pa co e fork front back full health tele book "
    "semi pre house web multi non first second third"
)
_TOLD = frozenset(_TOLD_TEXT.split())


class Title(NamedTuple):
    """Words of a title: those of its first part that names anything, and those of the rest."""

    main: tuple[str, ...]
    rest: tuple[str, ...]


@lru_cache(maxsize=20_000)  # titles repeat, and every advert is asked about twice
def read_title(title: str, location: str = "") -> Title:
    """Read a title.

    Parameters
    ----------
    title
        As in an advert or an official list.
    location
        Its words are left out of the title if others remain.

    Examples
    --------
    >>> read_title("Staff Nurses (RGN) - Leeds - £35k", "Leeds")
    Title(main=('staff', 'nurse'), rest=('registered', 'general', 'nurse'))
    """
    text = title[:_LONGEST]
    text = text.lower() if text.isascii() else _in_ascii(text)
    if not (_SIMPLE.fullmatch(text) and _TOLD.isdisjoint(_LETTERS.findall(text))):
        text = _without_pay_and_hours(text)
    places = frozenset(_TOKEN.findall(location.lower())) - _NO_PLACES if location else frozenset()
    # Most titles are of words and spaces alone, which leave nothing to be divided.
    divided = [text] if text.replace(" ", "").isalpha() else _PARTS.split(text)
    parts = [words for part in divided if (words := _words(part, places))]
    if not parts and places:
        return read_title(title)
    if not parts:
        return Title((), ())
    names = job_names()
    first = next((i for i, part in enumerate(parts) if not names.isdisjoint(part)), 0)
    rest = (word for i, part in enumerate(parts) if i != first for word in part)
    return Title(tuple(parts[first]), tuple(rest))


def _in_ascii(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    if text.isascii():
        return text
    pounds = " £" if "£" in text else ""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() + pounds


def _without_pay_and_hours(text: str) -> str:
    for part, pattern, spelling in _SPELT:
        if part in text and pattern.search(text):
            text = pattern.sub(spelling, text)
    return _HOURS.sub(" ", _PAY.sub(" ", text))


#: Words of locations that also name jobs and trades.
_NO_PLACES = frozenset(("care", "home", "street", "park", "school", "hospital", "shop", "market"))


def _words(part: str, places: frozenset[str]) -> list[str]:
    found: list[str] = []
    for word in _TOKEN.findall(part):
        if word not in places:
            found.extend(_spelt(word))
    return found


@cache
def _spelt(word: str) -> tuple[str, ...]:
    """Return a word as the classifier reads it: none, itself in the singular, or what it means."""
    word = word.removesuffix("'s").replace("'", "")
    if (meaning := acronyms().get(word)) is not None:
        return meaning
    word = singular(word)
    if word in stop_words() or (len(word) == 1 and not word.isdigit()):
        return ()
    return (word,)


#: Words that end in s in the singular, or mean something else without it.
_KEPT_TEXT = (
    "sales business process analysis logistics mechanics electronics robotics devops operations "
    "analytics systems news goods gas bus glass press access address class chess dress less "
    "mathematics maths physics economics genetics politics sports arts communications aws sas "
    "js ios sous series physiotherapeutics statistics orthopaedics paediatrics obstetrics "
    "windows needs species canvas paris wales asbestos diagnosis basis premises works plus "
    "contracts benefits his its this campus status virus bonus census consensus"
)
_KEPT_S = frozenset(_KEPT_TEXT.split())


def singular(word: str) -> str:
    """Return the singular of an English word, as far as its ending tells.

    Examples
    --------
    >>> [singular(word) for word in ("nurses", "secretaries", "sales", "waitresses", "foremen")]
    ['nurse', 'secretary', 'sales', 'waitress', 'foreman']
    """
    if len(word) < 4 or word in _KEPT_S or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("men") and len(word) > 5 and word not in ("specimen", "regimen"):
        return word[:-2] + "an"
    if not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1]
