"""Ranks that titles name."""

import pytest

from salarypred.text.seniority import LEVELS, seniority


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Chef", "no rank named"),
        ("JUNIOR chef", "junior"),
        ("Graduate Engineers", "trainee"),
        ("Senior Account Manager", "manager"),
        ("Head of Sales", "head or director"),
        ("Leadership coach", "no rank named"),
        ("Team Leader", "lead"),
        ("", "no rank named"),
    ],
)
def test_seniority(title: str, level: str) -> None:
    assert seniority(title) == level
    assert level in LEVELS


WORDS = {
    "head or director": ["head of", "director", "chief", "VP", "vice president", "partner", "CEO",
                         "CFO", "CTO", "COO"],
    "trainee": ["trainee", "apprentice", "apprenticeship", "intern", "internship", "graduate",
                "student", "school leaver", "placement", "entry level"],
    "junior": ["junior", "jnr", "jr", "assistant", "newly qualified", "part qualified"],
    "manager": ["manager", "management"],
    "lead": ["lead", "leader", "principal", "supervisor", "supervisory", "expert"],
    "senior": ["senior", "snr", "sr"],
}  # fmt: skip


@pytest.mark.parametrize(("level", "word"), [(key, word) for key in WORDS for word in WORDS[key]])
def test_every_word_names_its_level(level: str, word: str) -> None:
    assert seniority(f"Cook {word} Leeds") == level
    assert seniority(f"Cook x{word} Leeds") == "no rank named"


def test_of_two_ranks_the_first_of_the_order_counts() -> None:
    order = list(WORDS)
    for number, level in enumerate(order):
        for later in order[number + 1 :]:
            assert seniority(f"{WORDS[later][0]} {WORDS[level][0]}") == level


def test_levels_rise() -> None:
    assert LEVELS.index("trainee") < LEVELS.index("junior") < LEVELS.index("no rank named")
    assert LEVELS[3:] == ("senior", "lead", "manager", "head or director")
