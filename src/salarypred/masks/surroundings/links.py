"""What lies between two masks of an advert, as named links: which roles follow each other there."""

import re
from bisect import bisect
from functools import lru_cache

from ...adverts.masks import MASK, find_masks

#: Lengths of the text between two masks, in characters: from each one on.
_LENGTHS = (0, 1, 2, 3, 5, 9, 16, 31, 61, 121, 301)
_FAR = 121  # from here on only the length counts
_PATTERNS = {
    "glued": r"k?\Z",
    "blank": r"\s\Z",
    "wide": r"(?:k|p\.?a\.?)?\s{2,4}(?:£|&?pound;?|c)?\Z",
    "range": r"(?:k|,000|\.00)?\s?(?:p\.?a\.?|per\s\w+)?\s{0,3}"
    r"(?:-|–|to|and|rising\sto|/)\s{0,3}"
    r"(?:a\s(?:maximum|max)\sof\s)?(?:£|&?pound;?|c)?\Z",
    "decimal": r"[.,]\Z",
    "colon": r":\Z",
    "slash": r"\s?/\s?\Z",
    "parenthesis": r"[^(]{0,40}\(",
    "closed": r"[^(]{0,40}\)",
    "comma": r"[^,]{0,40},",
    "sentence": r".*[.!?;|]\s",
    "line": r"[^\n]*\n",
    "ote": r".*\b(?:O\.?T\.?E\b|on[\s-]target|earn|realistic|potential|uncapped)",
    "ote first": r"(?:k|,000)?[\s,(]{0,3}(?:uncapped\s)?(?:O\.?T\.?E|on[\s-]target)",
    "ote last": r".*\bO\.?T\.?E\.?[\s:;,of-]{0,5}(?:£|&?pound;?|c)?\Z",
    "basic": r".*\b(?:basic|base)\b",
    "basic first": r"(?:k|,000)?\s{0,2}(?:basic|base)\b",
    "plus": r"(?:k|,000)?\s?(?:plus|\+|with|and)\s",
    "salary": r".*\b(?:salary|pay|rate|wage|package)\b",
    "bonus": r".*\b(?:bonus|allowance|commission|relocation|car|pension)\b",
    "overtime": r".*\b(?:overtime|weekend|saturday|sunday|nights?|sat|sun|bank)",
    "unit": r"k?\s?(?:per\s?(?:annum|hour|day|week|month)|p\.?a\b|"
    r"p\.?h\b|an\shour|a\s(?:day|week))",
    "percent": r"\s?%",
    "am": r"\s?(?:am|pm|hrs|hours)\b",
    "days": r"\s?(?:days|weeks|months|years)\b",
    "phone": r".*\b(?:call|tel|telephone|phone|contact|on)\b",
    "reference": r".*\b(?:ref|reference|quoting|job)\b",
    "job": r".*\b(?:manager|assistant|senior|junior|supervisor|"
    r"apprentice|qualified|head|trainee|lead)\b",
    "year": r".*\byear\s\Z",
}


#: All links.
LINKS = ("any", "field", *(f"from {length}" for length in _LENGTHS), *_PATTERNS)
_NAMES = tuple(_PATTERNS)
#: One match for all patterns; the group of each takes part where it fits.
_ALL = re.compile("".join(rf"(?=(?:{p})()|)" for p in _PATTERNS.values()), re.IGNORECASE).match


@lru_cache(maxsize=20_000)
def _between(text: str) -> tuple[str, ...]:
    size = f"from {_LENGTHS[bisect(_LENGTHS, len(text)) - 1]}"
    fitting = _ALL(text) if len(text) < _FAR else None
    if fitting is None:
        return "any", size
    marks = zip(_NAMES, fitting.groups(), strict=True)
    return "any", size, *(name for name, mark in marks if mark is not None)


def mask_links(title: str, description: str) -> list[tuple[str, ...]]:
    """Links of each mask to the one before it, in the order of ``places``.

    Returns
    -------
    list of tuple of str
        Names of :data:`LINKS`; empty for the first mask of the advert.

    Examples
    --------
    >>> [names[-1] for names in mask_links("", "****k to ****k, OTE ****k") if names]
    ['range', 'ote last']
    """
    links: list[tuple[str, ...]] = []
    for text in (title, description):
        starts = find_masks(text)
        for number, start in enumerate(starts):
            if number:
                links.append(_between(text[starts[number - 1] + len(MASK) : start][: _FAR * 3]))
            else:
                links.append(("field",) if links else ())
    return links
