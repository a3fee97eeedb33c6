"""The salary regressor on small synthetic tables."""

import logging
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from salarypred.adverts.months import months_posted
from salarypred.adverts.table import to_adverts
from salarypred.estimators import network_training
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.model.salary import folds, regressor
from salarypred.model.salary.correction import WITHOUT_TIME
from salarypred.model.salary.regressor import SalaryRegressor
from salarypred.pay.earnings import log_earnings
from salarypred.sample.generate import generate

ADVERTS = generate(120, seed=1)
PAY = ADVERTS["salary"].to_numpy()
VECTORIZER = AdvertVectorizer(entities=False)

pytestmark = pytest.mark.usefixtures("quick_networks")


def small(**params: Any) -> SalaryRegressor:
    chosen = {"n_folds": 2, "n_networks": 1, "n_jobs": 1, "vectorizer": VECTORIZER}
    return SalaryRegressor(**{**chosen, **params})


@pytest.fixture(scope="module")
def fitted() -> SalaryRegressor:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(network_training, "_LEAST_UPDATES", 30)  # as in quick_networks
        return small().fit(ADVERTS, PAY)


def test_conventions_of_scikit_learn() -> None:
    first = small(min_cell=3, random_state=5)
    copy = clone(first)
    assert copy.get_params(deep=False).keys() == first.get_params(deep=False).keys()
    assert (copy.min_cell, copy.random_state, copy.n_folds) == (3, 5, 2)
    assert copy.vectorizer is not VECTORIZER
    assert copy.get_params()["vectorizer__entities"] is False
    copy.set_params(vectorizer__min_count=4, min_cell=2)
    assert copy.vectorizer.min_count == 4
    for call in (copy.predict, copy.predict_interval):
        with pytest.raises(NotFittedError):
            call(ADVERTS)
    assert copy.fit(ADVERTS, PAY) is copy
    assert not hasattr(copy.vectorizer, "blocks_")  # its own copy was fitted


def test_a_fitted_vectorizer_is_used_as_it_is() -> None:
    vectorizer = AdvertVectorizer(entities=False, min_count=5).fit(ADVERTS)
    model = small(vectorizer=vectorizer).fit(ADVERTS.head(60), PAY[:60])
    assert model.vectorizer_ is vectorizer


def test_estimates_are_pay_inside_their_interval(fitted: SalaryRegressor) -> None:
    estimate = fitted.predict(ADVERTS)
    assert estimate.shape == (120,)
    # Relative to average earnings, no estimate is beyond the pay of the training.
    earnings = np.exp(log_earnings(months_posted(to_adverts(ADVERTS)["posted"])))
    assert (estimate / earnings >= (PAY / earnings).min() - 1e-6).all()
    assert (estimate / earnings <= (PAY / earnings).max() + 1e-6).all()
    ends = fitted.predict_interval(ADVERTS)
    assert ends.shape == (120, 2)
    assert (ends[:, 0] <= estimate).all()
    assert (estimate <= ends[:, 1]).all()
    wide = fitted.predict_interval(ADVERTS, level=0.95)
    assert (wide[:, 0] <= ends[:, 0]).all()
    assert (wide[:, 1] - wide[:, 0] > ends[:, 1] - ends[:, 0]).all()


def test_estimates_follow_pay(fitted: SalaryRegressor) -> None:
    assert np.corrcoef(np.log(fitted.predict(ADVERTS)), np.log(PAY))[0, 1] > 0.7
    assert fitted.score(ADVERTS, PAY) > 0.2


def test_metrics_of_both_kinds_of_folds(fitted: SalaryRegressor) -> None:
    assert list(fitted.metrics_) == ["random", "by employer"]
    for figures in fitted.metrics_.values():
        assert figures["all columns"]["n"] + figures["texts only"]["n"] == 120
        # Estimates of pay whose adverts were not seen are worse than those of known adverts.
        seen = np.abs(fitted.predict(ADVERTS) - PAY).mean()
        assert figures["all columns"]["mae"] > 0.8 * seen
        assert figures["texts only"]["mae"] < PAY.max()
        assert figures["coverage of 80% interval"] == pytest.approx(0.8, abs=0.12)


def test_index_and_order_do_not_matter(fitted: SalaryRegressor) -> None:
    expected = fitted.predict(ADVERTS)
    turned = ADVERTS[ADVERTS.columns[::-1]].set_axis([3] * 120)
    assert fitted.predict(turned) == pytest.approx(expected, rel=1e-6)
    rows = np.arange(120)[::-7]
    assert fitted.predict(ADVERTS.iloc[rows]) == pytest.approx(expected[rows], rel=1e-5)
    assert fitted.predict(ADVERTS.iloc[[11]])[0] == pytest.approx(expected[11], rel=1e-5)


