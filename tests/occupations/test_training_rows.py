"""Rows to train on."""

import pytest

from salarypred.occupations.official import NO_CODE
from salarypred.occupations.training_rows import official_rows, own_rows, vague_rows


def test_a_title_limited_to_an_industry_stands_twice() -> None:
    rows = official_rows()
    limited = rows[rows["category"].ne("") & ~rows["title"].str.contains("(", regex=False)]
    title, industry, code = limited[["title", "category", "code"]].iloc[0]
    worded = rows[rows["title"].str.startswith(f"{title} (") & rows["code"].eq(code)]
    assert worded["title"].str.contains(industry, regex=False).any()
    assert (rows["code"] != NO_CODE).all()


def test_own_titles_with_several_codes_share_their_weight() -> None:
    rows = own_rows()
    plain = rows[rows["sectors"].map(len) == 0]
    sums = plain.groupby("title")["weight"].sum().to_numpy()
    assert sums == pytest.approx(sums[0])
    # A title that needs its sector outweighs the same title without.
    assert rows[rows["sectors"].map(len) == 1]["weight"].max() > sums[0]


def test_vague_titles_have_no_code_and_those_of_our_own_weigh_more() -> None:
    rows = vague_rows()
    assert (rows["code"] == NO_CODE).all()
    low, high = sorted(set(rows["weight"]))
    assert low < 1 < high
    assert (rows["sectors"].map(len) == 0).all()
