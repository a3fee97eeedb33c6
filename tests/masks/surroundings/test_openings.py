"""Where regular expressions can begin."""

import re

import pytest

from salarypred.masks.surroundings.openings import can_begin, finder, openings, written


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\bsalary", ("salary",)),
        (r"\b(?:tel|phone)\b", ("tel", "phone")),
        (r"\baged?\b|\bup\sto", ("age", "up")),
        (r"\b(?:a(?:b|c)|d)e", ("a", "d")),
        (r"\b(?:re)?fer", ()),  # it may begin without the group
        (r"\b\d+", ()),
        ("salary", ()),  # it may begin within a word
        (r"\bx|y", ()),
        (r"\b[|]", ()),
    ],
)
def test_openings(pattern: str, words: tuple[str, ...]) -> None:
    assert openings(pattern) == words


@pytest.mark.parametrize(
    "pattern", [r"\b(?:salar(?:y|ies)|aged?)\b", r"\b(?:tel|phone)s?:|\bup\sto"]
)
def test_every_match_begins_with_an_opening(pattern: str) -> None:
    text = "salary salaries age aged phone: tels: up to, upto"
    starts = {found.start() for found in finder(sorted(openings(pattern)))(text)}
    assert {found.start() for found in re.finditer(pattern, text)} <= starts


def test_finder_takes_the_longest_word_at_starts_of_words() -> None:
    found = finder(["pa", "part", "pay", "up"])
    assert [match[0] for match in found("pay repay partly up pal")] == ["pay", "part", "up", "pa"]


def test_a_whole_word_is_found_apart_from_longer_ones() -> None:
    """ "grade a ****" may begin at "a", and "any ****" may not."""
    first = openings(r"\b(?:a(?![a-z])|any|o\.t\.e)")
    assert first == ("a(?![a-z])", "any", r"o\.t\.e")
    found = [match[0] for match in finder(sorted(first))("a any apple o.t.e")]
    assert found == ["a", "any", "o.t.e"]
    assert [can_begin(first[0], letters) for letters in found] == [True, False, False]
    assert written(first[2]) == "o.t.e"
