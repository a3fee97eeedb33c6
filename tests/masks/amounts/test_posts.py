"""Which post of an advert a pay mask belongs to."""

import re

import pytest

from salarypred.masks.amounts.posts import posts
from salarypred.masks.reader import Reading


def read(text: str, role: str = "pay") -> list[Reading]:
    """Every mask of a text as yearly pay."""
    return [
        Reading("description", found.start(), role, "year", 0.9)
        for found in re.finditer(r"\*{4}", text)
    ]


@pytest.mark.parametrize(
    ("title", "text", "factors"),
    [
        ("", "Cook £****, Senior Cook £****", [1.0, 1.3]),
        ("Store Manager", "Assistant £****, Manager £****", [0.58, 1.0]),
        ("Chef", "Salary £****, £**** after probation", [1.0, 1.0]),
        ("Assistant and Manager", "Assistant £****, Manager £****", [0.76, 1.32]),
    ],
)
def test_factors_of_a_list_of_posts(title: str, text: str, factors: list[float]) -> None:
    found = posts(read(text), title, text)
    assert [round(post.factor, 2) for post in found] == factors


def test_posts_that_are_far_apart_are_no_list() -> None:
    text = "Salary £**** for you. " + "We offer training and a friendly team. " * 4 + "Manager ****"
    assert {post.factor for post in posts(read(text), "Cook", text)} == {1.0}


def test_both_ends_of_a_range_belong_to_one_post() -> None:
    text = "Junior Cook **** - ****, Senior Cook **** - ****"
    masks = [
        mask._replace(role=role)
        for mask, role in zip(read(text), ["pay_min", "pay_max"] * 2, strict=True)
    ]
    found = posts(masks, "", text)
    assert found[0] == found[1] != found[2] == found[3]


def test_apprentices_are_told_apart() -> None:
    text = "Apprentice Cook £****, Senior Cook £****"
    assert [post.apprentice for post in posts(read(text), "", text)] == [True, False]
    assert posts(read("£****"), "Apprentice Cook", "£****")[0].apprentice
