import numpy as np
import pytest

from salarypred.adverts.months import parse_month
from salarypred.pay.minimum_wage import above_minimum, minimum_pay


def months(*names: str) -> np.ndarray:
    return np.array([parse_month(name) for name in names])


def test_the_minimum_rises_each_april_and_there_is_none_before_2016() -> None:
    steps = minimum_pay(months("2013-01", "2016-03", "2016-04", "2026-03", "2026-04", "2030-01"))
    assert steps.tolist() == pytest.approx([0, 0, 14_040, 23_809.5, 24_784.5, 24_784.5])


def test_no_figure_is_below_the_minimum_and_high_ones_stay() -> None:
    pay = np.array([[10_000.0, 24_000.0, 30_000.0, 80_000.0]])
    lifted = above_minimum(pay, months("2026-06"))[0]
    assert (lifted >= 24_784.5).all()
    assert (np.diff(lifted) > 0).all()
    assert lifted[2] < 30_000 * 1.005
    assert lifted[3] == pytest.approx(80_000)


def test_before_there_was_one_nothing_changes() -> None:
    pay = np.array([[9_000.0, 20_000.0]])
    np.testing.assert_allclose(above_minimum(pay, months("2013-01")), pay)
