"""Trees as arrays answer as scikit-learn's do, with its compiled code and without."""

import pickle

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingRegressor

from salarypred.estimators import boosted_trees
from salarypred.estimators.boosted_trees import BoostedTrees
from salarypred.state import State, split_state

RNG = np.random.default_rng(0)
X = RNG.normal(size=(700, 5)).astype(np.float32)
Y = X[:, 0] * 2 + np.sin(3 * X[:, 1]) + np.where(X[:, 2] > 0, 1.0, -1.0)
HOLES = np.where(RNG.random(X.shape) < 0.2, np.nan, X)


@pytest.fixture(params=[False, True], ids=["numbers", "missing"])
def pair(request: pytest.FixtureRequest) -> tuple[HistGradientBoostingRegressor, np.ndarray]:
    table = HOLES if request.param else X
    model = HistGradientBoostingRegressor(
        loss="absolute_error", max_iter=40, max_leaf_nodes=12, early_stopping=False
    )
    return model.fit(table, Y), table


@pytest.mark.parametrize("compiled", [True, False])
def test_answers_are_scikit_learns(
    pair: tuple[HistGradientBoostingRegressor, np.ndarray],
    compiled: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model, table = pair
    if not compiled:  # as where a version keeps its trees in another way
        monkeypatch.setattr(boosted_trees, "_compiled_trees", lambda *_: [])
    trees = BoostedTrees.of(model)
    assert bool(trees._compiled) is compiled
    np.testing.assert_allclose(trees.predict(table), model.predict(table), rtol=0, atol=1e-9)
    edges = np.repeat(trees.nodes["threshold"][:300, None], 5, axis=1)  # a value on a split
    np.testing.assert_allclose(trees.predict(edges), model.predict(edges), rtol=0, atol=1e-9)
    assert trees.predict(table[:0]).shape == (0,)


def test_another_answer_of_a_version_is_noticed(
    pair: tuple[HistGradientBoostingRegressor, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    model, table = pair
    right = boosted_trees._compiled_trees
    monkeypatch.setattr(boosted_trees, "_compiled_trees", lambda *given: right(*given)[:-3])
    trees = BoostedTrees.of(model)
    assert trees._compiled == []
    np.testing.assert_allclose(trees.predict(table), model.predict(table), rtol=0, atol=1e-9)


def test_saved_and_built_again(pair: tuple[HistGradientBoostingRegressor, np.ndarray]) -> None:
    model, table = pair
    trees = BoostedTrees.of(model)
    arrays, values = split_state(trees.to_state())
    again = BoostedTrees.from_state(State("m", values, arrays))
    assert again.predict(table).tolist() == trees.predict(table).tolist()
    assert (
        pickle.loads(pickle.dumps(again)).predict(table).tolist() == again.predict(table).tolist()
    )


def test_one_leaf() -> None:
    model = HistGradientBoostingRegressor(max_iter=3).fit(X[:25], np.full(25, 7.0))
    assert BoostedTrees.of(model).predict(X[:2]).tolist() == [7.0, 7.0]


def test_a_table_of_another_width(
    pair: tuple[HistGradientBoostingRegressor, np.ndarray],
) -> None:
    with pytest.raises(ValueError, match=r"shape \(700, 3\); expected \(n, 5\)"):
        BoostedTrees.of(pair[0]).predict(X[:, :3])
