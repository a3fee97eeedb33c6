"""What a title calls the job."""

import pytest

from salarypred.text.titles import is_vague, joined, read_titles

HUMBER = "Yorkshire and the Humber"


@pytest.mark.parametrize(
    ("title", "words", "first_name", "region"),
    [
        ("Senior Staff Nurse - Hull", "senior staff nurse", "senior staff nurse", HUMBER),
        ("Sous Chef required, £****k", "sous chef", "sous chef", ""),
        ("Part-time Receptionist (Cardiff)", "receptionist", "receptionist", "Wales"),
        ("Manager - Finance", "manager finance", "", ""),
        ("****", "", "", ""),
    ],
)  # fmt: skip
def test_words_names_and_region(title: str, words: str, first_name: str, region: str) -> None:
    (found,) = read_titles([title])
    assert " ".join(found.words) == words
    assert found.region == region
    if first_name:
        assert found.names[0] == first_name


def test_many_titles_in_their_order() -> None:
    titles = ["Chef", "Nurse"] * 1_100
    assert [found.words for found in read_titles(titles)] == [("chef",), ("nurse",)] * 1_100


def test_groups_lose_small_words_at_their_ends() -> None:
    assert joined(["the", "head", "of", "sales", "in"]) == "head of sales"
    assert joined(["senior", "of"]) == joined([]) == ""


def test_groups_that_say_little() -> None:
    assert is_vague("senior manager 2")
    assert not is_vague("sales manager")
