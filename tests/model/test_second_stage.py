"""The second stage: named columns, a correction, and a distribution that covers."""

import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import NotFittedError

from salarypred.adverts.table import to_adverts
from salarypred.estimators.mean_encoder import MeanEncoder
from salarypred.features.encoded import FACTS, Encoded, encode
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.model.second_stage import (
    CONDITIONS,
    FIRST_COLUMNS,
    SPREAD_COLUMNS,
    FirstStage,
    SecondStage,
    UnseenTime,
    conditions,
    second_stage_table,
    toward_official,
)
from salarypred.sample.generate import generate

N = 400
ADVERTS = generate(N, seed=7)
LOG_PAY = np.log(ADVERTS["salary"].to_numpy()) - 10


@pytest.fixture(scope="module")
def encoded() -> Encoded:
    return encode(AdvertVectorizer(entities=False), to_adverts(ADVERTS), fit=True)


@pytest.fixture(scope="module")
def table(encoded: Encoded) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    average = LOG_PAY + rng.normal(0, 0.2, N)
    first = FirstStage(average, average + 0.5, np.ones((N, len(SPREAD_COLUMNS))))
    means = MeanEncoder(min_count=2).fit(encoded.keys, LOG_PAY)
    return second_stage_table(first, encoded, encoded.years(), means)


@pytest.fixture(scope="module")
def fitted(table: pd.DataFrame) -> SecondStage:
    return SecondStage().fit(table, LOG_PAY, np.arange(N) % 7)


def test_columns_have_names(table: pd.DataFrame, encoded: Encoded) -> None:
    assert tuple(table.columns[: len(FIRST_COLUMNS)]) == FIRST_COLUMNS
    assert {*FACTS, "company_mean", "company_log_count", "title_spread"} <= {*table.columns}
    assert table["ridge"].to_numpy() == pytest.approx(np.full(N, 0.5), abs=1e-6)
    assert table["title_words"].tolist() == encoded.facts["title_words"].tolist()
    assert not table.isna().any(axis=None)


def test_means_are_relative_to_the_average(table: pd.DataFrame, encoded: Encoded) -> None:
    title = encoded.keys["title"].to_numpy()
    known = np.flatnonzero(table["title_log_count"].to_numpy() > 0)
    assert len(known)
    for row in known[:20]:
        mean = LOG_PAY[title == title[row]].mean()
        relative = mean - table["average"].iloc[row]
        assert table["title_mean"].iloc[row] == pytest.approx(relative, abs=1e-5)
    assert (table["title_mean"][table["title_log_count"] == 0] == -9).all()


def test_it_errs_less_than_what_it_corrects(table: pd.DataFrame, fitted: SecondStage) -> None:
    before = np.abs(table["average"] - LOG_PAY).mean()
    assert np.abs(fitted.predict(table).center - LOG_PAY).mean() < 0.8 * before


def test_order_and_further_columns_do_not_matter(table: pd.DataFrame, fitted: SecondStage) -> None:
    turned = table[table.columns[::-1]].assign(new=1.0)
    assert fitted.predict(turned).center.tolist() == fitted.predict(table).center.tolist()


def test_a_missing_column_is_named(table: pd.DataFrame, fitted: SecondStage) -> None:
    with pytest.raises(KeyError, match="company_mean"):
        fitted.predict(table.drop(columns="company_mean"))


def test_ends_and_quantiles_are_in_order(table: pd.DataFrame, fitted: SecondStage) -> None:
    found = fitted.predict(table)
    low, high = found.ends(0.8)
    wider_low, wider_high = found.ends(0.95)
    assert (wider_low <= low).all()
    assert (high <= wider_high).all()
    quantiles = found.quantiles((0.1, 0.25, 0.5, 0.75, 0.9))
    assert quantiles.shape == (N, 5)
    assert quantiles[:, [0, 4]].tolist() == np.column_stack([low, high]).tolist()
    assert quantiles[:, [1, 3]].tolist() == np.column_stack(found.ends(0.5)).tolist()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert found.quantiles(()).shape == (N, 0)


