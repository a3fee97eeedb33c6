"""Entities of the word lists: what is found where, and as which feature."""

import pickle
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from salarypred.errors import InputError
from salarypred.features.entity_columns import EntityExtractor
from salarypred.text.entities import build_pipeline, entities, shared_pipeline
from salarypred.text.lexicon import LABELS, REGIONS, load_entries, plural, spellings
from salarypred.text.regions import region_of


def named(text: str) -> set[tuple[str, str]]:
    """(label, name) of the entities of a text."""
    return {(entity.label, entity.name) for entity in entities(text)}


def texts(text: str, label: str) -> list[str]:
    return [entity.text for entity in entities(text) if entity.label == label]


# ---- the lists


def test_lists_are_large_and_cover_every_label() -> None:
    counts = Counter(entry.label for entry in load_entries())
    assert set(counts) == set(LABELS)
    assert sum(counts.values()) >= 2500
    assert counts["OCCUPATION"] >= 700
    assert counts["PLACE"] >= 500
    assert counts["SKILL"] >= 500


@pytest.mark.parametrize("label", LABELS)
def test_no_variant_twice_in_a_list(label: str) -> None:
    entries = [entry for entry in load_entries() if entry.label == label]
    variants = Counter(
        variant
        for entry in entries
        for variant in (*entry.any_case, *entry.exact, *entry.in_context)
    )
    assert [variant for variant, count in variants.items() if count > 1] == []
    names = Counter(entry.name for entry in entries)
    assert [name for name, count in names.items() if count > 1] == []
    assert all(v == v.strip().lower() and v for e in entries for v in e.any_case)


def test_every_place_has_a_known_region() -> None:
    places = [entry for entry in load_entries() if entry.label == "PLACE"]
    assert {entry.region for entry in places} == {*REGIONS, ""}
    kinds = {"town", "shared", "county", "region", "nation", "abroad"}
    assert {entry.kind for entry in places} == kinds


def test_plurals_and_hyphens_are_spelled_out() -> None:
    assert plural("staff nurse") == "staff nurses"
    entry = next(e for e in load_entries() if e.name == "staff nurse")
    assert {"staff nurse", "staff nurses", "staff-nurse"} <= spellings(entry)


# ---- entities of a text


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


# ---- regions


@pytest.mark.parametrize(
    ("location", "region"),
    [
        ("Manchester", "North West"),
        ("MANCHESTER, Greater Manchester", "North West"),
        ("reading", "South East"),
        ("London South East", "London"),
        ("South East London", "London"),
        ("Abbots Langley Hertfordshire South East", "East of England"),
        ("Richmond", "London"),
        ("Richmond, North Yorkshire", "Yorkshire and the Humber"),
        ("Newcastle, Staffordshire", "West Midlands"),
        ("Belfast, Northern Ireland", "Northern Ireland"),
        ("Birmingham West Midlands (County) West Midlands", "West Midlands"),
        ("near SE1 9AA", "London"),
        ("Dubai", "Abroad"),
        ("UK", ""),
        ("", ""),
        ("home based", ""),
    ],
)
def test_region_of(location: str, region: str) -> None:
    assert region_of(location) == region


# ---- features


@pytest.fixture
def adverts() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "title": ["Staff Nurse", "Staff Nurse", "Sous Chef Leeds", ""],
            "description": ["RGN, nights", "with company car", "live in", "a role in Cardiff"],
            "company": ["Northern NHS Trust", "", "Sales Recruitment Ltd", ""],
            "location": ["Manchester", "UK", "", ""],
        },
        index=[7, 3, 5, 1],
    )


def test_matrix_has_named_columns(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(min_count=1).fit(adverts)
    matrix = extractor.transform(adverts)
    names = list(extractor.get_feature_names_out())
    assert sparse.isspmatrix_csr(matrix)
    assert matrix.dtype == np.float32
    assert matrix.shape == (4, len(names))
    assert set(np.unique(matrix.toarray())) == {0.0, 1.0}
    table = pd.DataFrame(matrix.toarray(), index=adverts.index, columns=names)
    assert table["title:OCCUPATION=staff nurse"].tolist() == [1, 1, 0, 0]
    assert table["text:BENEFIT=company car"].tolist() == [0, 1, 0, 0]
    assert table["company:EMPLOYER_KIND=recruitment"].tolist() == [0, 0, 1, 0]
    assert table["company:EMPLOYER_KIND=NHS trust"].tolist() == [1, 0, 0, 0]
    assert table["location:PLACE=Manchester"].tolist() == [1, 0, 0, 0]
    # Location, else title, else description.
    assert table["region=North West"].tolist() == [1, 0, 0, 0]
    assert table["region=Yorkshire and the Humber"].tolist() == [0, 0, 1, 0]
    assert table["region=Wales"].tolist() == [0, 0, 0, 1]
    assert not [name for name in names if name.startswith("company:SKILL")]


def test_min_count_and_fields(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(fields=("title",), min_count=2).fit(adverts[["title"]])
    assert list(extractor.get_feature_names_out()) == [
        "title:OCCUPATION=nurse",
        "title:OCCUPATION=staff nurse",
    ]


def test_fit_transform_agrees_and_survives_pickling(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(min_count=1)
    first = extractor.fit_transform(adverts)
    again = pickle.loads(pickle.dumps(extractor)).transform(adverts)
    assert (first != again).nnz == 0
    assert len(pickle.dumps(extractor)) < 10_000  # the pipeline is not in it


def test_no_adverts(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(min_count=1).fit(adverts)
    assert extractor.transform(adverts.iloc[:0]).shape == (0, len(extractor.feature_names_))


def test_words_of_past_adverts_are_forgotten(adverts: pd.DataFrame) -> None:
    extractor = EntityExtractor(min_count=1).fit(adverts)
    strings = shared_pipeline().vocab.strings
    before = len(strings)
    extractor.transform(adverts.assign(description=[f"word{i} unheard{i}" for i in range(4)]))
    assert len(strings) == before


# ---- the pipeline


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
