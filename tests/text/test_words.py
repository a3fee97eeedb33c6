"""Texts cut into words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.text import words as words_module
from salarypred.text.words import Words, WordTable, split_words, tokens_and_spaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C#/.NET in A&E, ****k", ["C#", "/", ".NET", "in", "A&E", ",", "****", "k"]),
        ("part-time P/T", ["part", "-", "time", "P/T"]),
        ("ASP.NET and Node.js", ["ASP.NET", "and", "Node.js"]),
        ("C++ dev", ["C++", "dev"]),
        ("the chef's  kitchen", ["the", "chef's", " ", "kitchen"]),
        ("1,000.50", ["1,000.50"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert split_words(text) == expected


SIGNS = st.text(alphabet="aCcjsNnetAE&/#+.*,-' 1\n£é", max_size=30)


@settings(deadline=None)
@given(text=SIGNS)
def test_nothing_of_a_text_is_lost(text: str) -> None:
    words, spaces = tokens_and_spaces(text)
    assert words == split_words(text)
    pairs = zip(words, spaces, strict=True)
    assert "".join(word + " " * space for word, space in pairs) == text


@settings(deadline=None)
@given(text=SIGNS)
def test_the_quick_way_for_plain_texts_cuts_alike(text: str) -> None:
    assert split_words(text) == words_module._TOKEN.findall(text)


@settings(deadline=None)
@given(text=SIGNS.filter(lambda text: bool(text)), data=st.data())
def test_the_text_of_a_run_of_tokens(text: str, data: st.DataObject) -> None:
    words = Words(text)
    start = data.draw(st.integers(0, len(words.words) - 1))
    end = data.draw(st.integers(start + 1, len(words.words)))
    run = words.text(start, end)
    assert run in text
    assert run.startswith(words.words[start])
    assert run.endswith(words.words[end - 1])


def test_a_word_is_asked_about_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    table = WordTable(length)
    assert [table[word] for word in ("a", "bb", "a", "bb")] == [1, 2, 1, 2]
    assert asked == ["a", "bb"]
    assert table.any_of([]) == 0
    assert table.any_of(["a", "bb"]) == 3


def test_neither_many_words_nor_long_ones_fill_the_memory() -> None:
    table = WordTable(len, most=10)
    for number in range(35):
        assert table[f"w{number}"] == len(f"w{number}")
    assert len(table) <= 10
    assert table["x" * 100_000] == 100_000
    assert "x" * 100_000 not in table
