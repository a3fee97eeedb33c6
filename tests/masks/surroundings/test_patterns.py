"""Hints at masks are those of each pattern tried by itself."""

import re
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.adverts.masks import find_masks
from salarypred.masks.surroundings.hints import hints
from salarypred.masks.surroundings.patterns import LEFT, RIGHT, pattern_lines, patterns


def test_hints() -> None:
    text = "at least **** years of experience"
    (found,) = hints(text, [9])
    assert {"exp_l", "exp_r"} <= set(found)
    assert not [name for name in found if name.startswith("con_")]


#: Text in which the words that patterns begin with are frequent, whole, glued and in odd letters.
HINTED = st.lists(
    st.one_of(
        st.sampled_from([word for word in patterns().opened if len(word) > 2]),
        st.sampled_from(["****", "****k", "£****", "to", "of", "/hour", "k", "per annum", "days"]),
        st.sampled_from([" ", " ", " ", "\n", ".", "(", "-", "\u212a", "ſ", "İ", "ı", "é"]),
        st.text(max_size=3),
    ),
    max_size=30,
).map("".join)


@settings(deadline=None)
@given(HINTED)
def test_hints_are_those_of_each_pattern_tried_by_itself(text: str) -> None:
    starts = find_masks(text)
    for start, found in zip(starts, hints(text, starts), strict=True):
        assert sorted(found) == sorted(
            name
            for name, before, after, reach in plain_patterns()
            if before(text, max(0, start - reach), start)
            and after(text, start + 4, start + 4 + RIGHT)
        )


@cache
def plain_patterns() -> list[tuple[str, Any, Any, int]]:
    """The patterns as they are written, without anything that saves time."""
    found = []
    for line in pattern_lines():
        name, before, after, width = (line + "\t\t\t").split("\t")[:4]
        search = re.compile(rf"(?:{before})\Z" if before else "", re.IGNORECASE).search
        match = re.compile(after, re.IGNORECASE).match
        found.append((name, search, match, int(width) if width else LEFT))
    return found
