"""A quick look for words before slower patterns."""

import pandas as pd


def mentioning(texts: "pd.Series[str]", words: tuple[str, ...]) -> "pd.Series[bool]":
    """Whether each text has one of these words, in any case, also inside other words."""
    lowered = (str(text).lower() for text in texts)
    found = [any(word in text for word in words) for text in lowered]
    return pd.Series(found, index=texts.index, dtype=bool)
