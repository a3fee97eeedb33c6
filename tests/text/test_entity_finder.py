"""Which matches of the lists count."""

import pytest

from salarypred.text.entities import entities, shared_pipeline


def named(text: str) -> set[tuple[str, str]]:
    """(label, name) of the entities of a text."""
    return {(entity.label, entity.name) for entity in entities(text)}


def texts(text: str, label: str) -> list[str]:
    return [entity.text for entity in entities(text) if entity.label == label]


def test_variants_share_one_name() -> None:
    for text in ("RGN wanted", "Registered General Nurse", "registered general nurses"):
        assert ("OCCUPATION", "registered general nurse") in named(text), text


def test_acronyms_that_are_words_need_capitals() -> None:
    assert ("SKILL", "IT") in named("IT department")
    assert ("SKILL", "IT") not in named("apply for it")


def test_longest_match_wins() -> None:
    found = entities("Senior Business Development Manager")
    assert [(e.text, e.label) for e in found] == [
        ("Senior", "SENIORITY"),
        ("Business Development Manager", "OCCUPATION"),
    ]


def test_spans_hold_the_shorter_matches_too() -> None:
    doc = shared_pipeline()("Mental Health Nurse, bank holidays off")
    found = {(span.text, span.label_) for span in doc.spans["entities"]}
    assert {("Nurse", "OCCUPATION"), ("Mental Health", "SKILL")} <= found
    assert not {text for text, label in found if label == "CONTRACT"}  # no "bank" work


@pytest.mark.parametrize(
    "text",
    [
        "Reading, Berkshire",
        "a school in Reading",
        "Maths Teacher Reading",
        "Chef - Reading - ****k",
        "TEACHER, READING",
    ],
)
def test_reading_is_a_place(text: str) -> None:
    assert ("PLACE", "Reading") in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "reading skills",
        "Reading skills are a must",
        "pupils who struggle in Reading and writing",
        "Reading drawings is part of the work",
        "in reading",
    ],
)
def test_reading_is_no_place(text: str) -> None:
    assert ("PLACE", "Reading") not in named(text)


def test_other_words_that_are_towns() -> None:
    assert texts("from March until the end of the sale of bath and hull fittings", "PLACE") == []
    assert texts("shops in Bath and Sale", "PLACE") == ["Bath", "Sale"]
    assert texts("Bath, Somerset", "PLACE") == ["Bath", "Somerset"]
