"""Patterns beside an amount: what they take and what they leave."""

import re

import pytest

from salarypred.pay import context_patterns as patterns


@pytest.mark.parametrize(
    ("after", "unit"),
    [
        (" per annum", "year"),
        (" p.a.", "year"),
        ("/year", "year"),
        (" per calendar month", "month"),
        (" pcm", "month"),
        (" a week", "week"),
        (" p/d", "day"),
        (" inside IR35 per day", "day"),
        (" per hour", "hour"),
        (" ph", "hour"),
    ],
)
def test_a_unit_after_the_amount(after: str, unit: str) -> None:
    found = patterns.UNIT_AFTER.match(after)
    assert found is not None
    assert found.lastgroup == unit


@pytest.mark.parametrize("after", [" people", " paper", " phone", " panel", ""])
def test_words_that_only_begin_like_a_unit(after: str) -> None:
    assert patterns.UNIT_AFTER.match(after) is None


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (patterns.UP_TO, "salary up to ", True),
        (patterns.UP_TO, "not exceeding ", True),
        (patterns.UP_TO, "salary of ", False),
        (patterns.FROM, "starting from ", True),
        (patterns.FROM, "in excess of ", True),
        (patterns.FROM, "salary ", False),
        (patterns.OTE_BEFORE, "realistic earnings of ", True),
        (patterns.OTE_BEFORE, "basic salary ", False),
        (patterns.OTHERS_PAY, "our graduates earn ", True),
        (patterns.OTHERS_PAY, "an average salary of ", True),
        (patterns.OTHERS_PAY, "a salary of ", False),
        (patterns.SIGN_ON, "a joining bonus of ", True),
        (patterns.EXTRA, "weekends at ", True),
        (patterns.COUNT_BEFORE, "approximately ", True),
        (patterns.COUNT_BEFORE, "salary: ", False),
    ],
)
def test_words_before_an_amount(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert bool(pattern.search(text)) is found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (patterns.OTE_AFTER, " OTE", True),
        (patterns.OTE_AFTER, " (OTE £45k)", False),
        (patterns.OTHER_AFTER, " turnover", True),
        (patterns.OTHER_AFTER, " in assets", True),
        (patterns.OTHER_AFTER, " plus relocation", False),
        (patterns.OTHER_AFTER_SMALL, " car allowance", True),
        (patterns.COUNTED, " customers", True),
        (patterns.COUNTED, " per annum", False),
        (patterns.COUNTED, " basic", False),
        (patterns.PAY_AFTER, " plus benefits", True),
        (patterns.PAY_AFTER, " customers", False),
    ],
)
def test_words_after_an_amount(pattern: re.Pattern[str], text: str, found: bool) -> None:
    assert bool(pattern.match(text)) is found


def test_lists_of_words_do_not_overlap() -> None:
    assert not patterns.OTHER & patterns.SMALL
    assert not patterns.OTHER & patterns.OTHER_OF
