"""Words of hours and contract leave a title; words of the job stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.text import contract_words
from salarypred.text.contract_words import without_contract_words

PIECES = [
    *("Chef", "20 hours", "hrs", "37.5h", "part-time", "Full time", "perm", "temporary", "term"),
    *("0.5 wte", "W.T.E.", "f.t.c", "F/T", "p/t", "hpw", "h.p.w", "h", "job share", "zero hours"),
    *("permanent way", "(", ")", "6 months fixed term", "Zürich", "and", "times", "7"),
]


@pytest.mark.parametrize(
    "title",
    [
        "Part Time Chef",
        "Chef (Part Time)",
        "Chef - part-time",
        "Chef - 20 hours",
        "Chef, 37.5 hours per week",
        "Chef - Part-time, 16 hrs/week",
        "Chef **** hours per week",
        "Chef 0.6 WTE",
        "Permanent Chef",
        "Chef - Temporary",
        "Chef (Temp)",
        "Chef - 12 month FTC",
        "Chef (fixed term contract)",
        "Chef (Full & Part Time)",
        "Chef - full time / part time",
        "Chef (zero hours)",
        "Term time only Chef",
        "Chef - job share",
        "Chef - Full Time, Permanent",
    ],
)
def test_hours_and_contract_leave(title: str) -> None:
    assert without_contract_words(title) == "Chef"


@pytest.mark.parametrize(
    "title",
    [
        "Permanent Way Engineer",
        "Temporary Works Designer",
        "Permanent Recruitment Consultant",
        "24 hour care worker",
        "Warehouse Operative, 12 hour nights",
        "Contract Manager",
        "Time Critical Logistics Planner",
        "Out of Hours Doctor",
        "Temp Desk Manager",
        "Part time",
        "Night Nurse",
        "",
    ],
)
def test_words_of_the_job_stay(title: str) -> None:
    assert without_contract_words(title) == title


def test_places_and_names_around_them_stay() -> None:
    assert without_contract_words("Driver 20 hours per week Leeds") == "Driver Leeds"
    assert without_contract_words("Buyer - Temporary - Crewe") == "Buyer - Crewe"


@given(st.text(max_size=80))
def test_any_text_comes_back_no_longer(title: str) -> None:
    assert len(without_contract_words(title)) <= len(title)


@pytest.mark.parametrize("row", ["and ", "or, ", ",", "(,", "( and", "- "])
def test_long_rows_of_what_is_left_over_take_linear_time(row: str) -> None:
    """A pattern that tries every beginning would take minutes here."""
    title = "part time chef " + row * 50_000 + "x"
    assert without_contract_words(title).startswith("chef")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=5), st.sampled_from(["", " ", " - ", "/", ".", "ı"])
)
def test_the_quick_look_at_words_changes_nothing(pieces: list[str], sign: str) -> None:
    title = sign.join(pieces)
    found = without_contract_words(title)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contract_words, "_may_be_hinted", lambda _: True)
        assert without_contract_words(title) == found
