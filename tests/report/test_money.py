"""Pay of several months in the money of one, and estimates in money of the wrong month."""

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.months import month_name, parse_month
from salarypred.pay.earnings import log_earnings
from salarypred.report.money import in_one_month, month_doubt


def table(posted: list[str], pay: list[float], true: list[float], money: str) -> pd.DataFrame:
    """Predicted rows; "" for no date, which are in money of ``money``."""
    months = [parse_month(month) if month else -1 for month in posted]
    blank = dict.fromkeys(
        [
            *("stated_salary_min", "stated_salary_max"),
            *(f"salary_p{share}" for share in (10, 25, 50, 75, 90)),
            *("official_median", "official_p25", "official_p75"),
        ],
        np.nan,
    )
    return pd.DataFrame(
        {
            "posted": months,
            "month": [month if month >= 0 else parse_month(money) for month in months],
            "predicted_salary": pay,
            "salary_low": [0.8 * value for value in pay],
            "salary_high": [1.2 * value for value in pay],
            "true": true,
            **blank,
        }
    )


def grown(since: str, until: str) -> float:
    ends = log_earnings(np.array([parse_month(since), parse_month(until)]))
    return float(np.exp(ends[1] - ends[0]))


def test_pay_of_two_months_is_in_money_of_the_later() -> None:
    rows = table(["2013-01", "2026-01"], [20e3, 30e3], [22e3, 33e3], "2026-01")
    carried, month = in_one_month(rows)
    factor = grown("2013-01", "2026-01")
    assert month_name(month) == "2026-01"
    assert carried["carried"].tolist() == [True, False]
    assert carried["predicted_salary"].tolist() == pytest.approx([20e3 * factor, 30e3])
    assert carried["salary_high"].tolist() == pytest.approx([24e3 * factor, 36e3])
    assert carried["true"].tolist() == pytest.approx([22e3 * factor, 33e3])


def test_true_pay_is_of_the_adverts_own_month() -> None:
    rows = table(["2013-01"], [30e3], [20e3], "2026-01").assign(month=parse_month("2026-01"))
    carried, _ = in_one_month(rows)
    assert carried["predicted_salary"][0] == 30e3
    assert carried["true"][0] == pytest.approx(20e3 * grown("2013-01", "2026-01"))


def test_one_month_and_no_answer_stay_as_they_are() -> None:
    rows = table(["2026-01"] * 2, [20e3, 30e3], [22e3, 33e3], "2026-01")
    assert in_one_month(rows)[0]["predicted_salary"].tolist() == [20e3, 30e3]
    assert in_one_month(rows.assign(predicted_salary=np.nan))[1] == -1


def noisy(factor: float, n: int = 200) -> tuple[list[float], list[float]]:
    draw = np.random.default_rng(0)
    true = np.exp(draw.normal(10.3, 0.4, n))
    return (true * factor * np.exp(draw.normal(0, 0.15, n))).tolist(), true.tolist()


@pytest.mark.parametrize("month", ["2004-06", "2013-01", "2017-06"])
def test_pay_of_another_time_is_noticed(month: str) -> None:
    pay, true = noisy(grown(month, "2026-01"))
    said, fits = month_doubt(table([""] * len(pay), pay, true, "2026-01"))
    assert "200 adverts without a date are in money of 2026-01" in said
    assert "above their pay" in said
    assert 0.96 < grown(month, fits) < 1.04  # earnings stood still for years


def test_estimates_of_an_earlier_month_are_noticed() -> None:
    pay, true = noisy(1 / grown("2013-01", "2026-01"))
    said, fits = month_doubt(table([""] * len(pay), pay, true, "2013-01"))
    assert "below their pay" in said
    assert fits.startswith(("2025", "2026"))


@pytest.mark.parametrize("factor", [0.6, 0.95, 1.0, 1.1])
def test_nothing_is_said_of_errors_that_no_month_explains(factor: float) -> None:
    pay, true = noisy(factor)
    assert month_doubt(table([""] * len(pay), pay, true, "2026-01")) == ("", "")


def test_nothing_is_said_of_dated_or_of_few_adverts() -> None:
    pay, true = noisy(1.6)
    assert month_doubt(table(["2026-01"] * len(pay), pay, true, "2026-01")) == ("", "")
    assert month_doubt(table([""] * 20, pay[:20], true[:20], "2026-01")) == ("", "")
