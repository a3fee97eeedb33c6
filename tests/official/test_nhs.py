from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.months import parse_month
from salarypred.errors import InputError
from salarypred.official.nhs import BANDS, NATIONS, nhs_range, nhs_ranges


@pytest.mark.parametrize(
    ("band", "month", "nation", "low", "high"),
    [
        ("5", "2025-04", "England", 31_049, 37_796),
        ("5", "2026-03", "England", 31_049, 37_796),
        ("5", "2026-04", "England", 32_073, 39_043),
        ("9", "2026-11", "Scotland", 127_338, 132_853),
        ("2", "2026-05", "Wales", 26_300, 26_300),
        ("5", "2014-06", "England", 21_388, 27_901),
        ("6", "2020-10", "England", 31_365, 37_890),
        ("8", "2025-04", "England", 55_690, 105_337),
    ],
)
def test_published_scales(band: str, month: str, nation: str, low: float, high: float) -> None:
    assert nhs_range(band, parse_month(month), nation) == (low, high, "stated")


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize(
    "month", ["2005-01", "2013-01", "2019-06", "2024-06", "2026-11", "2028-05"]
)
def test_bands_rise_in_every_nation_and_month(nation: str, month: str) -> None:
    ranges = [nhs_range(band, parse_month(month), nation) for band in BANDS]
    for lower, higher in pairwise(ranges):
        assert lower.low <= higher.low and lower.high <= higher.high
    assert all(one.low <= one.high for one in ranges)


@pytest.mark.parametrize(
    ("month", "area", "low", "high"),
    [
        # The limits of 2013-14 and 2021-22 are those of the handbook's annex 9.
        ("2013-06", "inner", 21_388 + 4_278, 27_901 + 5_580),
        ("2021-06", "outer", 25_655 + 3_899, 31_534 + 4_730),
        ("2021-06", "London", 25_655 + 3_899, 31_534 + 6_307),
        ("2021-06", "fringe", 25_655 + 1_283, 31_534 + 1_577),
    ],
)
def test_london_supplements(month: str, area: str, low: float, high: float) -> None:
    found = nhs_range("5", parse_month(month), london=area)
    assert found[:2] == pytest.approx((low, high), abs=1)
    assert nhs_range("9", parse_month("2013-06"), london="inner").high == 98_453 + 6_279
    bands = pd.Series(["5", "5"])
    table = nhs_ranges(bands, np.full(2, parse_month(month)), london=[area, "Leeds"])
    assert tuple(table.loc[0]) == found[:2]
    assert tuple(table.loc[1]) == nhs_range("5", parse_month(month))[:2]


def test_minima_of_2024_are_met_by_what_is_carried_from_england() -> None:
    found = nhs_range("7", parse_month("2024-06"), "Scotland")
    assert found.low == 48_788
    assert found.basis == "carried from England"


def test_years_beyond_the_scales_say_so() -> None:
    later = nhs_range("5", parse_month("2028-06"))
    assert later.basis == "carried by average earnings"
    assert later.low > nhs_range("5", parse_month("2026-06")).low


def test_many_bands_at_once_are_those_of_one_at_a_time() -> None:
    bands = pd.Series(["5", "", "8a", "7", "x"], index=[4, 1, 2, 9, 0])
    months = np.array([parse_month("2025-06"), 300, parse_month("2013-06"), 312, 312])
    table = nhs_ranges(bands, months, ["England", "England", "Wales", "Scotland", "France"])
    assert table.index.tolist() == bands.index.tolist()
    assert table.loc[[1, 0]].isna().all().all()
    assert tuple(table.loc[4]) == nhs_range("5", months[0])[:2]
    assert tuple(table.loc[2]) == nhs_range("8a", months[2], "Wales")[:2]
    assert tuple(table.loc[9]) == nhs_range("7", 312, "Scotland")[:2]
    assert nhs_ranges(pd.Series([], dtype=object), np.array([], dtype=int)).empty


@pytest.mark.parametrize(
    "ask",
    [
        lambda: nhs_range("10", 300),
        lambda: nhs_range("5", 300, "France"),
        lambda: nhs_range("5", 300, london="Leeds"),
    ],
)
def test_unknown_bands_and_nations_are_refused(ask: object) -> None:
    with pytest.raises(InputError, match="expected one of"):
        ask()  # type: ignore[operator]
