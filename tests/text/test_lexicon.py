"""The word lists."""

from collections import Counter

import pytest

from salarypred.text.lexicon import LABELS, REGIONS, load_entries, plural, spellings


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
