"""Kinds of extra pay and what they are worth."""

import pytest

from salarypred.masks.amounts.extras import amounts, extra_pay
from salarypred.pay.rates import UK


@pytest.mark.parametrize(
    ("text", "unit", "kind"),
    [
        ("Sundays at £****", "hour", "sunday"),
        ("nights out paid at £****", "day", "night out"),
        ("mileage ****p", "year", "mileage"),
        ("£**** car allowance", "year", "car allowance"),
        ("refer a friend and earn £****", "year", "referral"),
        ("standby payment of £****", "week", "standby"),
        ("****% pension", "percent", "pension"),
        ("relocation package up to £****", "year", "relocation"),
        ("something else £****", "year", "extra pay"),
    ],
)
def test_the_nearest_words_say_the_kind(text: str, unit: str, kind: str) -> None:
    start = text.index("****")
    assert extra_pay(text, start, start + 4, unit).kind == kind


def test_a_bonus_a_month_is_a_small_part_of_the_pay() -> None:
    bonus = extra_pay("bonus up to £****", 13, 17, "month")
    _, middle, high = amounts(bonus, "month", 25_000.0, 1.0, UK)
    assert 100 < middle < 300 < high < 600


def test_rates_beside_the_pay_are_multiples_of_it() -> None:
    sunday = extra_pay("Sunday £****", 8, 12, "hour")
    low, middle, high = amounts(sunday, "hour", 19_500.0, 1.0, UK)
    assert 10 <= low < middle < high <= 20
