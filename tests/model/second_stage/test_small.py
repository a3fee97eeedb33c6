"""The second stage of few adverts: shrunk towards what is known, and ranges that hold."""

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from salarypred.adverts.table import to_adverts
from salarypred.errors import InputError
from salarypred.estimators.mean_encoder import MeanEncoder
from salarypred.features.encoded import FACTS, Encoded, encode
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.model.second_stage.small import SmallSecondStage
from salarypred.model.second_stage.table import (
    BASE_COLUMNS,
    FIRST_COLUMNS,
    SPREAD_COLUMNS,
    FirstStage,
    second_stage_table,
)
from salarypred.sample.generate import generate
from salarypred.state import State, split_state

N = 600


@pytest.fixture(scope="module")
def encoded() -> Encoded:
    return encode(AdvertVectorizer(entities=False), to_adverts(generate(N, seed=7)), fit=True)


def made(
    encoded: Encoded, average: NDArray[np.float64], rows: NDArray[np.intp], *, on_base: bool
) -> pd.DataFrame:
    some = encoded.take(rows)
    spread = np.zeros((len(rows), len(SPREAD_COLUMNS)))
    means = MeanEncoder(min_count=10_000).fit(some.keys, np.zeros(len(rows)))
    first = FirstStage(average[rows], average[rows], spread)
    table = second_stage_table(first, some, some.years(), means)
    base = {"base_pay": 0.0, "base_down": 0.3, "base_up": 0.3} if on_base else {}
    return table.assign(**base)


@pytest.mark.parametrize(("n", "on_base"), [(60, True), (60, False), (400, True)])
def test_ranges_hold_on_new_rows(encoded: Encoded, n: int, on_base: bool) -> None:
    covered = []
    for seed in range(6 if n < 100 else 2):
        rng = np.random.default_rng(seed)
        average = rng.normal(0, 0.3, N)
        y = average + rng.normal(0, 0.25, N)
        train = np.arange(n)
        stage = SmallSecondStage()
        stage.fit(made(encoded, average, train, on_base=on_base), y[train], train)
        new = np.arange(n, N)
        low, high = stage.predict(made(encoded, average, new, on_base=on_base)).ends(0.8)
        covered.append(((low <= y[new]) & (y[new] <= high)).mean())
    assert 0.73 < np.mean(covered) < 0.88


def test_what_rows_left_out_do_not_bear_out_counts_for_nothing(encoded: Encoded) -> None:
    rng = np.random.default_rng(0)
    average, y, rows = rng.normal(0, 0.5, N), rng.normal(0, 0.2, N), np.arange(N)
    table = made(encoded, average, rows, on_base=True)
    stage = SmallSecondStage().fit(table, y, rows)
    assert stage.weight_ < 0.05 and abs(stage.shift_) < 0.03
    middle = stage.predict(table).quantiles([0.5])[:, 0]
    assert np.abs(middle).mean() < 0.06


def test_trees_of_few_adverts_do_not_correct_a_base(encoded: Encoded) -> None:
    rng = np.random.default_rng(0)
    average = rng.normal(0, 0.1, N)
    # What a tree with one split would find: another pay where the average is above its middle.
    y = 0.5 * (average > 0) + rng.normal(0, 0.1, N)
    for n, counts in ((120, False), (400, True)):
        rows = np.arange(n)
        stage = SmallSecondStage()
        stage.fit(made(encoded, average, rows, on_base=True), y[rows], rows)
        assert (stage.tree_weight_ > 0) is counts


def test_a_shift_of_all_adverts_is_learned(encoded: Encoded) -> None:
    rng = np.random.default_rng(1)
    rows = np.arange(120)
    y = rng.normal(0.4, 0.2, N)
    table = made(encoded, np.zeros(N), rows, on_base=True)
    stage = SmallSecondStage().fit(table, y[rows], rows)
    assert stage.shift_ == pytest.approx(0.4, abs=0.06)


def test_answers_to_rows_held_back_are_said_to_cover_what_they_cover(encoded: Encoded) -> None:
    rng = np.random.default_rng(2)
    rows = np.arange(N)
    average = rng.normal(0, 0.3, N)
    y = average + rng.normal(0, 0.25, N)
    table = made(encoded, average, rows, on_base=False)
    held = SmallSecondStage().fit_predict(table, y, rows)
    low, middle, high = held.quantiles([0.1, 0.5, 0.9]).T
    assert (low < middle).all() and (middle < high).all()
    assert 0.74 < ((low <= y) & (y <= high)).mean() < 0.86


def test_comes_back_from_its_state(encoded: Encoded) -> None:
    rng = np.random.default_rng(3)
    rows = np.arange(200)
    average = rng.normal(0, 0.3, N)
    table = made(encoded, average, rows, on_base=True)
    stage = SmallSecondStage().fit(table, average[rows] + rng.normal(0, 0.2, 200), rows)
    arrays, values = split_state(stage.to_state())
    columns = [*FIRST_COLUMNS, *FACTS, *BASE_COLUMNS, *table.columns]
    again = SmallSecondStage.from_state(State("folder", values, arrays), columns)
    shares = (0.1, 0.25, 0.5, 0.9)
    np.testing.assert_allclose(
        again.predict(table).quantiles(shares), stage.predict(table).quantiles(shares)
    )
    with pytest.raises(InputError, match="reads a column that its table has not"):
        SmallSecondStage.from_state(State("folder", values, arrays), FIRST_COLUMNS)
