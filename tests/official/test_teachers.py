import pytest

from salarypred.adverts.months import parse_month
from salarypred.errors import InputError
from salarypred.official.teachers import AREAS, RANGES, leadership_range, teacher_range


@pytest.mark.parametrize(
    ("scale", "month", "area", "low", "high", "basis"),
    [
        ("main", "2025-09", "England", 32_916, 45_352, "stated"),
        ("main", "2026-08", "England", 32_916, 45_352, "stated"),
        ("upper", "2013-10", "England", 34_523, 37_124, "stated"),
        ("main-upper", "2025-10", "Inner London", 40_317, 62_496, "stated"),
        ("unqualified", "2025-10", "England", 22_601, 35_259, "stated"),
        ("leadership", "2024-12", "Outer London", 60_266, 142_178, "stated"),
    ],
)
def test_published_ranges(
    scale: str, month: str, area: str, low: float, high: float, basis: str
) -> None:
    assert teacher_range(scale, parse_month(month), area) == (low, high, basis)


@pytest.mark.parametrize(
    "month", ["2009-01", "2013-01", "2019-09", "2021-10", "2026-11", "2029-01"]
)
@pytest.mark.parametrize("scale", RANGES)
def test_london_pays_more_in_every_month(scale: str, month: str) -> None:
    lows = [teacher_range(scale, parse_month(month), area).low for area in AREAS]
    assert lows == sorted(lows)


def test_what_is_carried_says_so() -> None:
    assert teacher_range("main", parse_month("2026-10")).basis == "provisional"
    assert teacher_range("main", parse_month("2030-10")).basis == "carried by average earnings"
    assert teacher_range("unqualified", parse_month("2013-10")).basis == "carried by the main range"


def test_leadership_points_lie_on_the_spine() -> None:
    month = parse_month("2025-10")
    whole = teacher_range("leadership", month)
    assert leadership_range(6, 43, month)[:2] == whole[:2]
    low, high, basis = leadership_range(1, 5, month)
    assert basis == "interpolated"
    assert low < high < whole.low
    assert low == pytest.approx(51_773, rel=0.01)  # L1 as published for September 2025


@pytest.mark.parametrize(
    "ask",
    [
        lambda: teacher_range("senior", 300),
        lambda: teacher_range("main", 300, "Leeds"),
        lambda: leadership_range(5, 50, 300),
        lambda: leadership_range(9, 5, 300),
    ],
)
def test_unknown_ranges_are_refused(ask: object) -> None:
    with pytest.raises(InputError, match="expected"):
        ask()  # type: ignore[operator]
