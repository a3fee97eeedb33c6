"""Amounts of money in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.pay.figures import figures, number_value, numbers, replace_numbers


def found(text: str) -> list[tuple[float, float]]:
    return [(figure.low, figure.high) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("£25-30k", [(25_000, 30_000)]),
        ("£25k-30", [(25_000, 30_000)]),
        ("£25-30,000", [(25_000, 30_000)]),
        ("£25,000  £30,000", [(25_000, 30_000)]),
        ("£9.50 - £11", [(9.5, 11)]),
        ("£999k", [(999_000, 999_000)]),
        ("£1000k", [(1_000, 1_000)]),
        ("£10 - £60", [(10, 60)]),
        ("£10 - £61", [(10, 10), (61, 61)]),  # six times at most below £9,000
        ("£10,000 - £125,000", [(10_000, 125_000)]),
        ("£10,000 - £126,000", [(10_000, 10_000), (126_000, 126_000)]),
        ("£30,000 - £20,000", [(30_000, 30_000), (20_000, 20_000)]),
        ("£20,000  £34,000", [(20_000, 34_000)]),
        ("£20,000  £34,001", [(20_000, 20_000), (34_001, 34_001)]),  # a lost dash: 1.7 times
        ("£20,000  £20,000", [(20_000, 20_000), (20_000, 20_000)]),
        ("£20,000 - £20,000", [(20_000, 20_000)]),
        ("£10-20k", [(10_000, 20_000)]),
        ("£9 - £20k", [(9, 9), (20_000, 20_000)]),
        ("£25-25,000", [(25_000, 25_000)]),
        ("£10.50 - 25,000", [(10.5, 10.5), (25_000, 25_000)]),
        ("£900k - £1000k", [(900_000, 900_000), (1_000, 1_000)]),
        ("£900k - 1000", [(900_000, 900_000)]),
        ("£1k - 2", [(1_000, 2_000)]),
        ("£25k - 25", [(25_000, 25_000)]),
        ("£9,000 - £60,000", [(9_000, 60_000)]),
        ("10,000", [(10_000, 10_000)]),
        ("9,999", []),
        ("12k", [(12_000, 12_000)]),
        ("£3m, 40%, 9:30, 12 million", []),
        ("£2", []),
        ("", []),
    ],
)
def test_amounts(text: str, amounts: list[tuple[float, float]]) -> None:
    assert found(text) == amounts


def test_what_a_figure_tells() -> None:
    one, two, three = figures("£25,000 - £30k, then 28k; or 15000")
    assert (one.start, one.end) == (0, 14)
    assert (one.pound, one.thousands, one.grouped, one.ranged) == (True, True, True, True)
    assert (two.pound, two.thousands, two.grouped, two.ranged) == (False, True, False, False)
    assert (three.pound, three.thousands, three.grouped, three.ranged) == (False,) * 4
    first, _ = figures("£30k - £20,000")
    assert (first.pound, first.thousands, first.grouped, first.ranged) == (True, True, False, False)
    first, _ = figures("£30,000 - £20k")
    assert (first.pound, first.thousands, first.grouped, first.ranged) == (True, False, True, False)
    (second,) = figures("25,000 - £30,000")
    assert second.pound


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25,000", 25_000),
        ("25 000", 25_000),
        ("25.000", 25_000),
        ("9.50", 9.5),
        ("100.500", 100_500),
        ("1000.500", 1000.5),
        ("32.306.50", 32_306.5),
    ],
)
def test_number_value(text: str, value: float) -> None:
    assert number_value(text) == value


@given(st.text(alphabet="£0123456789k,. -to%m", max_size=60))
def test_figures_lie_in_order_and_do_not_overlap(text: str) -> None:
    last = 0
    for figure in figures(text):
        assert last <= figure.start < figure.end <= len(text)
        assert 0 <= figure.low <= figure.high
        last = figure.end


def test_every_number() -> None:
    assert list(numbers("2 at £25,000, 28.5k")) == [
        (0, 1, 2.0, False),
        (6, 12, 25_000.0, False),
        (14, 18, 28.5, True),
    ]


@given(st.text(max_size=60))
def test_no_digit_of_money_is_left(text: str) -> None:
    assert not list(numbers(replace_numbers(text, "")))
