"""A quick look for words before slower patterns."""


def mentions(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text has one of these words, in any case, also inside other words.

    Examples
    --------
    >>> mentions("Nursery teaching", ("teach", "school"))
    True
    """
    lowered = text.lower()
    return any(word in lowered for word in words)
