"""The language of a text that is not in English.

Three kinds of evidence, none of which needs a model: letters of another script; the share of each
language's function words; and in a title words and marks that only job adverts of that language
have (``Krankenschwester``, ``(h/f)``). The lists are in ``patterns/languages.tsv``.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from ..resources import list_lines

#: Ranges of letters, the more specific script first: Japanese also uses Chinese characters.
_SCRIPTS = {
    "Japanese": "\u3041-\u30ff",
    "Korean": "\uac00-\ud7af\u1100-\u11ff\u3130-\u318f",
    "Chinese": "\u4e00-\u9fff\u3400-\u4dbf",
    "Arabic script": "\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc",
    "Hebrew": "\u05d0-\u05ea",
    "Cyrillic letters": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "an Indian script": "\u0900-\u0dff",
    "Thai": "\u0e01-\u0e4e",
    "Georgian or Armenian": "\u10a0-\u10ff\u0530-\u058f",
    "Amharic": "\u1200-\u137f",
}
_SCRIPT = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}
_OTHER = re.compile("[" + "".join(_SCRIPTS.values()) + "]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_SIGN_SHARE = 0.3  # of the letters: product and firm names stay Latin

# French and Italian articles before a vowel are separate words; Welsh "i'r" and "sy'n" are not
# split.
_WORD = re.compile(r"(?:dell|all|nell|sull|dall|un|qu|[ldjns])'(?=\w)|[^\W\d_]+(?:'[rn]\b)?")
_PLAIN_WORD = re.compile(r"[^\W\d_]+")  # the same where there is no apostrophe
_MARK = re.compile(r"(?<![\w/])\(?([a-zž]{1,3}(?:[/|-][a-zž]{1,3}){1,2}|gn)\)?(?![\w/])")
# "French speaking", "teacher of Polish": a foreign word there is about the job.
_ABOUT = frozenset(
    ["speaking", "speaker", "fluent", "bilingual", "language", "languages", "translator", "teacher"]
)
#: Words of a text of which a few function words are no evidence.
SHORT = 12
#: The language whose function words count for no other.
ENGLISH = "English"


class _Lists(NamedTuple):
    """The lists, by word."""

    function: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]
    endings: dict[str, "re.Pattern[str]"]
    marks: dict[str, str]
    any_ending: "re.Pattern[str]"  # of all languages


def without_accents(text: str) -> str:
    """Text without its accents.

    Examples
    --------
    >>> without_accents("Zürich")
    'Zurich'
    """
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def _lists() -> _Lists:
    function: dict[str, list[str]] = {}
    titles: dict[str, list[str]] = {}
    ends: list[str] = []
    found = _Lists({}, {}, {}, {}, re.compile(""))
    for line in list_lines("patterns", "languages.tsv"):
        name, common, jobs, marks = (line + "\t\t\t").split("\t")[:4]
        endings = [word[1:] for word in jobs.split() if word[0] == "-"]
        ends += endings
        if endings:
            found.endings[name] = re.compile(rf"\w{{3,}}(?:{'|'.join(endings)})\b")
        for words, index in ((common, function), (jobs, titles)):
            for word in words.split():
                # Many people type without accents. Two letters without theirs could mean anything.
                for spelling in {word, without_accents(word) if len(word) > 2 else word}:
                    if name not in index.setdefault(spelling, []):
                        index[spelling].append(name)
        found.marks.update((mark, name) for mark in marks.split())
    for word in [word for word, names in function.items() if ENGLISH in names]:
        function[word] = [ENGLISH]
    found.function.update((word, tuple(names)) for word, names in function.items())
    found.titles.update((word, tuple(names)) for word, names in titles.items())
    return found._replace(any_ending=re.compile(rf"(?:{'|'.join(ends)})\b"))


def _script(text: str) -> str:
    others = len(_OTHER.findall(text))
    if others < 2 or others < _SIGN_SHARE * (others + len(_LATIN.findall(text))):
        return ""
    counts = {name: len(letters.findall(text)) for name, letters in _SCRIPT.items()}
    if counts["Japanese"] > 0.1 * counts["Chinese"]:
        counts["Chinese"] = 0
    return max(counts, key=lambda name: counts[name])


def speaks_english(word: str) -> bool:
    """Whether a word in small letters is a function word of English.

    Examples
    --------
    >>> speaks_english("the"), speaks_english("chef")
    (True, False)
    """
    return _lists().function.get(word) == (ENGLISH,)


def is_foreign_function(word: str) -> bool:
    """Whether a word in small letters is a function word of another language than English.

    Examples
    --------
    >>> is_foreign_function("de"), is_foreign_function("the")
    (True, False)
    """
    return word in _lists().function and not speaks_english(word)


def may_be_foreign(word: str) -> bool:
    """Whether a word in small letters can be evidence of another language in a short title.

    Examples
    --------
    >>> may_be_foreign("infirmier"), may_be_foreign("pour"), may_be_foreign("de")
    (True, True, False)
    """
    lists = _lists()
    return (
        (is_foreign_function(word) and len(word) > 2)
        or word in lists.titles
        or word in lists.marks
        or lists.any_ending.search(word) is not None
    )


def language(title: str, description: str = "") -> str:
    """Language of an advert that is not in English.

    Parameters
    ----------
    title
        Its title.
    description
        Its text, or the beginning of it.

    Returns
    -------
    str
        A language or a script ("Cyrillic letters"), or "" for English and for too little evidence.

    Examples
    --------
    >>> language("Comptable (H/F)"), language("Chef de Partie"), language("Разработчик")
    ('French', '', 'Cyrillic letters')
    """
    text = f"{title}\n{description}"
    if not text.isascii() and (script := _script(text)):
        return script
    lists = _lists()
    lower = text.lower().replace("’", "'")
    words = (_WORD if "'" in lower else _PLAIN_WORD).findall(lower)
    function = lists.function
    counts: dict[str, int] = {}
    kinds: dict[str, int] = {}
    long = len(words) > SHORT
    for word, times in Counter(words).items():
        if word in function:
            for name in function[word]:
                counts[name] = counts.get(name, 0) + times
                # Short words ("p/a", "Ashby de la Zouch") count in a text, but prove little.
                kinds[name] = kinds.get(name, 0) + (len(word) > (1 if long else 2))
    english = counts.pop(ENGLISH, 0)
    if long:
        best = max(counts, key=lambda name: counts[name], default="")
        enough = max(3, 0.1 * len(words), 1.5 * english)
        return best if best and counts[best] >= enough and kinds[best] >= 3 else ""
    return "" if english else _of_short(title.lower(), words, kinds)


def has_mark(title: str) -> bool:
    """Whether a title in small letters has a mark that adverts of another language have.

    Examples
    --------
    >>> has_mark("comptable (h/f)"), has_mark("part-time chef")
    (True, False)
    """
    return any(mark in _lists().marks for mark in _MARK.findall(title))


def _of_short(title: str, words: list[str], kinds: dict[str, int]) -> str:
    """Language of a title with little or no text."""
    lists = _lists()
    marks = [mark for mark in _MARK.findall(title) if mark in lists.marks]
    ended = lists.any_ending.search(title) is not None
    # Most titles have no sign of another language.
    if not (marks or ended or any(kinds.values())) and lists.titles.keys().isdisjoint(words):
        return ""
    strong = Counter[str]()
    for mark in marks:
        strong[lists.marks[mark]] += 2
    for word in set(words):
        for name in lists.titles.get(word, ()):
            strong[name] += 1
    for name, ending in lists.endings.items():
        strong[name] += len(ending.findall(title))
    if not _ABOUT.isdisjoint(words):
        return ""
    total = strong + Counter(kinds)
    best = max(total, key=lambda name: total[name], default="")
    return best if best and (total[best] >= 2 or (strong[best] and len(words) <= 3)) else ""
