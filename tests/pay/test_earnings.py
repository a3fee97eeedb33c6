import numpy as np
import pandas as pd
import pytest

from salarypred import InputError
from salarypred.adverts.months import (
    month_name,
    months_posted,
    parse_month,
    this_month,
    undated,
    years,
)
from salarypred.pay.earnings import (
    MONTHS_AHEAD,
    last_known_month,
    log_earnings,
    month_of_money,
)


def pounds(month: str) -> float:
    return float(np.exp(log_earnings(np.array([parse_month(month)]))[0]))


def test_earnings_grew_by_about_three_fifths_between_2013_and_2026() -> None:
    # £462 a week in January 2013 and £753 in April 2026 (ONS, series KAB9).
    assert pounds("2013-01") == pytest.approx(462, rel=0.02)
    assert pounds("2026-04") == pytest.approx(753, rel=0.02)


def test_bonus_months_do_not_stand_out() -> None:
    months = np.arange(parse_month("2012-01"), parse_month("2019-12"))
    steps = np.diff(log_earnings(months))
    assert np.abs(steps).max() < 0.01


def test_later_months_go_on_by_the_growth_of_the_last_year() -> None:
    last = parse_month(last_known_month())
    later = log_earnings(np.array([last, last + 12, last + 24]))
    assert later[1] - later[0] == pytest.approx(later[2] - later[1])
    assert 0.0 < later[1] - later[0] < 0.1


def test_growth_has_no_step_up_to_the_last_month_that_may_be_asked_for() -> None:
    last = parse_month(last_known_month())
    names = [month_name(month) for month in range(last - 12, last + MONTHS_AHEAD + 1)]
    asked = months_posted(pd.Series(names))  # as an advert's own date too
    assert asked.tolist() == [month_of_money(name) for name in names]
    steps = np.diff(log_earnings(asked))
    assert (steps > 0).all()
    assert steps.max() < 0.006


def test_a_month_too_far_ahead_is_refused_with_the_months_that_are_known() -> None:
    beyond = month_name(parse_month(last_known_month()) + MONTHS_AHEAD + 1)
    with pytest.raises(InputError, match=f"month {beyond}: .* to {last_known_month()}; expected"):
        month_of_money(beyond)
    far = np.array([parse_month(beyond), parse_month("2099-01")])
    assert len(set(log_earnings(far))) == 1


@pytest.mark.parametrize(
    ("posted", "month"),
    [
        ("2013-01-05", "2013-01"),
        ("2013-01-05T10:00:00Z", "2013-01"),
        ("2013-01", "2013-01"),
        ("5/2/2013", "2013-02"),
        ("24/11/2025 09:30", "2025-11"),
        ("3 March 2019", "2019-03"),
        ("", "2020-06"),
        ("soon", "2020-06"),
        ("1066-01-01", "2020-06"),
        ("2999-01-01", "2020-06"),
        ("0", "2020-06"),
        ("1995-05-01", "2000-01"),
    ],
)
def test_dates_are_read_and_what_is_none_takes_the_default(posted: str, month: str) -> None:
    assert month_name(int(months_posted(pd.Series([posted]), "2020-06")[0])) == month


def test_without_a_default_an_undated_advert_is_of_this_month() -> None:
    assert months_posted(pd.Series(["", "2001-01"])).tolist() == [this_month(), 12]


def test_undated() -> None:
    assert undated(pd.Series(["", "2013-01-05", "soon"])).tolist() == [True, False, True]


@pytest.mark.parametrize(
    "text", ["2013", "2013-1", "13-01", "2013-00", "1999-12", "next", "", "x-y"]
)
def test_a_wrong_month_is_named(text: str) -> None:
    with pytest.raises(InputError, match="expected YYYY-MM"):
        parse_month(text)


def test_years() -> None:
    assert years(np.array([parse_month("2013-01"), parse_month("2013-12")])).round(2).tolist() == [
        2013.04,
        2013.96,
    ]
