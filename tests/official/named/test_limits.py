from math import isnan

import pytest

from salarypred.adverts.months import parse_month
from salarypred.official.doctors import doctor_range
from salarypred.official.named.limits import named_scale
from salarypred.official.nhs import nhs_range
from salarypred.official.teachers import teacher_range

MONTH = parse_month("2025-10")


def limits(title: str, region: str = "") -> tuple[float, float]:
    scale = named_scale(title)
    assert scale is not None
    return scale.limits(MONTH, region)


def test_a_band_sets_the_limits() -> None:
    scale = named_scale("Staff nurse", "A post at Band 5/6 of Agenda for Change")
    assert scale is not None
    assert str(scale) == "NHS band 5/6"
    assert scale.limits(MONTH) == (nhs_range("5", MONTH).low, nhs_range("6", MONTH).high)


def test_places_have_scales_of_their_own() -> None:
    assert limits("Staff nurse band 5", "Scotland")[0] == nhs_range("5", MONTH, "Scotland").low
    assert limits("Staff nurse band 5", "London")[1] == nhs_range("5", MONTH, london="inner").high
    low, high = limits("Teacher of maths, MPS", "London")
    assert low == teacher_range("main", MONTH, "Outer London").low
    assert high == teacher_range("main", MONTH, "Inner London").high
    assert str(named_scale("Teacher of maths, MPS")) == "teachers' main range"
    assert all(map(isnan, limits("Teacher of maths, MPS", "Scotland")))


def test_doctors_by_their_title() -> None:
    expected = doctor_range("consultant", MONTH, "Wales")[:2]
    assert limits("Consultant Radiologist", "Wales") == expected
    assert str(named_scale("Consultant Radiologist")) == "consultant"


@pytest.mark.parametrize(
    ("title", "description"),
    [
        ("Staff nurse band 5", "Locum work through our agency"),
        ("Staff nurse band 5", "25 an hour"),
        ("Police staff band 4", ""),
        ("Radiographer", "You report to a consultant radiologist"),
        ("Plumber", ""),
    ],
)
def test_where_no_scale_holds_there_are_no_limits(title: str, description: str) -> None:
    assert named_scale(title, description) is None


def test_limits_keep_low_below_high_and_rise_with_the_band() -> None:
    ends = [limits(f"Nurse band {band}") for band in ("2", "3", "4", "5", "6", "7", "8a", "9")]
    assert all(low <= high for low, high in ends)
    assert ends == sorted(ends)
    assert sorted(high for _, high in ends) == [high for _, high in ends]
