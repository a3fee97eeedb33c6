import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.official.doctors import GRADES
from salarypred.official.named import apprentices, doctor_grades, nhs_bands, pqe_years
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
    assert nhs_bands(pd.Series([text])).iloc[0].tolist() == [low, high, health]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Solicitor, 3-5 years PQE", 3, 5),
        ("NQ - 3 PQE, property", 0, 3),
        ("5+ yrs PQE", 5, None),
        ("2 years' post qualification experience", 2, 2),
        ("Newly qualified commercial lawyer", 0, 0),
        ("PQE: 4+", 4, None),
        ("Solicitor, 46 years PQE", 4, 6),
        ("Solicitor, 12 years PQE", 12, 12),
        ("Solicitor, 99 PQE", None, None),
        ("Newly qualified nurse", None, None),
        ("10 years in practice", None, None),
    ],
)
def test_years_qualified(text: str, low: float | None, high: float | None) -> None:
    row = pqe_years(pd.Series([text])).iloc[0]
    assert [None if pd.isna(years) else years for years in row] == [low, high]


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
    assert doctor_grades(pd.Series([text])).tolist() == [grade]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apprentice electrician", True),
        ("Business administration apprenticeship", True),
        ("Apprenticeship coordinator", False),
        ("Apprentice-trained fitter", False),
        ("Fitter with a completed apprenticeship", False),
        ("Time served apprenticeship, fitter", False),
        ("Electrician", False),
    ],
)
def test_apprentices(text: str, expected: bool) -> None:
    assert apprentices(pd.Series([text])).tolist() == [expected]


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_text_is_answered_row_by_row(texts: list[str]) -> None:
    series = pd.Series(texts, dtype=object, index=range(10, 10 + len(texts)))
    bands = nhs_bands(series)
    assert bands.index.equals(series.index)
    assert set(bands["low"]) <= {*BANDS, "8", ""}
    assert set(doctor_grades(series)) <= {*GRADES, ""}
    assert pqe_years(series).index.equals(series.index)
    assert apprentices(series).index.equals(series.index)
