import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.occupations import titles
from salarypred.occupations.titles import read_title, singular

PIECES = [
    *("hour", "annum", "week", "ph", "ote", "up to", "circa", "p", "pa", "co", "e", "fork", "lift"),
    *("front", "end", "back", "full", "stack", "health", "care", "tele", "sales", "book", "keeper"),
    *("semi", "senior", "pre", "school", "house", "web", "site", "multi", "non", "1st", "first"),
    *("second", "third", "line", "ordinator", "co-ordinator", "e-commerce", "per", "an", "a", "r"),
    *("&", "d", "m", "c++", "c#", ".net", "£20k", "gbp", "10am", "nurse", "chefs", "leeds", "“x”"),
]


@pytest.mark.parametrize(
    ("title", "main"),
    [
        ("Registered Nurse (RGN) - Days - £35k", "registered nurse"),
        ("TA", "teaching assistant"),
        ("Permanent - Chef de Partie", "chef de partie"),
        ("C++ Developers", "cplusplus developer"),
        ("REF12345 Court Usher", "court usher"),
        ("Sales Executive, £25,000 - £30,000 per annum", "sales executive"),
    ],
)
def test_main_part(title: str, main: str) -> None:
    assert " ".join(read_title(title).main) == main


def test_place_is_left_out_only_where_words_remain() -> None:
    assert read_title("Nurse Leeds", "Leeds").main == ("nurse",)
    assert read_title("Leeds", "Leeds").main == ("leeds",) or read_title("Leeds", "Leeds").main


def test_later_parts_stand_in_rest() -> None:
    assert read_title("Plumber (Domestic Repairs)").rest == ("domestic", "repair")


@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    title = read_title(text, text)
    assert all(word and word == word.lower() for word in (*title.main, *title.rest))


@given(st.text(alphabet="abcdefgins", min_size=1, max_size=12))
def test_singular_never_grows_or_empties(word: str) -> None:
    assert 0 < len(singular(word)) <= len(word)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=6),
    st.sampled_from([" ", "-", " - ", "/", " / ", ", ", "(", "'", ".", ""]),
    st.sampled_from(["", "Leeds", "a nurse"]),
)
def test_the_quick_look_changes_nothing(pieces: list[str], sign: str, location: str) -> None:
    title = sign.join(pieces)
    read_title.cache_clear()
    found = read_title(title, location)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(titles, "_SIMPLE", re.compile("(?!)"))  # nothing is simple
        read_title.cache_clear()
        assert read_title(title, location) == found
    read_title.cache_clear()
