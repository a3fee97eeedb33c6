"""The table of conversion factors."""

import pytest

from salarypred.pay.rates import ADZUNA_2013, UK, Rates, pick_rates


@pytest.mark.parametrize(
    ("rates", "unit", "factor"),
    [
        (ADZUNA_2013, "hour", 1920),
        (ADZUNA_2013, "day", 240),
        (ADZUNA_2013, "week", 48),
        (ADZUNA_2013, "month", 12),
        (ADZUNA_2013, "year", 1),
        (UK, "hour", 37.5 * 52),
        (UK, "day", 260),
        (UK, "week", 52),
        (UK, "month", 12),
        (UK, "year", 1),
    ],
)
def test_factors_there_and_back(rates: Rates, unit: str, factor: float) -> None:
    assert rates.factor(unit) == factor
    assert rates.to_year(10.0, unit) == 10 * factor
    assert rates.from_year(rates.to_year(12.5, unit), unit) == pytest.approx(12.5)


def test_unknown_unit_is_named() -> None:
    with pytest.raises(ValueError, match=r"'fortnight'.*year, month, week, day, hour"):
        UK.factor("fortnight")


@pytest.mark.parametrize(
    ("source", "posted", "rates"),
    [
        ("", "", UK),
        ("adzuna2013", "", ADZUNA_2013),
        ("Adzuna 2013", "", ADZUNA_2013),
        ("adzuna", "2013-02-01", ADZUNA_2013),
        ("adzuna2017", "", UK),
        ("adzuna", "2026-02-01", UK),
        ("nhs", "2013-02-01", UK),
    ],
)
def test_source_picks_the_factors(source: str, posted: str, rates: Rates) -> None:
    assert pick_rates(source, posted) is rates
