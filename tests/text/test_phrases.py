"""Phrases among words: what the index finds is all that there is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.text.phrases import PhraseIndex

WORDS = st.sampled_from(["a", "b", "c", "d"])
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=8)


@settings(max_examples=200, deadline=None)
@given(PHRASES, st.lists(WORDS, max_size=10))
def test_every_phrase_is_found_wherever_it_stands(
    phrases: list[list[str]], words: list[str]
) -> None:
    index = PhraseIndex()
    for number, phrase in enumerate(phrases):
        index.add(phrase, number)
    expected = {
        (start, start + len(phrase), number)
        for number, phrase in enumerate(phrases)
        for start in range(len(words) - len(phrase) + 1)
        if words[start : start + len(phrase)] == phrase
    }
    found = index.find(words)
    assert set(found) == expected
    assert len(found) == len(expected)


def test_nothing_is_found_where_there_is_nothing() -> None:
    index = PhraseIndex()
    assert index.find(["staff", "nurse"]) == []
    index.add([], 1)
    index.add(["staff", "nurse"], 2)
    assert index.find([]) == []
    assert index.find(["staff"]) == []
