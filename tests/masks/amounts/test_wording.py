"""How estimates are written."""

import pytest

from salarypred.masks.amounts.wording import form_of, written


@pytest.mark.parametrize(
    ("before", "after", "value", "expected"),
    [
        ("£", "k basic", 32_500.0, "32.5"),
        ("£", " K", 32_000.0, "32"),
        ("£", ",000 pa", 35_000.0, "35"),
        ("£", ".****", 12.75, "12"),
        ("£****.", " ph", 12.75, "75"),
        ("£****.", " ph", 12.05, "05"),
        ("", "p per mile", 0.45, "45"),
        ("£", " a year", 27_500.0, "27,500"),
        ("£", " per hour", 9.5, "9.50"),
    ],
)
def test_written_as_the_words_demand(before: str, after: str, value: float, expected: str) -> None:
    assert written(value, before, after) == expected


@pytest.mark.parametrize(("before", "after"), [("1", ""), ("£", "00"), ("£****,", "")])
def test_some_digits_are_no_number(before: str, after: str) -> None:
    assert form_of(before, after) == "part"


@pytest.mark.parametrize("after", [" per annum", " pa", " plus", "\n"])
def test_an_amount_in_full(after: str) -> None:
    assert form_of("£", after) == "plain"
