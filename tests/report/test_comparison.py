"""Two tables side by side, against figures that are known."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.answers import OFFICIAL, QUANTILES
from salarypred.adverts.months import parse_month
from salarypred.pay.earnings import log_earnings
from salarypred.report.comparison import compare

NAMES = ("now.csv", "then.csv")


def table(pay: dict[str, list[float]], month: str = "2026-01", **columns: Any) -> pd.DataFrame:
    """Predicted rows; occupations and their pay."""
    rows = [(job, value) for job, values in pay.items() for value in values]
    blank = ("stated_salary_min", "stated_salary_max", *QUANTILES, *OFFICIAL[:3])
    found = pd.DataFrame(rows, columns=["occupation", "predicted_salary"])
    found = found.assign(
        salary_low=0.8 * found["predicted_salary"],
        salary_high=1.2 * found["predicted_salary"],
        true=np.nan,
        month=parse_month(month),
        posted=parse_month(month),
        predicted_category="Jobs",
        region="not named",
        same=np.arange(len(found)) + parse_month(month) * 1_000,
    )
    return found.assign(**dict.fromkeys(blank, np.nan)).assign(**columns)


def test_another_mix_is_no_other_pay() -> None:
    here = table({"Chefs": [30e3] * 150, "Cooks": [20e3] * 50})
    there = table({"Chefs": [30e3] * 50, "Cooks": [20e3] * 150}, same=-1)
    found = compare(here, there, NAMES)
    assert found.sentences[0] == (
        "now.csv (200 estimates) has a median of £30,000, then.csv (200) one of £20,000, both in "
        "money of 2026-01: 50% more."
    )
    assert found.sentences[1] == (
        "Within the same occupations (2 with at least 10 adverts in both) it is no difference; the "
        "rest is another mix of jobs."
    )
    (jobs,) = [group for group in found.groups if group["first"] == "occupation"]
    assert jobs["table"].loc["Chefs", ["n", "other_n", "change"]].tolist() == [150, 50, 0]
    assert jobs["table"].loc["Chefs", "share_change"] == pytest.approx(0.5)
    assert str(jobs["chart"]).startswith("<svg")


def test_two_dates_are_compared_in_the_money_of_one() -> None:
    grown = np.exp(
        log_earnings(np.array([parse_month("2026-01")]))
        - log_earnings(np.array([parse_month("2013-01")]))
    )[0]
    here = table({"Chefs": [20e3 * grown * 1.1] * 150})
    found = compare(here, table({"Chefs": [20e3] * 150}, "2013-01"), NAMES)
    assert found.sentences[0].endswith("both in money of 2026-01: 10% more.")
    assert "In the money of their own months the medians are" in found.sentences[1]
    assert "and £20,000;" in found.sentences[1]
    assert "it is 10% more" in found.sentences[2]
    assert found.sentences[3] == "Of those with at least 30 in both, most moved: Chefs +10%."


def test_few_adverts_and_adverts_in_both() -> None:
    here = table({"Chefs": [30e3] * 20, "Vets": [50e3] * 3})
    said = compare(here, here.copy(), NAMES)
    assert "23 adverts of now.csv stand in then.csv too." in said.sentences
    assert said.sentences[-1].startswith("One of the tables is small")
    jobs = next(group for group in said.groups if group["first"] == "occupation")
    assert list(jobs["table"].index) == ["Chefs"]


def test_nothing_to_compare_with() -> None:
    here = table({"Chefs": [30e3] * 20})
    empty = here.assign(predicted_salary=np.nan)
    assert compare(here, empty, NAMES)[1:] == (
        ["then.csv has no estimate to compare with."],
        [],
    )
    assert compare(here, here.head(0), NAMES).groups == []
    apart = table({"Cooks": [30e3] * 20}, predicted_category="Other")
    assert compare(here, apart, NAMES).groups == []