def test_a_seed_gives_the_same_model_and_the_index_of_training_does_not_matter(
    fitted: SalaryRegressor,
) -> None:
    again = small(n_jobs=2).fit(ADVERTS.set_axis([9] * 120)[ADVERTS.columns[::-1]], list(PAY))
    assert again.predict(ADVERTS) == pytest.approx(fitted.predict(ADVERTS), rel=1e-6)
    other = small(random_state=1).fit(ADVERTS, PAY)
    assert other.predict(ADVERTS) != pytest.approx(fitted.predict(ADVERTS), rel=1e-6)


def test_in_cross_validation() -> None:
    scores = cross_val_score(
        make_pipeline(small()), ADVERTS, PAY, cv=2, scoring="r2", error_score="raise"
    )
    assert len(scores) == 2
    assert np.isfinite(scores).all()


def test_texts_alone_are_enough() -> None:
    titles = ADVERTS[["title"]]
    model = small().fit(titles, PAY)
    assert (model.predict(titles) > 0).all()
    assert list(model.metrics_) == ["random", "by employer"]  # each advert stands for itself


def test_the_pay_column_is_no_input(fitted: SalaryRegressor) -> None:
    lies = ADVERTS.assign(salary=1.0, salary_min=1.0, salary_max=10**9, id="x")
    assert fitted.predict(lies).tolist() == fitted.predict(ADVERTS).tolist()


@pytest.mark.parametrize(
    ("rows", "pay", "message"),
    [
        (10, PAY[:10], r"10 adverts with pay; expected at least 20"),
        (30, PAY[:29], r"y has shape \(29,\); expected \(30,\)"),
        (30, np.where(np.arange(30) == 3, np.nan, 20_000.0), "missing or non-positive pay"),
        (30, np.where(np.arange(30) == 3, 0.0, 20_000.0), "missing or non-positive pay"),
        (30, np.where(np.arange(30) == 3, -1.0, 20_000.0), "missing or non-positive pay"),
        (30, np.where(np.arange(30) == 3, np.inf, 20_000.0), "missing or non-positive pay"),
    ],
)
def test_pay_that_cannot_be_learned(rows: int, pay: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        small(vectorizer=AdvertVectorizer(entities=False)).fit(ADVERTS.head(rows), pay)


@pytest.mark.parametrize(
    "change",
    [
        {"company": "Example Ltd"},
        {"title": "Chef", "description": "We cook.", "company": "Example", "location": "Leeds"},
    ],
    ids=["one employer", "all alike"],
)
def test_adverts_of_one_employer(change: dict[str, str]) -> None:
    table = ADVERTS.head(60).assign(**change)
    model = small().fit(table, PAY[:60])
    assert np.isfinite(model.predict(table)).all()


def test_everybody_is_paid_the_same() -> None:
    model = small().fit(ADVERTS.head(40), np.full(40, 25_000.0))
    assert model.predict(ADVERTS) == pytest.approx(25_000, rel=0.01)


@pytest.mark.parametrize("n", [20, 97, 101, 103])
def test_small_tables(n: int) -> None:
    model = small().fit(ADVERTS.head(n), PAY[:n])
    low, high = model.predict_interval(ADVERTS).T
    assert np.isfinite(low).all()
    assert (high > low).all()


def test_progress_names_no_advert(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="salarypred"):
        small().fit(ADVERTS.head(40), PAY[:40])
    assert "fold 2 of 2" in caplog.text
    names: pd.Series = pd.concat([ADVERTS["company"], ADVERTS["title"]]).head(40)
    assert not [name for name in names if name and name in caplog.text]


def two_times() -> tuple[pd.DataFrame, np.ndarray]:
    adverts = generate(260, seed=3)
    late = np.arange(260) % 3 == 0
    adverts = adverts.assign(posted=np.where(late, "2026-06", "2013-02"))
    return adverts, adverts["salary"].to_numpy() * np.where(late, 1.5, 1.0)


def test_a_time_is_left_out_and_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folds, "_LEAST_OF_TIME", 60)
    monkeypatch.setattr(regressor, "FEW", 200)
    adverts, pay = two_times()
    model = small().fit(adverts, pay)
    figures = model.metrics_[WITHOUT_TIME]
    assert 0.5 < figures["coverage of 80% interval"] <= 1
    without = model.validation_[model.validation_["folds"] == WITHOUT_TIME]
    assert set(without["year"].astype(int)) == {2026}
    assert len(without) == 87
    assert without["true"].to_numpy() == pytest.approx(pay[without["advert"]])
    assert model.second_stage_.tells_unfamiliar_


def test_months_far_from_the_training_are_told() -> None:
    adverts, pay = two_times()
    model = small().fit(adverts, pay)
    months = months_posted(pd.Series(["2011-02", "2011-01", "2015-02", "2020-01", "2028-06"]))
    assert model.far_from_training(months).tolist() == [False, True, False, True, False]
