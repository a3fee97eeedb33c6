"""Public estimators keep to the conventions of scikit-learn as far as their input allows."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import cross_val_score
from sklearn.utils.estimator_checks import check_estimator

import salarypred
from salarypred import AdvertModel, AdvertVectorizer, EntityExtractor, InputError, SalaryRegressor
from salarypred.estimators.category import CategoryClassifier
from salarypred.estimators.distribution.predictive_distribution import PredictiveDistribution
from salarypred.estimators.distribution.quantile_regression import SmoothedQuantileRegressor
from salarypred.estimators.eras.era_encoder import EraEncoder
from salarypred.estimators.eras.era_shift import EraShift
from salarypred.estimators.networks import NetworkRegressor
from salarypred.features.occupation_columns import OccupationEncoder
from salarypred.features.rare_terms import RareTermHasher
from salarypred.model.cohorts import CohortTable
from salarypred.occupations.classifier import OccupationClassifier

#: Those whose input is a table of numbers run all checks in the tests of their own module.
READ_ADVERTS = [
    *(AdvertModel(), AdvertVectorizer(), EntityExtractor(), SalaryRegressor()),
    CohortTable(),
]
OTHERS = [
    *(OccupationClassifier(n_hidden=4, n_epochs=1), PredictiveDistribution()),
    *(EraEncoder(), EraShift(), OccupationEncoder(), salarypred.MaskReader()),
    *(RareTermHasher(str.split), SmoothedQuantileRegressor()),
]
#: Checks that an estimator cannot pass, and why.
CANNOT = {
    "SmoothedQuantileRegressor": {
        "check_sample_weight_equivalence_on_dense_data": "steps stop within a tolerance",
    }
}


@pytest.mark.parametrize("estimator", [*READ_ADVERTS, *OTHERS], ids=lambda e: type(e).__name__)
def test_passes_the_checks_of_its_input(estimator: BaseEstimator) -> None:
    name = type(estimator).__name__
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = check_estimator(estimator, on_fail=None, expected_failed_checks=CANNOT.get(name))
    failed = {c["check_name"]: c["exception"] for c in found if c["status"] == "failed"}
    assert not failed


@pytest.mark.parametrize("estimator", READ_ADVERTS, ids=lambda e: type(e).__name__)
@pytest.mark.parametrize("rows", [["Chef"], np.array([["Chef"]]), {"title": ["Chef"]}, None])
def test_what_is_no_table_is_refused_in_one_line(estimator: Any, rows: Any) -> None:
    with pytest.raises(InputError) as error:
        clone(estimator).fit(rows, [1.0])
    assert "expected a pandas DataFrame with a column title or description" in str(error.value)


@pytest.mark.usefixtures("quick_networks")
def test_a_model_is_an_estimator_as_others_are(adverts: pd.DataFrame) -> None:
    model = AdvertModel(n_folds=2, n_networks=1, random_state=None)
    rows = adverts.drop(columns=["salary", "salary_min", "salary_max", "category"])
    scores = cross_val_score(model, rows.head(200), adverts["salary"].head(200), cv=2)
    assert np.isfinite(scores).all()
    assert clone(model).get_params() == model.get_params()
    assert "compact=True" in repr(AdvertModel(compact=True))
    with pytest.raises(NotFittedError):
        model.predict(rows)
    with pytest.raises(ValueError, match=r"y has shape \(3,\); expected \(200,\)"):
        model.fit(rows.head(200), [1.0, 2.0, 3.0])


def test_score_is_that_of_the_pay_in_the_table(model: AdvertModel, adverts: pd.DataFrame) -> None:
    whole = model.score(adverts.head(100))
    pay = adverts["salary"].head(100)
    assert 0.3 < whole < 1
    assert model.score(adverts.drop(columns="salary").head(100), pay) == pytest.approx(whole)


@pytest.mark.parametrize(
    "estimator", [AdvertVectorizer(entities=False), EntityExtractor(min_count=1)]
)
def test_cells_may_be_missing_and_columns_are_remembered(estimator: Any) -> None:
    rows = pd.DataFrame(
        {
            "Job Title": ["Sous chef", "Nurse", np.nan] * 4,
            "company": [None, "A", "B"] * 4,
            "Description": ["Cook in Leeds.", np.nan, "Care."] * 4,
        }
    )
    X = estimator.fit_transform(rows)
    assert X.shape[0] == 12 and X.nnz
    assert estimator.feature_names_in_.tolist() == ["Job Title", "company", "Description"]
    assert (estimator.transform(rows) != X).nnz == 0


def test_the_sample_as_pandas_reads_it() -> None:
    path = Path(__file__).parents[2] / "data" / "adverts.csv"
    if not path.is_file():
        pytest.skip("this copy of the project carries no sample")
    assert EntityExtractor().fit(pd.read_csv(path).head(200)).transform(pd.read_csv(path)).nnz


@pytest.mark.usefixtures("quick_networks")
def test_no_seed_gives_another_network_each_time() -> None:
    X = np.random.default_rng(0).normal(size=(60, 4)).astype(np.float32)
    first, second = (NetworkRegressor(random_state=None).fit(X, X[:, 0]) for _ in range(2))
    assert not np.array_equal(first.predict(X), second.predict(X))
    labels = np.repeat(["a", "b"], 30)
    assert CategoryClassifier(n_folds=2, random_state=None).fit(X, labels).seed_ >= 0


def test_widths_are_open_to_the_user() -> None:
    assert {"penalty", "min_samples_leaf"} <= PredictiveDistribution().get_params().keys()
    for model in (AdvertModel, SalaryRegressor):
        assert clone(model(range_widths=((60, 20.0),))).range_widths == ((60, 20.0),)


def test_occupations_of_lists_and_tables() -> None:
    titles, codes = ["nurse", "chef"] * 30, ["2237", "5434"] * 30
    model = OccupationClassifier(n_hidden=8, n_epochs=60)
    assert model.fit(titles, codes).predict(["Chef"]).tolist() == ["5434"]
    rows = pd.DataFrame({"title": titles, "company": "A"})
    assert model.fit(rows, codes).feature_names_in_.tolist() == ["title", "company"]
    with pytest.raises(ValueError, match="inconsistent numbers of samples"):
        model.fit(titles, codes[:10])
