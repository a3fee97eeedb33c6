import pytest

from salarypred.adverts.months import parse_month
from salarypred.errors import InputError
from salarypred.official.doctors import GRADES, doctor_range
from salarypred.official.nhs import NATIONS


def test_doctors() -> None:
    found = doctor_range("salaried GP", parse_month("2026-05"))
    assert found == (78_699, 118_759, "stated")
    for nation in NATIONS:
        month = parse_month("2026-05")
        lows = [doctor_range(grade, month, nation).low for grade in GRADES[:4]]
        assert lows == sorted(lows)
        assert doctor_range("consultant", month, nation).low > lows[-1] * 1.5
    assert doctor_range("consultant", parse_month("2018-05")).basis == "carried by average earnings"


@pytest.mark.parametrize(("grade", "nation"), [("matron", "England"), ("consultant", "France")])
def test_unknown_grades_and_nations_are_refused(grade: str, nation: str) -> None:
    with pytest.raises(InputError, match="expected one of"):
        doctor_range(grade, 300, nation)
