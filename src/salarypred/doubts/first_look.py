"""A first look at a title: most have no word that a doubt could come from."""

import re
from functools import cache

from ..pay.employment import may_lack_salary
from ..text.words import WordTable
from .abroad import abroad, begins_place
from .foreign_money import may_be_money
from .languages import SHORT, has_mark, is_foreign_function, may_be_foreign, speaks_english
from .no_advert import speaks_for_advert, unlike_advert

_ENGLISH, _FOREIGN, _FOREIGN_IF_LONG, _ADVERT, _PLACE, _DOUBTFUL = 1, 2, 4, 8, 16, 32
_WORD = re.compile(r"[^\W\d_]+")
#: Letters joined by a sign: only such are a mark of another language, "(m/w/d)".
_JOINED = re.compile(r"[a-z][/|-][a-z]")


def is_plain(title: str) -> bool:
    """Whether no question of :mod:`~salarypred.doubts.reasons` can find fault with a title.

    It stands alone: the advert has no text and no place. True only where all of them would find
    nothing; False where they are to be asked.

    Examples
    --------
    >>> is_plain("Head Chef"), is_plain("Krankenschwester (m/w/d)"), is_plain("Chef in Dubai")
    (True, False, False)
    """
    if not title.isascii() or "'" in title or "$" in title:
        return False
    lower = title.lower()
    words = _WORD.findall(lower)
    marks = _table().any_of(words)
    if marks & _DOUBTFUL:
        return False
    if len(words) > SHORT:
        if marks & (_FOREIGN | _FOREIGN_IF_LONG):
            return False
    # In a short title one English word speaks against every other language.
    elif not marks & _ENGLISH and (marks & _FOREIGN or (_JOINED.search(lower) and has_mark(lower))):
        return False
    if marks & _PLACE and abroad(title):
        return False
    return bool(marks & _ADVERT) or not unlike_advert(title)


@cache
def _table() -> WordTable:
    return WordTable(_marks_of)


def _marks_of(word: str) -> int:
    return (
        _ENGLISH * speaks_english(word)
        | _FOREIGN * may_be_foreign(word)
        | _FOREIGN_IF_LONG * is_foreign_function(word)
        | _ADVERT * speaks_for_advert(word)
        | _PLACE * begins_place(word)
        | _DOUBTFUL * (may_be_money(word) or may_lack_salary(word))
    )
