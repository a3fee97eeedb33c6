"""Which of the word lists in ``patterns/`` a word stands in: skill, place and so on."""

from functools import cache

import numpy as np

from ...resources import list_rows
from .hashing import Hashes, paired, text_hash

#: The lists, those that say more of a number first.
_LISTS = ("qualification", "skill", "contract", "benefit", "seniority", "place", "occupation")


@cache
def _classes() -> dict[str, int]:
    classes: dict[str, int] = {}
    for number, name in enumerate(_LISTS, 1):
        for cells in list_rows("patterns", f"{name}.txt"):
            written = cells[3:] if name == "place" else cells[1:]
            for variant in written[0].split("|") if written else [cells[0]]:
                words = variant.lstrip("=~").lower()
                if words.count(" ") < 2:
                    classes.setdefault(words, number)
    return classes


def class_number(words: str) -> int:
    """Number of the list that a word, or two words, in lower case stand in; 0 for none.

    Examples
    --------
    >>> class_number("nvq"), class_number("excel"), class_number("leeds"), class_number("the")
    (1, 2, 6, 0)
    """
    return _classes().get(words, 0)


@cache
def pair_classes() -> tuple[Hashes, "np.ndarray[tuple[int], np.dtype[np.int8]]"]:
    """Hashes of all listed pairs of words, sorted, and the numbers of their lists."""
    pairs = [(*words.split(" "), number) for words, number in _classes().items() if " " in words]
    first, second = (
        np.array([text_hash(str(pair[side])) for pair in pairs], dtype=np.uint64) for side in (0, 1)
    )
    hashed = paired(first, second)
    order = np.argsort(hashed)
    return hashed[order], np.array([pair[2] for pair in pairs], dtype=np.int8)[order]
