"""Pay in other money than pounds."""

import pytest

from salarypred.doubts.foreign_money import _CODES, _MONEY, foreign_pay


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("Salary €45,000 - €50,000", "euros"),
        ("EUR 50,000 gross per year", "euros"),
        ("We pay 60000 usd per annum", "dollars"),
        ("12,000 dirhams per month", "dirhams"),
        ("PLN5000 a month", "zloty"),
        ("5000 zł per month", "zloty"),
        ("The necessary audits of our European academy", ""),
        ("a $20 million budget", ""),
        ("a $20 million budget, £40k", ""),
        ("paid 40,000 EUR or 35,000 pounds", ""),
    ],
)
def test_money(text: str, money: str) -> None:
    assert foreign_pay(text) == money


@pytest.mark.parametrize("code", [*_CODES, "pln"])
def test_every_code_is_found_by_the_quick_look(code: str) -> None:
    assert foreign_pay(f"Pay: {code.upper()} 4,000 per month") in _MONEY
