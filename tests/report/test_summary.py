"""What a report says in sentences, against tables whose figures are known."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred.report.summary import median_interval, summary

NAN = float("nan")


def table(n: int, **columns: Any) -> pd.DataFrame:
    """Predicted rows; pay is £20,000, £20,100 and so on."""
    pay = 20_000 + 100.0 * np.arange(n)
    usual = {
        "predicted_salary": pay,
        "salary_low": 0.8 * pay,
        "salary_high": 1.2 * pay,
        "occupation": "",
        "region": "not named",
        "official_median": NAN,
        "stated_salary_min": NAN,
        "stated_salary_max": NAN,
        "warnings": "",
    }
    return pd.DataFrame({**usual, **columns}, index=range(n))


def test_the_first_sentence_says_what_is_paid() -> None:
    first, *_, last = summary(table(101), "2026-11")
    assert first == (
        "101 adverts: the median is £25,000 a year, half pay £22,500 to £27,500 (full-time "
        "equivalent, money of 2026-11)."
    )
    assert last == (
        "How sure: the upper end of the range is 1.50 times the lower one for half of the "
        "adverts; no row has a warning."
    )


def test_rows_without_an_estimate_are_counted() -> None:
    rows = table(101)
    rows.loc[0, "predicted_salary"] = NAN
    assert summary(rows, "2026-11")[0].startswith("101 adverts, 100 of them with an estimate: ")
    nothing = table(1, predicted_salary=NAN)
    assert summary(nothing, "") == ["None of 1 advert has an estimate."]


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (99, "That is few: with 99 adverts the median of all such jobs may lie anywhere from"),
        (29, "That is very few: with 29 adverts the median"),
        (9, "That is very few: read the rows, not the figures of groups."),
        (1, "That is very few: read the rows"),
    ],
)
def test_a_small_number_is_said_to_be_small(n: int, said: str) -> None:
    assert summary(table(n), "2026-11")[1].startswith(said)


def test_nothing_is_said_of_a_number_that_is_not_small() -> None:
    assert not any("few" in sentence for sentence in summary(table(100), "2026-11"))


def test_the_interval_of_a_median_holds_it_as_often_as_it_says() -> None:
    draw = np.random.default_rng(0)
    for n in (12, 50, 99):
        samples = (pd.Series(draw.normal(size=n)) for _ in range(600))
        held = np.mean([low < 0 < high for low, high in map(median_interval, samples)])
        assert 0.93 <= held <= 0.985, n


def test_occupations_and_regions() -> None:
    jobs = ["Chefs (5434)"] * 60 + ["Cooks (5435)"] * 40 + ["Vets (2240)"] * 5
    places = ["London"] * 50 + ["Wales"] * 50 + ["not named"] * 5
    said = summary(table(105, occupation=jobs, region=places), "2026-11")
    assert said[1] == (
        "Most frequent: Chefs (60, median £23,000), Cooks (40, median £28,000) and Vets (5, "
        "median £30,200)."
    )
    assert said[2] == (
        "Of occupations with at least 30 adverts, Cooks pays most (median £28,000) and Chefs "
        "least (£23,000)."
    )
    assert said[3] == (
        "Of regions with at least 30 adverts, Wales pays most (median £27,400) and London least "
        "(£22,400), whatever the jobs there."
    )


def test_beside_official_and_stated_pay() -> None:
    rows = table(200)
    rows["official_median"] = rows["predicted_salary"] / 1.1
    rows["stated_salary_min"] = 0.9 * rows["predicted_salary"]
    rows["stated_salary_max"] = rows["predicted_salary"]
    rows.loc[rows.index[:50], "stated_salary_max"] = 3 * rows["predicted_salary"]
    said = " ".join(summary(rows, "2026-11"))
    assert "estimated 10% above the official full-time median" in said
    assert "100% lie above it." in said
    assert (
        "200 adverts state pay in the text: it lies within the estimated range for 75%, and is "
        "typically 5% below it."
    ) in said


def test_warnings() -> None:
    rows = table(100, warnings=["weak: x"] * 20 + ["not English (a); weak"] * 5 + [""] * 75)
    assert summary(rows, "2026-11")[-1].endswith("; 25% have a warning, most often “weak”.")
