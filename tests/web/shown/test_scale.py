"""Pay by other times and for fewer hours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.web.shown.scale import UNITS, Scale

SCALES = st.builds(Scale, st.sampled_from(UNITS), st.none() | st.floats(1, 80))


@given(scale=SCALES, pay=st.floats(1_000, 1e6))
def test_there_and_back(scale: Scale, pay: float) -> None:
    assert scale.yearly(scale.of(pay)) == pytest.approx(pay)


def test_fewer_hours_lower_pay_a_month_and_not_pay_an_hour() -> None:
    assert Scale("month", 18.75).of(24_000) == pytest.approx(1_000)
    assert Scale("hour", 18.75).of(19_500) == pytest.approx(10)
    assert (Scale("month", 18.75).words, Scale("month").words) == (
        "for 18.75 hours a week",
        "full-time equivalent",
    )
    assert (Scale("hour").each, Scale("week").each) == ("an hour", "a week")
