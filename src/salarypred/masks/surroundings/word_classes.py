"""Which of the word lists in ``patterns/`` a word stands in: skill, place and so on."""

from functools import cache

from ...resources import list_rows

#: The lists, those that say more of a number first.
_LISTS = ("qualification", "skill", "contract", "benefit", "seniority", "place", "occupation")


@cache
def _classes() -> dict[str, str]:
    classes: dict[str, str] = {}
    for name in _LISTS:
        for cells in list_rows("patterns", f"{name}.txt"):
            written = cells[3:] if name == "place" else cells[1:]
            for variant in written[0].split("|") if written else [cells[0]]:
                words = variant.lstrip("=~").lower()
                if words.count(" ") < 2:
                    classes.setdefault(words, name)
    return classes


def word_class(words: str) -> str:
    """List that a word, or two words, in lower case stand in; "" for none.

    Examples
    --------
    >>> word_class("nvq"), word_class("excel"), word_class("leeds"), word_class("the")
    ('qualification', 'skill', 'place', '')
    """
    return _classes().get(words, "")
