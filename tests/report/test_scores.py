"""Scores of intervals, and how sure the figures are."""

import numpy as np
import pandas as pd
import pytest

from salarypred.report.scores import bootstrap, interval_score, row_figures, scores_by


def made(n: int = 400, companies: int = 400) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    true = np.exp(rng.normal(10.3, 0.4, n))
    guess = true * np.exp(rng.normal(0, 0.2, n))
    company = [f"company {number % companies}" for number in range(n)]
    return pd.DataFrame(
        {
            "true": true,
            "predicted_salary": guess,
            "salary_low": guess * 0.8,
            "salary_high": guess * 1.25,
            "company": company,
        }
    )


def test_the_true_quantiles_have_the_least_score() -> None:
    true = np.random.default_rng(1).normal(0, 1, 20_000)
    ends = np.quantile(true, [0.1, 0.9])
    best = interval_score(true, *np.tile(ends[:, None], len(true))).mean()
    for factor in (0.7, 1.4):
        other = interval_score(true, *np.tile(ends[:, None] * factor, len(true))).mean()
        assert best < other


def test_a_miss_costs_ten_times_its_distance() -> None:
    assert interval_score([10.0], [20.0], [30.0])[0] == pytest.approx(10 + 10 * 10.0)


def test_intervals_hold_the_means_and_shrink_with_more_adverts() -> None:
    rows = made()
    means, sure = row_figures(rows).mean(), bootstrap(rows)
    for name, (low, high) in sure.items():
        assert low < means[name] < high
    many = bootstrap(made(4000, 4000))["mae"]
    assert many[1] - many[0] < 0.6 * (sure["mae"][1] - sure["mae"][0])


def test_adverts_of_one_employer_count_as_less() -> None:
    rows = made(400)
    alike = pd.concat([rows] * 4, ignore_index=True)
    wide, own = bootstrap(alike), bootstrap(alike.assign(company=""))
    assert wide["mae"][1] - wide["mae"][0] > 1.6 * (own["mae"][1] - own["mae"][0])


def test_groups_of_ten_and_more_are_shown_the_largest_first() -> None:
    rows = made(100)
    groups = pd.Series(["a"] * 60 + ["b"] * 9 + [None] * 31, dtype=object)
    table = scores_by(rows, groups)
    assert table.index.tolist() == ["a", "(none)"]
    assert table["n"].tolist() == [60, 31]
    inside = rows["true"].between(rows["salary_low"], rows["salary_high"])
    assert table.loc["a", "coverage"] == pytest.approx(inside[:60].mean())
