import numpy as np
import pytest

from salarypred.adverts.months import parse_month
from salarypred.pay.minimum_wage import above_minimum, minimum_pay, minimum_wage


def months(*names: str) -> np.ndarray:
    return np.array([parse_month(name) for name in names])


def test_the_minimum_rises_each_april_and_there_is_none_before_2016() -> None:
    steps = minimum_pay(months("2013-01", "2016-03", "2016-04", "2026-03", "2026-04", "2030-01"))
    assert steps.tolist() == pytest.approx([0, 0, 14_040, 23_809.5, 24_784.5, 24_784.5])


def test_no_figure_is_below_the_minimum_and_high_ones_stay() -> None:
    pay = np.array([[10_000.0, 24_000.0, 30_000.0, 80_000.0]])
    lifted = above_minimum(pay, months("2026-06"))[0]
    assert lifted.tolist() == pytest.approx([24_784.5, 24_784.5, 30_000, 80_000])


def test_quantiles_stay_in_order_and_so_do_two_jobs_at_the_minimum() -> None:
    shares = (0.02, 0.1, 0.25, 0.5, 0.75, 0.9)
    pay = np.sort(np.random.default_rng(0).uniform(1e4, 4e4, (200, 6)), axis=1)
    lifted = above_minimum(pay, months(*["2026-06"] * 200), None, shares)
    assert (np.diff(lifted, axis=1) >= 0).all()
    assert (lifted[:, :2] == np.maximum(pay[:, :2], 24_784.5)).all()
    assert (lifted <= np.maximum(pay, 24_784.5) * 1.02 + 1e-6).all()
    junior_and_senior = np.sort(np.random.default_rng(1).uniform(1.6e4, 3e4, 100))[:, None]
    middle = above_minimum(junior_and_senior, months(*["2026-06"] * 100), None, (0.5,))
    assert (np.diff(middle[:, 0]) > 0).all()


def test_before_there_was_one_nothing_changes() -> None:
    pay = np.array([[9_000.0, 20_000.0]])
    np.testing.assert_allclose(above_minimum(pay, months("2013-01")), pay)


def test_rates_by_age_and_for_apprentices() -> None:
    month = parse_month("2025-06")
    assert [minimum_wage(month, age) for age in (16, 18, 20, 21, 40)] == [
        7.55,
        10,
        10,
        12.21,
        12.21,
    ]
    assert minimum_wage(month) == 12.21
    assert minimum_wage(month, apprentice=True) == 7.55
    # The highest rate began at 25 years, then at 23, and since April 2024 at 21.
    assert minimum_wage(parse_month("2020-05"), 23) == 8.2
    assert minimum_wage(parse_month("2022-05"), 23) == 9.5
    assert minimum_wage(parse_month("2014-10"), 30) == 6.5


def test_months_outside_the_table_take_its_ends() -> None:
    assert minimum_wage(parse_month("2001-01")) == minimum_wage(parse_month("2012-10"))
    assert minimum_wage(parse_month("2031-01")) == minimum_wage(parse_month("2026-04"))


def test_apprentices_have_a_minimum_of_their_own_and_work_without_a_salary_none() -> None:
    kinds = np.array(["", "apprentice", "unpaid", "commission only", "self-employed"], object)
    month = months(*["2025-06"] * 5)
    assert minimum_pay(month, kinds).tolist() == pytest.approx([23_809.5, 14_722.5, 0, 0, 0])
    lifted = above_minimum(np.full((5, 1), 10_000.0), month, kinds)[:, 0]
    assert lifted[0] >= 23_809.5
    assert 14_722.5 <= lifted[1] < 15_000
    assert lifted[2:].tolist() == [10_000] * 3
