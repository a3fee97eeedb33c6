"""A table for the second stage, made of synthetic adverts."""

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from salarypred.adverts.table import to_adverts
from salarypred.estimators.mean_encoder import MeanEncoder
from salarypred.features.encoded import Encoded, encode
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.model.second_stage.stage import SecondStage
from salarypred.model.second_stage.table import SPREAD_COLUMNS, FirstStage, second_stage_table
from salarypred.sample.generate import generate

N = 400


@pytest.fixture(scope="package")
def adverts_of_stage() -> pd.DataFrame:
    return generate(N, seed=7)


@pytest.fixture(scope="package")
def log_pay(adverts_of_stage: pd.DataFrame) -> NDArray[np.float64]:
    """Log pay, shape (400,), relative to what is usual."""
    return np.log(adverts_of_stage["salary"].to_numpy()) - 10


@pytest.fixture(scope="package")
def encoded(adverts_of_stage: pd.DataFrame) -> Encoded:
    return encode(AdvertVectorizer(entities=False), to_adverts(adverts_of_stage), fit=True)


@pytest.fixture(scope="package")
def table(encoded: Encoded, log_pay: NDArray[np.float64]) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    average = log_pay + rng.normal(0, 0.2, N)
    first = FirstStage(average, average + 0.5, np.ones((N, len(SPREAD_COLUMNS))))
    means = MeanEncoder(min_count=2).fit(encoded.keys, log_pay)
    return second_stage_table(first, encoded, encoded.years(), means)


@pytest.fixture(scope="package")
def fitted(table: pd.DataFrame, log_pay: NDArray[np.float64]) -> SecondStage:
    return SecondStage().fit(table, log_pay, np.arange(N) % 7)
