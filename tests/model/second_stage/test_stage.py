"""The second stage: named columns, a correction, and a distribution that covers."""

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from sklearn.exceptions import NotFittedError

from salarypred.model.second_stage import stage
from salarypred.model.second_stage.stage import SecondStage, UnseenTime

N = 400


def test_it_errs_less_than_what_it_corrects(
    table: pd.DataFrame, fitted: SecondStage, log_pay: NDArray[np.float64]
) -> None:
    before = np.abs(table["average"] - log_pay).mean()
    assert np.abs(fitted.predict(table).center - log_pay).mean() < 0.8 * before


def test_order_and_further_columns_do_not_matter(table: pd.DataFrame, fitted: SecondStage) -> None:
    turned = table[table.columns[::-1]].assign(new=1.0)
    assert fitted.predict(turned).center.tolist() == fitted.predict(table).center.tolist()


def test_a_missing_column_is_named(table: pd.DataFrame, fitted: SecondStage) -> None:
    with pytest.raises(KeyError, match="company_mean"):
        fitted.predict(table.drop(columns="company_mean"))


def test_out_of_fold_answers_cover(table: pd.DataFrame, log_pay: NDArray[np.float64]) -> None:
    found = SecondStage().fit_predict(table, log_pay, np.arange(N) % 7)
    low, high = found.ends(0.8)
    covered = ((low <= log_pay) & (high >= log_pay)).mean()
    assert covered == pytest.approx(0.8, abs=0.02)


def test_no_estimate_is_beyond_the_pay_of_the_training(
    table: pd.DataFrame, fitted: SecondStage, log_pay: NDArray[np.float64]
) -> None:
    center = fitted.predict(table.assign(average=50.0)).center
    assert center.max() == log_pay.max()
    assert fitted.predict(table.assign(average=-50.0)).center.min() == log_pay.min()


def test_final_scale_narrows_the_interval(
    table: pd.DataFrame, fitted: SecondStage, log_pay: NDArray[np.float64]
) -> None:
    narrow = SecondStage(final_scale=0.5).fit(table, log_pay, np.arange(N) % 7).predict(table)
    usual = fitted.predict(table)
    half = usual.center + 0.5 * (usual.quantiles((0.9,))[:, 0] - usual.center)
    assert narrow.quantiles((0.9,))[:, 0] == pytest.approx(half)


def test_official_pay_is_no_feature(table: pd.DataFrame, fitted: SecondStage) -> None:
    assert "official" not in fitted.feature_names_in_
    other = fitted.predict(table.assign(official=7.0))
    assert other.center.tolist() == fitted.predict(table).center.tolist()


def test_adverts_of_an_unseen_time_are_covered(
    table: pd.DataFrame, log_pay: NDArray[np.float64]
) -> None:
    rng = np.random.default_rng(2)
    strange = table.assign(average=log_pay + rng.normal(0.3, 0.6, N), occupation_time_log_count=0.0)
    times = [UnseenTime(strange, log_pay, np.zeros(N, dtype=bool))]
    known = table.assign(occupation_time_log_count=5.0)
    stage = SecondStage()
    stage.fit_predict(known, log_pay, np.arange(N) % 7, times)
    for rows, least in ((strange, 0.7), (known, 0.7)):
        found = stage.predict(rows)
        assert found.familiar().all() == (rows is known)
        low, high = found.ends(0.8)
        assert ((low <= log_pay) & (high >= log_pay)).mean() > least


def test_it_must_be_fitted(table: pd.DataFrame) -> None:
    with pytest.raises(NotFittedError):
        SecondStage().predict(table)


def test_of_many_rows_a_part_teaches_and_all_are_answered(
    table: pd.DataFrame, log_pay: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "_MOST_ROWS", 300)
    drawn = SecondStage()
    found = drawn.fit_predict(table, log_pay, np.arange(N) % 7)
    assert np.isfinite(found.quantiles((0.1, 0.5, 0.9))).all()
    assert len(found.center) == N
    again = SecondStage()
    again.fit_predict(table, log_pay, np.arange(N) % 7)
    assert again.predict(table).center.tolist() == drawn.predict(table).center.tolist()
    low, high = drawn.predict(table).ends(0.8)
    assert ((low <= log_pay) & (log_pay <= high)).mean() > 0.7
    monkeypatch.setattr(stage, "_MOST_ROWS", N)
    every = SecondStage().fit(table, log_pay, np.arange(N) % 7)
    assert every.predict(table).center.tolist() != drawn.predict(table).center.tolist()
