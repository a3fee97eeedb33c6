"""Words for how sure an estimate is, and where a sum lies."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.web.shown.wording import among, month_words, sure

ROW: dict[str, Any] = {"salary_low": 20_000.0, "salary_high": 28_000.0, "warnings": ""}
ROW |= {"confidence": "high", "description": "x" * 300}


@pytest.mark.parametrize(
    ("changes", "n", "words"),
    [
        ({}, 62, "such adverts pay much alike; the upper end of the range lies 40% above"),
        ({}, 62, "62 comparable adverts are known."),
        ({"confidence": "medium", "description": "short"}, 0, "little text to go by"),
        ({"confidence": "medium"}, 0, "rather differently"),
        ({"confidence": "low", "warnings": "French; abroad"}, 0, "there is a warning"),
    ],
)
def test_the_reason_fits_the_word(changes: dict[str, Any], n: int, words: str) -> None:
    assert words in sure({**ROW, **changes}, n)


@given(below=st.floats(0.01, 0.99))
def test_above_and_below_mirror_each_other(below: float) -> None:
    one, other = among(below), among(1 - below)
    if abs(below - 0.5) > 0.05:
        assert one.split(" ", 1)[1] == other.split(" ", 1)[1]
        assert {one.split()[0], other.split()[0]} == {"above", "below"}


def test_months_are_written_out() -> None:
    assert month_words("2026-11") == "November 2026"