def test_out_of_fold_answers_cover(table: pd.DataFrame) -> None:
    found = SecondStage().fit_predict(table, LOG_PAY, np.arange(N) % 7)
    low, high = found.ends(0.8)
    covered = ((low <= LOG_PAY) & (high >= LOG_PAY)).mean()
    assert covered == pytest.approx(0.8, abs=0.02)


def test_no_estimate_is_beyond_the_pay_of_the_training(
    table: pd.DataFrame, fitted: SecondStage
) -> None:
    center = fitted.predict(table.assign(average=50.0)).center
    assert center.max() == LOG_PAY.max()
    assert fitted.predict(table.assign(average=-50.0)).center.min() == LOG_PAY.min()


def test_final_scale_narrows_the_interval(table: pd.DataFrame, fitted: SecondStage) -> None:
    narrow = SecondStage(final_scale=0.5).fit(table, LOG_PAY, np.arange(N) % 7).predict(table)
    usual = fitted.predict(table)
    half = usual.center + 0.5 * (usual.quantiles((0.9,))[:, 0] - usual.center)
    assert narrow.quantiles((0.9,))[:, 0] == pytest.approx(half)


def test_conditions_tell_employers_and_times(table: pd.DataFrame) -> None:
    known = table.assign(company_log_count=1.0, era=2026.0)
    told = conditions(known, LOG_PAY, np.ones((N, 2)), np.full(N, False))
    assert tuple(told) == CONDITIONS
    assert set(told["employer"]) == {1.0}
    assert told[["time_1", "time_2", "time_3"]].to_numpy()[0].tolist() == [0.0, 0.0, 1.0]
    assert set(told["unfamiliar"]) == {0.0}
    unknown = table.assign(company_log_count=0.0)
    told = conditions(unknown, LOG_PAY, np.ones((N, 2)), np.full(N, True))
    assert set(told["employer"]) == {0.0}
    assert set(told["unfamiliar"]) == {1.0}


def test_jobs_unknown_at_their_time_go_toward_official_pay(table: pd.DataFrame) -> None:
    rows = table.assign(
        official=1.0, certainty=0.5, occupation_log_count=9.0, title_tail_log_count=0.0
    )
    strange = np.arange(N) % 2 == 0
    moved = toward_official(np.zeros(N), rows, strange)
    assert moved.tolist() == np.where(strange, 0.15, 0.0).tolist()
    fewer = toward_official(np.zeros(N), rows.assign(occupation_log_count=2.0), strange)
    assert (fewer[strange] > moved[strange]).all()


def test_official_pay_is_no_feature(table: pd.DataFrame, fitted: SecondStage) -> None:
    assert "official" not in fitted.feature_names_in_
    other = fitted.predict(table.assign(official=7.0))
    assert other.center.tolist() == fitted.predict(table).center.tolist()


def test_adverts_of_an_unseen_time_are_covered(table: pd.DataFrame) -> None:
    rng = np.random.default_rng(2)
    strange = table.assign(average=LOG_PAY + rng.normal(0.3, 0.6, N), occupation_time_log_count=0.0)
    times = [UnseenTime(strange, LOG_PAY, np.zeros(N, dtype=bool))]
    known = table.assign(occupation_time_log_count=5.0)
    stage = SecondStage()
    stage.fit_predict(known, LOG_PAY, np.arange(N) % 7, times)
    for rows, least in ((strange, 0.7), (known, 0.7)):
        found = stage.predict(rows)
        assert found.familiar().all() == (rows is known)
        low, high = found.ends(0.8)
        assert ((low <= LOG_PAY) & (high >= LOG_PAY)).mean() > least


def test_it_must_be_fitted(table: pd.DataFrame) -> None:
    with pytest.raises(NotFittedError):
        SecondStage().predict(table)
