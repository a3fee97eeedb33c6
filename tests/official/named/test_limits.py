import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.months import parse_month
from salarypred.official.doctors import doctor_range
from salarypred.official.named.limits import known_limits
from salarypred.official.nhs import nhs_range
from salarypred.official.teachers import teacher_range

MONTH = parse_month("2025-10")


def limits(title: str, description: str = "", region: str = "") -> pd.Series:
    one = [pd.Series([text], index=[5], dtype=object) for text in (title, description, region)]
    table = known_limits(one[0], one[1], np.array([MONTH]), one[2])
    assert table.index.tolist() == [5]
    return table.iloc[0]


def test_a_band_sets_the_limits() -> None:
    found = limits("Staff nurse", "A post at Band 5/6 of Agenda for Change")
    assert (found["low"], found["high"]) == (nhs_range("5", MONTH).low, nhs_range("6", MONTH).high)
    assert found["scale"] == "NHS band 5/6"


def test_places_have_scales_of_their_own() -> None:
    scotland = limits("Staff nurse band 5", region="Scotland")
    assert scotland["low"] == nhs_range("5", MONTH, "Scotland").low
    london = limits("Staff nurse band 5", region="London")
    assert london["high"] == nhs_range("5", MONTH, london="inner").high
    teacher = limits("Teacher of maths, MPS", region="London")
    assert teacher["low"] == teacher_range("main", MONTH, "Outer London").low
    assert teacher["high"] == teacher_range("main", MONTH, "Inner London").high
    assert teacher["scale"] == "teachers' main range"


def test_doctors_by_their_title() -> None:
    found = limits("Consultant Radiologist", region="Wales")
    assert (found["low"], found["high"]) == doctor_range("consultant", MONTH, "Wales")[:2]
    assert found["scale"] == "consultant"


@pytest.mark.parametrize(
    ("title", "description", "region"),
    [
        ("Staff nurse band 5", "Locum work through our agency", ""),
        ("Staff nurse band 5", "25 an hour", ""),
        ("Police staff band 4", "", ""),
        ("Teacher, MPS", "", "Scotland"),
        ("Radiographer", "You report to a consultant radiologist", ""),
        ("Plumber", "", ""),
    ],
)
def test_where_no_scale_holds_there_are_no_limits(
    title: str, description: str, region: str
) -> None:
    found = limits(title, description, region)
    assert found[["low", "high"]].isna().all()
    assert found["scale"] == ""


def test_rows_of_one_label_are_kept_apart() -> None:
    titles = pd.Series(["Nurse band 5", "Plumber", "Teacher UPS"], index=[1, 1, 1])
    blank = pd.Series([""] * 3, index=titles.index)
    table = known_limits(titles, blank, np.full(3, MONTH), blank)
    assert table["scale"].tolist() == ["NHS band 5", "", "teachers' upper range"]
    assert table["low"].isna().tolist() == [False, True, False]


def test_limits_keep_low_below_high_and_rise_with_the_band() -> None:
    titles = pd.Series([f"Nurse band {band}" for band in ("2", "3", "4", "5", "6", "7", "8a", "9")])
    blank = pd.Series([""] * len(titles))
    table = known_limits(titles, blank, np.full(len(titles), MONTH), blank)
    assert (table["low"] <= table["high"]).all()
    assert table["low"].is_monotonic_increasing and table["high"].is_monotonic_increasing
