import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.official.doctors import GRADES
from salarypred.official.named.health import doctor_grade, nhs_bands
from salarypred.official.nhs import BANDS


@pytest.mark.parametrize(
    ("text", "low", "high", "health"),
    [
        ("Staff Nurse - Band 5", "5", "5", True),
        ("Clerk, AfC Band 8a", "8a", "8a", True),
        ("Nurse band 5/6", "5", "6", True),
        ("Physiotherapist Bands 6 and 5", "5", "6", True),
        ("Hospital porter band two", "2", "2", True),
        ("NHS band 3 to band 4 assistant", "3", "4", True),
        ("Midwife. Agenda for Change: 7", "7", "7", True),
        ("Band 8-b manager, NHS", "8b", "8b", True),
        ("Nurse Band 5 - 37.5 hours", "5", "5", True),
        ("Police staff, Band 4", "4", "4", False),
        ("Nurse, Band 10", "", "", False),
        ("NHS, 5 days a week", "", "", False),
        ("Civil service Band D", "", "", False),
        ("Husband and wife team", "", "", False),
        ("Nurse, band 5.5 mm", "", "", False),
        ("", "", "", False),
    ],
)
def test_bands(text: str, low: str, high: str, health: bool) -> None:
    assert nhs_bands(text) == (low, high, health)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Consultant in Emergency Medicine", "consultant"),
        ("Locum Consultant Psychiatrist", "consultant"),
        ("Specialty Doctor, Paediatrics", "specialty doctor"),
        ("Clinical Fellow FY2", "foundation year 2"),
        ("ST3 Registrar, Orthopaedics", "specialty registrar"),
        ("Salaried GP", "salaried GP"),
        ("Recruitment Consultant", ""),
        ("Consultant Psychologist", ""),
        ("Consultant, Information Technology", ""),
        ("Consultant Nurse in Respiratory Medicine", ""),
        ("Secretary to the registrar", ""),
    ],
)
def test_doctors(text: str, grade: str) -> None:
    assert doctor_grade(text) == grade


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    assert {*nhs_bands(text)[:2]} <= {*BANDS, "8", ""}
    assert doctor_grade(text) in {*GRADES, ""}
