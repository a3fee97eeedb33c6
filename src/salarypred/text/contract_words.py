"""Words of a job title that say how many hours and for how long one works, not what one does.

Pay is estimated full-time equivalent, so these words must not move it: "Chef, part time" is paid as
"Chef" is. What they say is read elsewhere (:mod:`~salarypred.pay.hours` and the contract columns).
"""

import re
from functools import cache

from .words import WordTable

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2})?|\*{4})"
_HOURS = (
    rf"(?:\b(?:up to|min(?:imum)?|from)\s)?(?<![\w.,:£]){_NUMBER}(?:\s?(?:-|to|/)\s?{_NUMBER})?"
    r"[\s-]?(?:hours?|hrs?\.?|h)(?!\w|/(?!w))"
    r"(?:\s?\(?(?:(?:per|a|each|every|p?/)[\s-]?(?:week|wk|w)\b|weekly\b|pw\b|p\.w\.?))?"
    # Not "24 hour care", "12 hour nights": words of the service or the shift.
    r"(?![\s-]?(?:care|cover|services?|support|response|emergency|helpline|rota|on[\s-]call"
    r"|live|delivery|sleep|shifts?|nights?|days?|(?:per|a|/)\s?(?:day|night|shift))\b)"
)
_HPW = rf"(?<![\w.,:£]){_NUMBER}\s?(?:hpw|h\.p\.w\.?|hours?\W?pw)\b"
_SHARE = r"(?<![\w.,:£])\d?\.\d{1,2}\s?(?:wte|fte|w\.t\.e\.?)\b|\b(?:wte|fte)\s?\d?\.\d{1,2}\b"
_WORDS = (
    r"\b(?:full\s?(?:and|or|&|/)\s?)?(?:part|full)[\s-]?time(?:[\s-]hours)?\b(?![\s-]?(?:equivalent))"
    r"|\bp/t\b|\bf/t\b|\bjob[\s-]?share\b|\bterm[\s-]time(?:[\s-]only)?\b"
    r"|(?:(?<!\w)(?:\d{1,2}|\*{4})[\s-]?months?[\s-])?(?:\bfixed[\s-]?term(?:[\s-]contract)?\b|\bftc\b)"
    r"|\bzero[\s-]hours?(?:[\s-]contract)?\b"
    # "Permanent Way Engineer" and "Temporary Works Designer" are jobs of their own.
    r"|\b(?:permanent|temporary)\b(?:[\s-](?:position|role|contract|job|vacancy|post)\b)?"
    r"(?![\s-](?:way|works|accommodation|recruit\w+|desk|staff\w*|placements?|magnet|secondary"
    r"|consultants?|division|housing|structures?)\b)"
    r"|\b(?:perm|temp)\b(?=\W*$|\s?[)\]|/,:;-])|(?:^|(?<=[(\[|/,:;-])\s?)(?:perm|temp)\b(?=\W*$)"
)
_CONTRACT = re.compile(rf"{_HOURS}|{_HPW}|{_SHARE}|{_WORDS}", re.IGNORECASE)
#: A quick look: without one of these a title says nothing of the kind.
_HINT = re.compile(
    r"h(?:ou)?rs?\b|time\b|perm|temp|term|[wf]\.?t\.?[ec]|/t|hpw|\bh\b|share|p\.w", re.I
)
_WORD = re.compile(r"[a-z]+")
_EMPTY = re.compile(r"[(\[][\s,/&+|-]*(?:(?:and|or)[\s,/&+|-]*)?[)\]]")
#: What is left over at the ends of a title whose words are gone.
_SEPARATORS, _JOINING = " ,/|&+:;-", ("and", "or")


def without_contract_words(title: str) -> str:
    """Title without words of hours and contract; the title itself where nothing else is left.

    Examples
    --------
    >>> without_contract_words("Care Assistant - Part Time (20 hours per week)")
    'Care Assistant'
    >>> without_contract_words("Permanent Way Engineer"), without_contract_words("Part time")
    ('Permanent Way Engineer', 'Part time')
    """
    if not (_may_be_hinted(title) and _HINT.search(title)):
        return title
    rest = _CONTRACT.sub(" ", title)
    if rest == title:
        return title
    rest = _trimmed(" ".join(_EMPTY.sub(" ", rest).split()))
    rest = re.sub(r"\s(?:[,/|-]\s)+(?=[,/|-]\s)", " ", rest)
    return rest if any(map(str.isalpha, rest)) else title


def _may_be_hinted(title: str) -> bool:
    if not title.isascii() or "/" in title or "." in title:
        return True
    return any(map(_table().__getitem__, _WORD.findall(title.lower())))


@cache
def _table() -> WordTable:
    """Words in small letters that `_HINT` may find something in."""
    return WordTable(lambda word: int(_HINT.search(word) is not None))


def _trimmed(text: str) -> str:
    """Text without separators at its ends and joining words at its end.

    A loop and no pattern: on a long row of such words a pattern takes quadratic time.
    """
    text = text.lstrip(_SEPARATORS)
    end = len(text)
    while end:
        word = next((word for word in _JOINING if text.endswith(word, 0, end)), "")
        before = text[end - len(word) - 1 : end - len(word)]
        if text[end - 1] in _SEPARATORS:
            end -= 1
        elif word and not (before.isalnum() or before == "_"):
            end -= len(word)
        else:
            break
    return text[:end]
