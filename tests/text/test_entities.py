"""Entities of a text, and the pipeline that finds them."""

from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from salarypred.errors import InputError
from salarypred.text.entities import build_pipeline, entities, memory_zone, shared_pipeline
from salarypred.text.titles import read_titles


def named(text: str) -> set[tuple[str, str]]:
    """(label, name) of the entities of a text."""
    return {(entity.label, entity.name) for entity in entities(text)}


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("Senior C# developer", "OCCUPATION", "C# developer"),
        ("experience of C#, SQL", "SKILL", "C#"),
        ("C ASPNet engineer", "SKILL", "C#"),  # a source that drops the signs
        ("skilled in .NET and ASP.NET", "SKILL", ".NET"),
        ("skilled in .NET and ASP.NET", "SKILL", "ASP.NET"),
        ("C++ on Linux", "SKILL", "C++"),
        ("Python, R and SQL", "SKILL", "R"),
        ("NVQ Level 3 in care", "QUALIFICATION", "NVQ level 3"),
        ("CSCS card", "QUALIFICATION", "CSCS"),
        ("valid SC clearance", "QUALIFICATION", "SC cleared"),
        ("A&E department", "SKILL", "Accident and emergency"),
        ("Chef, P/T", "CONTRACT", "part time"),
        ("part-time cleaner", "CONTRACT", "part time"),
        ("parttime cleaner", "CONTRACT", "part time"),
        ("with company car", "BENEFIT", "company car"),
        ("OTE ****k", "BENEFIT", "OTE"),
        ("Sous Chef, live in", "BENEFIT", "live in"),
        ("nights only", "CONTRACT", "nights"),
        ("Band 6 nurse", "SENIORITY", "band 6"),
        ("Head of Finance", "SENIORITY", "head of"),
        ("Quantity Surveyors", "OCCUPATION", "quantity surveyor"),
        ("Our client is a bank", "EMPLOYER_KIND", "client of an agency"),
        ("Leeds/Bradford", "PLACE", "Bradford"),
    ],
)
def test_finds(text: str, label: str, name: str) -> None:
    doc = shared_pipeline()(text)
    assert (label, name) in {(span.label_, span.id_) for span in doc.spans["entities"]}


def test_agency_and_direct_employer() -> None:
    agency = named("On behalf of our client we seek a chef. We act as an employment agency.")
    direct = named("Leeds City Council is an equal opportunities employer.")
    assert ("EMPLOYER_KIND", "on behalf of a client") in agency
    assert ("EMPLOYER_KIND", "council") in direct
    assert not any(name.startswith(("on behalf", "client of")) for _, name in direct)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "****", "\ud800 nurse", "a" * 10_000])
def test_odd_texts_are_read(text: str) -> None:
    assert isinstance(entities(text), list)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                [
                    "Senior",
                    "C#",
                    ".NET",
                    "nurse",
                    "Reading",
                    "****",
                    "in",
                    "  ",
                    "-",
                    "/",
                    "P/T",
                    "é",
                ]
            )
        ).map(" ".join),
        st.lists(st.sampled_from(["RGN", "A&E", "Leeds", ",", "C++", "k", "\t", "x"])).map("".join),
    )
)
def test_offsets_slice_and_the_text_is_kept(text: str) -> None:
    found = entities(text)
    assert all(text[e.start : e.end] == e.text and e.text.strip() for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert shared_pipeline().tokenizer(text).text == text


def test_pipeline_extends_what_is_there(tmp_path: Path) -> None:
    base = spacy.blank("en")
    ruler = base.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Acme"}, {"label": "ORG", "pattern": "Leeds"}])
    base.to_disk(str(tmp_path))
    doc = build_pipeline(pretrained=str(tmp_path))("Acme seeks a C# developer in Leeds, part-time")
    found = {(ent.text, ent.label_) for ent in doc.ents}
    assert {("Acme", "ORG"), ("Leeds", "PLACE"), ("part-time", "CONTRACT")} <= found
    assert ("C# developer", "OCCUPATION") in found


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(InputError, match=r"xx_ent_wiki_sm: .*pip install https://\S+\.whl$"):
        build_pipeline(pretrained="xx_ent_wiki_sm")
    with pytest.raises(InputError, match=r"no_such: .*pip install no_such$"):
        build_pipeline(pretrained="no_such")


def interrupted(text: str) -> None:
    nlp = shared_pipeline()
    with memory_zone(nlp):
        nlp.tokenizer(text)
        raise ZeroDivisionError


def test_an_error_among_new_words_does_not_spoil_the_next_text() -> None:
    with pytest.raises(ZeroDivisionError):
        interrupted("zqxa zqxb zqxc Senior Wagstaffe")
    for text in ("zqxa 4 Senior", "Senior Wagstaffe zqxc", "Head Chef"):
        entities(text)
    assert named("Head Chef")


def test_titles_that_nobody_asks_for_do_not_spoil_the_next_text() -> None:
    assert next(read_titles(["zqxd Engineer 4", "zqxe Nurse"])).words
    assert named("Nurse in Leeds")
