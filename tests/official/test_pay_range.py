import pytest

from salarypred.adverts.months import parse_month
from salarypred.official.pay_range import earnings_growth, pay_year


@pytest.mark.parametrize(
    ("month", "first", "year"),
    [("2025-03", 4, 2024), ("2025-04", 4, 2025), ("2025-08", 9, 2024), ("2025-12", 9, 2025)],
)
def test_pay_years_begin_in_their_month(month: str, first: int, year: int) -> None:
    assert pay_year(parse_month(month), first) == year


def test_growth_there_and_back_is_none() -> None:
    there, back = earnings_growth(2015, 2025, 4), earnings_growth(2025, 2015, 4)
    assert 1.3 < there < 1.6
    assert there * back == pytest.approx(1)
    assert earnings_growth(2020, 2020, 9) == 1
