"""The unit of pay of a mask."""

import numpy as np
import pytest

from salarypred.adverts.masks import UNITS
from salarypred.masks.reader import shipped_reader
from salarypred.masks.units import unit_proba, unit_words
from salarypred.resources import list_rows


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Day rate £**** ", "day"),
        ("£**** a night", "day"),
        ("£**** p/h", "hour"),
        ("paying up to ****hr", "hour"),
        ("£**** hour", "hour"),
        ("£**** hours to suit", ""),
        ("£****.**** per hour", "hour"),
        ("£****k per annum", "year"),
        ("£**** per week", "week"),
        ("****% pension", "percent"),
        ("monthly bonus of £****", "month"),
        ("call ****", ""),
    ],
)
def test_words_name_the_unit(text: str, unit: str) -> None:
    assert unit_words("", text)[0].unit == unit


@pytest.mark.parametrize(
    "text",
    ["£**** to £**** per hour", "£****  £**** ph", "£**** per hour rising to £**** over time"],
)
def test_a_range_has_one_unit(text: str) -> None:
    assert [mask.unit for mask in shipped_reader().read("Cook", text)] == ["hour", "hour"]


def test_thousands_are_yearly() -> None:
    assert [mask.unit for mask in shipped_reader().read("Chef", "Salary £****k")] == ["year"]


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("Cook £****, Chef £**** per hour", "hour"),
        ("Cook (£****), Chef (£**** per hour)", "hour"),
        ("Salary £**** (£**** an hour)", ""),
        ("Cook £****. Overtime at £**** per hour", ""),
    ],
)
def test_a_unit_is_that_of_the_whole_list_but_not_of_another_pay(text: str, later: str) -> None:
    assert unit_words("", text)[0].later == later


def test_a_job_that_is_paid_by_the_hour_makes_the_hour_more_probable() -> None:
    words = unit_words("", "Pay: £****")
    unsure = np.zeros((1, len(UNITS)))
    carer, manager = (unit_proba(unsure, words, [code])[0] for code in ("6135", "1121"))
    hour = UNITS.index("hour")
    assert carer[hour] > unit_proba(unsure, words)[0, hour] > manager[hour]
    assert unit_proba(unsure, words, [""]).tolist() == unit_proba(unsure, words).tolist()


def test_a_named_unit_leaves_the_job_no_say() -> None:
    words = unit_words("", "£**** per annum")
    unsure = np.zeros((1, len(UNITS)))
    assert (unit_proba(unsure, words, ["6135"]) == unit_proba(unsure, words)).all()


def test_usual_units_are_shares_of_enough_adverts() -> None:
    for code, *shares, adverts in list_rows("patterns", "unit_shares.tsv"):
        assert sum(map(float, shares)) == pytest.approx(1, abs=0.01), code
        assert int(adverts) >= 10
