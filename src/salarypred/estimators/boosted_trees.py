"""Boosted regression trees as arrays, which are saved without scikit-learn's objects."""

from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..state import FLOATS, State

_BLOCK = 128  # rows that NumPy walks at once: what they need stays in the processor's cache
_FEW = 64  # rows that are answered without scikit-learn
_FIELDS = {
    "feature": np.int32,
    "threshold": np.float64,
    "left": np.int32,
    "right": np.int32,
    "value": np.float64,
    "missing_left": np.uint8,
}
# The same fields in scikit-learn's record of a node.
_SCIKIT_LEARN = {
    "feature": "feature_idx",
    "threshold": "num_threshold",
    "left": "left",
    "right": "right",
    "value": "value",
    "missing_left": "missing_go_to_left",
}


class BoostedTrees:
    """Sum of regression trees.

    Parameters
    ----------
    nodes : dict of str to ndarray of shape (n_nodes,)
        Of all trees, one after the other: ``feature``, ``threshold`` (a row goes to the left when
        its value is not larger), ``left`` and ``right`` (number of the child in its tree; both 0 in
        a leaf), ``value``, and ``missing_left`` (1: a row whose value is NaN goes to the left).
    sizes : ndarray of shape (n_trees,)
        Number of nodes of each tree.
    baseline : float
        Added to the sum.
    n_features : int

    Examples
    --------
    >>> from sklearn.ensemble import HistGradientBoostingRegressor
    >>> X, y = np.arange(60.0)[:, None], np.arange(60) // 30
    >>> trees = BoostedTrees.of(HistGradientBoostingRegressor(max_iter=80).fit(X, y))
    >>> trees.predict([[3.0], [50.0]]).round(2).tolist()
    [0.0, 1.0]
    """

    def __init__(
        self,
        nodes: dict[str, NDArray[Any]],
        sizes: NDArray[np.int32],
        baseline: float,
        n_features: int,
    ) -> None:
        self.nodes = nodes
        self.sizes = sizes
        self.baseline = baseline
        self.n_features = n_features

    @cached_property
    def _compiled(self) -> list[Any]:
        """scikit-learn's trees; empty where they are not to be had or answer otherwise."""
        trees = _compiled_trees(self.nodes, self.sizes)
        row = np.zeros((1, self.n_features))
        if trees and not np.allclose(self._total(row, trees), self._walk(row)):
            return []
        return trees

    @classmethod
    def of(cls, model: Any) -> Self:
        """Take the trees of a fitted HistGradientBoostingRegressor on numbers."""
        trees = [tree.nodes for (tree,) in model._predictors]
        nodes = np.concatenate(trees)
        leaf = nodes["is_leaf"].astype(bool)
        arrays = {name: nodes[theirs] for name, theirs in _SCIKIT_LEARN.items()}
        arrays |= {n: np.where(leaf, 0, arrays[n]) for n in _FIELDS if n != "value"}
        return cls(
            {name: arrays[name].astype(kind) for name, kind in _FIELDS.items()},
            np.array([len(tree) for tree in trees], dtype=np.int32),
            float(np.ravel(model._baseline_prediction)[0]),
            int(model.n_features_in_),
        )

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Estimates for X of shape (n, n_features), shape (n,).

        Raises
        ------
        ValueError
            If X has another number of columns.
        """
        table = np.ascontiguousarray(X, dtype=np.float64)
        if table.ndim != 2 or table.shape[1] != self.n_features:
            raise ValueError(f"X has shape {table.shape}; expected (n, {self.n_features})")
        # To import scikit-learn's trees takes half a second, in which NumPy walks far more rows.
        if len(table) <= _FEW or not self._compiled:
            return self._walk(table)
        return self._total(table, self._compiled)

    def _total(self, X: NDArray[np.float64], trees: list[Any]) -> NDArray[np.float64]:
        """All trees, one after the other, by scikit-learn's compiled code."""
        no_categories = np.zeros((0, 8), dtype=np.uint32)
        places = np.zeros(self.n_features, dtype=np.uint32)
        total = np.full(len(X), self.baseline)
        for tree in trees:
            # On one thread: several wait for each other by spinning, which on a busy machine
            # takes several times as long.
            total += tree.predict(X, no_categories, places, 1)
        return total

    def _walk(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """All trees at once, a level at a time, with NumPy alone."""
        starts = np.cumsum(self.sizes, dtype=np.intp) - self.sizes
        first = np.repeat(starts, self.sizes)
        leaf = self.nodes["left"] == 0
        own = np.arange(len(first))
        left = np.where(leaf, own, first + self.nodes["left"])
        right = np.where(leaf, own, first + self.nodes["right"])
        result = np.empty(len(X))
        for begin in range(0, len(X), _BLOCK):
            rows = X[begin : begin + _BLOCK]
            flat, offset = rows.ravel(), np.arange(len(rows))[:, None] * X.shape[1]
            at = np.tile(starts, (len(rows), 1))
            while True:
                values = flat[offset + self.nodes["feature"][at]]
                goes_left = values <= self.nodes["threshold"][at]
                goes_left |= np.isnan(values) & (self.nodes["missing_left"][at] > 0)
                following = np.where(goes_left, left[at], right[at])
                if np.array_equal(following, at):
                    break
                at = following
            # One tree after the other, as scikit-learn adds them up.
            result[begin : begin + _BLOCK] = np.cumsum(
                np.column_stack([np.full(len(rows), self.baseline), self.nodes["value"][at]]),
                axis=1,
            )[:, -1]
        return result

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        counts = {"baseline": self.baseline, "n_features": self.n_features}
        return {**counts, "sizes": self.sizes, **self.nodes}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave; a walk through the trees must come to an end."""
        n_features = state.whole("n_features", least=1)
        sizes = state.array("sizes", "int32", None, least=1)
        n_nodes = int(sizes.sum(dtype=np.int64))
        nodes = {
            name: state.array(name, FLOATS if kind is np.float64 else np.dtype(kind).name, n_nodes)
            for name, kind in _FIELDS.items()
        }
        state.array("feature", "int32", n_nodes, least=0, below=n_features)
        # A child stands behind its parent, in the same tree: no walk turns in a circle.
        place = np.arange(n_nodes) - np.repeat(np.cumsum(sizes, dtype=np.int64) - sizes, sizes)
        size = np.repeat(sizes, sizes)
        inner = (nodes["left"] != 0) | (nodes["right"] != 0)
        for child in (nodes["left"], nodes["right"]):
            if ((child <= place) | (child >= size))[inner].any():
                raise state.refuse("are trees whose nodes point to no later node of their tree")
        return cls(nodes, sizes, state.number("baseline"), n_features)


def _compiled_trees(nodes: dict[str, NDArray[Any]], sizes: NDArray[np.int32]) -> list[Any]:
    """scikit-learn's trees, which walk four times as fast as NumPy.

    They are no public part of scikit-learn: a version that keeps them in another way gives an
    empty list here, or another answer where they are tried.
    """
    try:
        from sklearn.ensemble._hist_gradient_boosting.common import PREDICTOR_RECORD_DTYPE
        from sklearn.ensemble._hist_gradient_boosting.predictor import TreePredictor

        table = np.zeros(len(nodes["left"]), dtype=PREDICTOR_RECORD_DTYPE)
        for name, theirs in _SCIKIT_LEARN.items():
            table[theirs] = nodes[name]
        table["is_leaf"] = nodes["left"] == 0
        no_categories = np.zeros((0, 8), dtype=np.uint32)
        parts = np.split(table, np.cumsum(sizes)[:-1])
        trees = [TreePredictor(part, no_categories, no_categories) for part in parts]
        n_features = int(nodes["feature"].max(initial=0)) + 1
        places = np.zeros(n_features, dtype=np.uint32)
        trees[0].predict(np.zeros((1, n_features)), no_categories, places, 1)
    except (ImportError, AttributeError, TypeError, ValueError):
        return []
    return trees
