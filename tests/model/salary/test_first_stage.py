"""Networks and ridge, and what the second stage reads of them."""

from typing import Any

import numpy as np
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.estimators.eras.era_ridge import EraRidge
from salarypred.estimators.networks import NetworkRegressor
from salarypred.features.encoded import Encoded, encode
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.model.salary.regressor import SalaryRegressor
from salarypred.model.second_stage.table import FIRST_COLUMNS
from salarypred.sample.generate import generate

ADVERTS = generate(80, seed=4)
pytestmark = pytest.mark.usefixtures("quick_networks")


def fitted(**params: Any) -> tuple[SalaryRegressor, Encoded]:
    vectorizer = AdvertVectorizer(entities=False)
    encoded = encode(vectorizer, to_adverts(ADVERTS), fit=True)
    model = SalaryRegressor(n_folds=2, n_networks=1, n_jobs=1, vectorizer=vectorizer, **params)
    return model.fit_encoded(encoded, ADVERTS["salary"]), encoded


def test_networks_take_turns_and_ridge_is_last() -> None:
    model, encoded = fitted()
    members = model.train_members(encoded, np.log(ADVERTS["salary"].to_numpy()) - 10, 3)
    *networks, ridge = members
    assert isinstance(ridge, EraRidge)
    assert all(isinstance(network, NetworkRegressor) for network in networks)
    # Every second one reads whether a word is there, the others how much it counts.
    assert [bool(network.binary_columns) for network in networks] == [True, False, True]
    assert len({network.random_state for network in networks}) == 3


def test_the_table_has_the_columns_of_the_first_stage() -> None:
    model, encoded = fitted()
    table = model.read_table(encoded, model.networks_, model.means_)
    assert tuple(table.columns[: len(FIRST_COLUMNS)]) == FIRST_COLUMNS
    assert len(table) == len(ADVERTS)
    again = model.read_table(encoded.take(np.arange(3)), model.networks_, model.means_)
    assert again["average"].to_numpy() == pytest.approx(table["average"].to_numpy()[:3])


def test_one_time_moves_no_pay() -> None:
    model, encoded = fitted()
    assert model.log_shift(encoded).tolist() == [0.0] * len(ADVERTS)
