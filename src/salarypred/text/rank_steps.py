"""How far a title's rank lies above or below the same job without a rank."""

import re
from collections import defaultdict
from functools import lru_cache

from ..adverts.ranks import ranks

LOWEST, HIGHEST = -3, 4
#: Words after which these are no ranks: "lead generation", "chief of staff's office".
_NO_RANK_BEFORE = {
    "lead": r"(?:[\s-](?:gen\w*|times?|paint\w*|free|acid|provider|in)\b)",
    "director": r"(?:[\s-]of\s(?:the\s)?works?\b)",
}
#: Whoever assists a director is none.
_ASSISTS = re.compile(
    r"\b(?:assistant|secretary|pa|ea|support|reporting|administrator)\s(?:to|for)\b.*$",
    re.IGNORECASE,
)


def _patterns() -> list[tuple[int, re.Pattern[str]]]:
    words: dict[int, list[str]] = defaultdict(list)
    for rank in ranks():
        if rank.step:
            after = _NO_RANK_BEFORE.get(rank.name, "")
            words[rank.step].append(rank.name + (f"(?!{after})" if after else ""))
    # "Associate director" is a step of its own, below the director whose name it has.
    order = sorted(words, key=lambda step: (step == HIGHEST - 1, abs(step)))
    return [
        (step, re.compile(rf"\b(?:{'|'.join(words[step])})\b", re.IGNORECASE)) for step in order
    ]


_PATTERNS = _patterns()
_LONGEST = 200  # characters of a title that is remembered
_ANY = re.compile("|".join(pattern.pattern for _, pattern in _PATTERNS), re.IGNORECASE)


def rank_step(title: str) -> int:
    """Steps above (1 senior, 2 lead, 3 head, 4 director) or below (-1 junior, ...) the plain job.

    Of several ranks that of the most steps counts, but an associate director is no director.

    Examples
    --------
    >>> [rank_step(title) for title in ("Apprentice Chef", "Chef", "Snr Chef", "Head of Legal")]
    [-3, 0, 1, 3]
    >>> rank_step("PA to Managing Director"), rank_step("Associate Director")
    (0, 3)
    """
    return _step(title) if len(title) <= _LONGEST else _step.__wrapped__(title)


@lru_cache(maxsize=20_000)  # titles repeat, and each is asked about twice
def _step(title: str) -> int:
    if not _ANY.search(title):
        return 0
    title = _ASSISTS.sub("", title)
    found = [step for step, pattern in _PATTERNS if pattern.search(title)]
    return found[-1] if found else 0
