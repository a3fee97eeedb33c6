import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.official.named.ranks import apprentices, pqe_years


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
    assert pqe_years(series).index.equals(series.index)
    assert apprentices(series).index.equals(series.index)
