"""The official lists of occupations."""

import pytest

from salarypred.occupations.official import NO_CODE, titles, unit_groups


def test_unit_groups_are_those_of_soc_2020() -> None:
    groups = unit_groups()
    assert len(groups) == 412
    assert all(len(code) == 4 and code.isdigit() for code in groups)
    assert groups["5434"] == "Chefs"


def test_titles_have_known_codes_and_weights() -> None:
    table = titles()
    assert set(table["list"]) == {"index", "related", "home office", "structure", "esco"}
    assert set(table["code"]) <= {*unit_groups(), NO_CODE}
    assert table["weight"].between(0, 1, inclusive="right").all()
    assert not table[["title", "qualifier", "industry"]].isna().any(axis=None)


def test_an_esco_label_is_shared_out_whole() -> None:
    esco = titles().query("list == 'esco'").drop_duplicates(["title", "code"])
    sums = esco.groupby("title")["weight"].sum()
    assert sums.median() == pytest.approx(1)
