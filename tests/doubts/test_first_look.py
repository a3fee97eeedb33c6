"""What the first look passes, no question finds fault with."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from salarypred.doubts import reasons
from salarypred.doubts.first_look import is_plain
from salarypred.resources import list_lines
from salarypred.text.lexicon import load_entries

LISTS = [
    word
    for name in ("languages.tsv", "abroad.tsv", "advert_words.tsv")
    for line in list_lines("patterns", name)
    for word in line.replace("|", " ").split()
]
ENTRIES = [name for entry in load_entries() for name in (*entry.any_case, *entry.in_context)]
SIGNS = [
    *(
        "$50k",
        "EUR 40",
        "USD",
        "AED",
        "PLN 4000",
        "dirhams",
        "(m/w/d)",
        "(H/F)",
        "gn",
        "m|f",
        "h-f",
    ),
    *("volunteer", "unpaid", "commission only", "comms", "100% commission", "self employed"),
    *("franchisee opportunity", "apprentice", "in", "- Paris", "based in", "(Qatar)", "Dubai_1"),
    *("d'arte", "zł", "é", "日本語の", "the", "and", "42", "_", "xqzv", "kjhgf"),
]
WORDS = st.one_of(
    st.sampled_from(LISTS), st.sampled_from(ENTRIES), st.sampled_from(SIGNS), st.text(max_size=6)
)
TITLES = st.builds(
    lambda words, sign: sign.join(words),
    st.lists(WORDS, max_size=16),
    st.sampled_from([" ", " - ", "/", ", ", "-", "|", "\n", ""]),
)


@settings(max_examples=600, deadline=None)
@given(TITLES)
@example("Chef de Rang")
@example("Sales Director - Dubai")
def test_no_question_finds_fault_with_a_plain_title(title: str) -> None:
    if is_plain(title):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reasons, "is_plain", lambda _: False)
            assert reasons._warnings(title, "", "") == []


@pytest.mark.parametrize(
    "title",
    ["Staff Nurse", "Sous Chef - Leeds", "Part-time Driver", "Head of Finance (Interim)", "HGV 2"],
)
def test_ordinary_titles_are_plain(title: str) -> None:
    assert is_plain(title)


@pytest.mark.parametrize(
    "title", ["?", "Comptable (H/F)", "Chef - Paris", "Clerk, 400 EUR", "Unpaid Internship"]
)
def test_what_is_to_be_asked_is_not_plain(title: str) -> None:
    assert not is_plain(title)
