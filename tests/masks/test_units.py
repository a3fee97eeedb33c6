"""The unit of pay of a mask."""

import pytest

from salarypred.masks.reader import shipped_reader
from salarypred.masks.units import unit_words


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Day rate £**** ", "day"),
        ("£**** a night", "day"),
        ("£**** p/h", "hour"),
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


@pytest.mark.parametrize("text", ["£**** to £**** per hour", "£****  £**** ph"])
def test_a_range_has_one_unit(text: str) -> None:
    assert [mask.unit for mask in shipped_reader().read("Cook", text)] == ["hour", "hour"]


def test_thousands_are_yearly() -> None:
    assert [mask.unit for mask in shipped_reader().read("Chef", "Salary £****k")] == ["year"]
