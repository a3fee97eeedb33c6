"""What both second stages share: trees that correct an average, and a distribution about them."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator

from ...estimators.boosted_trees import BoostedTrees
from ...estimators.distribution.predictive_distribution import PredictiveDistribution
from ...estimators.weights import Weights
from ...state import State
from .conditions import CONDITIONS
from .table import OFFICIAL


class TableStage(BaseEstimator):
    """Reads a table with named columns, one of which, ``average``, it corrects.

    Attributes
    ----------
    feature_names_in_ : ndarray of str
        Columns of the table, in the order in which the trees read them.
    trees_ : BoostedTrees
    distribution_ : PredictiveDistribution
    pay_range_ : (float, float)
        Lowest and highest log pay of the training; no estimate is outside.
    """

    random_state: int

    def fit(
        self, table: pd.DataFrame, y: ArrayLike, groups: ArrayLike, weight: Weights = None
    ) -> Self:
        """Train; see ``fit_predict``."""
        self.fit_predict(table, y, groups, weight=weight)
        return self

    def fit_predict(
        self, table: pd.DataFrame, y: ArrayLike, groups: ArrayLike, *, weight: Weights = None
    ) -> Any:
        """Train, and answer each row without its own group."""
        raise NotImplementedError

    def _remember(self, table: pd.DataFrame, y: NDArray[np.float64]) -> None:
        """Keep the columns that are read and the range of the pay."""
        names = [name for name in table.columns if name != OFFICIAL]
        self.feature_names_in_ = np.array(names, dtype=object)
        self.pay_range_ = (float(y.min()), float(y.max()))

    def _inputs(self, table: pd.DataFrame) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """The table as the trees read it, and the average that they correct."""
        return (
            table[self.feature_names_in_].to_numpy(dtype=np.float32),
            table["average"].to_numpy(dtype=np.float64),
        )

    def _boosted(
        self,
        X: NDArray[np.float32],
        residual: NDArray[np.float64],
        weight: Weights,
        *,
        max_iter: int,
        max_leaf_nodes: int,
        min_samples_leaf: int,
    ) -> Any:
        """Trees on absolute error."""
        # Half a second to import, which only a training needs.
        from sklearn.ensemble import HistGradientBoostingRegressor

        trees = HistGradientBoostingRegressor(
            loss="absolute_error",
            learning_rate=0.05,
            max_iter=max_iter,
            max_leaf_nodes=max_leaf_nodes,
            min_samples_leaf=min_samples_leaf,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=self.random_state,
        )
        return trees.fit(X, residual, weight)

    def _shared_state(self) -> dict[str, Any]:
        return {
            "random_state": self.random_state,
            "columns": list(self.feature_names_in_),
            "pay_range": list(self.pay_range_),
            "trees": self.trees_.to_state(),
            "distribution": self.distribution_.to_state(),
        }

    def _take_shared_state(self, state: State, columns: Sequence[str]) -> None:
        """Set what `_shared_state` gave, for tables with these columns."""
        names = state.texts("columns")
        if not set(names) <= set(columns):
            raise state.refuse("reads a column that its table has not")
        self.feature_names_in_ = np.array(names, dtype=object)
        pay = state.numbers("pay_range")
        if len(pay) != 2 or pay[0] > pay[1]:
            raise state.refuse("its pay_range is not two ascending numbers")
        self.pay_range_ = (pay[0], pay[1])
        self.trees_ = BoostedTrees.from_state(state.part("trees"))
        self.distribution_ = PredictiveDistribution.from_state(
            state.part("distribution"), CONDITIONS
        )
        trees = (self.trees_, *self.distribution_.trees_)
        if {part.n_features for part in trees} != {len(names)}:
            raise state.refuse(f"its trees have not {len(names)} features, as it has columns")
