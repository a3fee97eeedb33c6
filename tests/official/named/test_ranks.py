from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.official.named.ranks import pqe_years


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
    assert [None if isnan(years) else years for years in pqe_years(text)] == [low, high]


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    low, high = pqe_years(text)
    assert isnan(high) or 0 <= low <= high
