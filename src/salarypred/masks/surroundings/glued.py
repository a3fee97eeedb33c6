"""Characters right at a mask and between two masks, as they are and as shapes."""

import re
from functools import lru_cache

from .hashing import text_hash

#: Characters right at a mask that are looked at one by one.
GLUED = 4
#: Characters between two masks beyond which the text between them is no feature.
FAR = 12
_SHAPES = ((re.compile(r"[a-z]"), "a"), (re.compile(r"[A-Z]"), "A"), (re.compile(r"\d"), "9"))
_LONG_WORD = re.compile(r"[A-Za-z]{3,}")


def glued(before: str, after: str) -> tuple[str, ...]:
    """Characters right at the mask: shapes on either side, of the nearest ones, and themselves.

    Examples
    --------
    >>> glued(" REF", "/a b")
    ('AAA', '/a', 'A|/', 'EF', '/a', '/a')
    """
    left = "" if before[-1:].isspace() else "".join(before.split()[-1:])
    right = "" if after[:1].isspace() else "".join(after.split()[:1])
    near = f"{_shape(left[-1:])}|{_shape(right[:1])}"
    return _shape(left), _shape(right), near, left[-2:], right[:2], right.lower()


@lru_cache(maxsize=20_000)
def glued_hashes(before: str, after: str) -> tuple[int, ...]:
    """Hashes of :func:`glued`."""
    return tuple(text_hash(piece) for piece in glued(before, after))


@lru_cache(maxsize=20_000)
def gap_hash(between: str) -> int:
    """Hash of the text between two masks, in which long words count as one another."""
    return text_hash(_LONG_WORD.sub("w", between) if len(between) <= FAR else "far away")


def _shape(text: str) -> str:
    for pattern, sign in _SHAPES:
        text = pattern.sub(sign, text)
    return text
