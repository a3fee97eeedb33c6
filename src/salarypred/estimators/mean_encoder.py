"""Mean target of adverts that share a key: the same title, employer, or both."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.model_selection import KFold
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from ..state import State


class MeanEncoder(TransformerMixin, BaseEstimator):
    """Mean, number and spread of the target for each value of each key column.

    scikit-learn's :class:`~sklearn.preprocessing.TargetEncoder` gives the smoothed mean alone and
    keeps every category's text; here the number of adverts behind a mean goes with it, so that a
    later stage can decide how far to trust it, and the keys may be hashes, so that no advert's
    text is kept.

    A row's own target is in the mean of its key. As with ``TargetEncoder``, ``fit_transform``
    therefore gives each row the means of the other folds (so a pipeline is safe), and is not the
    same as ``fit`` and then ``transform``, which is for rows that were not in the training.

    Parameters
    ----------
    min_count : int, default=1
        A mean over fewer rows than this is not kept.
    cv : int, default=5
        Folds of ``fit_transform``, drawn at random. 0: none, each row counts in its own mean.
    random_state : int or None, default=0
        Seed of these folds; None: another one each time.

    Attributes
    ----------
    keys_ : list of ndarray
        For each column the known keys, sorted.
    statistics_ : list of ndarray of shape (n_keys, 3)
        For each column and key the mean, the logarithm of 1 + the number of rows, and the standard
        deviation of the target (missing for a single row).

    Examples
    --------
    >>> import numpy as np
    >>> encoder = MeanEncoder().fit(np.array([[7], [7], [9]]), [1.0, 3.0, 5.0])
    >>> encoder.transform(np.array([[7], [8]]))[:, 0].tolist()
    [2.0, nan]
    >>> MeanEncoder(cv=2).fit_transform(np.array([[7], [7]]), [1.0, 3.0])[:, 0].tolist()
    [3.0, 1.0]
    """

    def __init__(self, *, min_count: int = 1, cv: int = 5, random_state: int | None = 0) -> None:
        self.min_count = min_count
        self.cv = cv
        self.random_state = random_state

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Collect the means.

        Parameters
        ----------
        X : array-like of shape (n_rows, n_keys)
            Keys, for instance 64-bit hashes. 0 stands for "no key": no mean is kept for it.
        y : array-like of shape (n_rows,)
        sample_weight : array-like of shape (n_rows,), optional
            How many rows a row counts as; ``min_count`` is of rows whose weight is not 0.
        """
        X, y = validate_data(self, X, y, y_numeric=True)
        X, y = np.asarray(X), np.asarray(y, dtype=np.float64)
        if sample_weight is None:
            return self._fit_weighted(X, y, None)
        weight = _check_sample_weight(sample_weight, X, ensure_non_negative=True)
        used = weight > 0
        return self._fit_weighted(X[used], y[used], weight[used])

    def _fit_weighted(
        self, X: NDArray[Any], y: NDArray[np.float64], weight: NDArray[np.float64] | None
    ) -> Self:
        own = y if weight is None else y * weight
        self.keys_, self.statistics_ = [], []
        for column in X.T:
            keys, codes, rows = np.unique(column, return_inverse=True, return_counts=True)
            counts = rows if weight is None else np.bincount(codes, weights=weight)
            means = np.bincount(codes, weights=own) / counts
            squares = (y - means[codes]) ** 2
            squares = squares if weight is None else squares * weight
            spread = np.sqrt(np.bincount(codes, weights=squares) / np.maximum(counts - 1, 1))
            spread[counts < 2] = np.nan
            kept = (rows >= self.min_count) & (keys != 0)
            self.keys_.append(keys[kept])
            table = np.column_stack([means, np.log1p(counts), spread])[kept]
            self.statistics_.append(table.astype(np.float32))
        return self

    def fit_transform(
        self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> NDArray[np.float32]:
        """Collect the means, and give each row those of the folds that it is not in.

        Parameters and result are those of :meth:`fit` and :meth:`transform`.
        """
        if self.cv == 0 or len(np.asarray(y)) < 2:
            return self.fit(X, y, sample_weight).transform(X)
        keys, target = validate_data(self, X, y, y_numeric=True)
        keys, target = np.asarray(keys), np.asarray(target, dtype=np.float64)
        folds = KFold(min(self.cv, len(target)), shuffle=True, random_state=self.random_state)
        result = np.empty((len(target), 3 * keys.shape[1]), dtype=np.float32)
        part = MeanEncoder(min_count=self.min_count)
        weight = np.ones(len(target)) if sample_weight is None else np.asarray(sample_weight)
        for rest, out in folds.split(keys):
            part.fit(keys[rest], target[rest], weight[rest])
            result[out] = part._looked_up(keys[out])
        self.fit(X, y, sample_weight)
        return result

    def transform(self, X: ArrayLike) -> NDArray[np.float32]:
        """Statistics of each row's keys.

        Returns
        -------
        ndarray of shape (n_rows, 3 * n_keys)
            Mean (missing when unknown), logarithm of 1 + count (0 when unknown) and standard
            deviation for the first key, then for the second, and so on.
        """
        check_is_fitted(self)
        return self._looked_up(np.asarray(validate_data(self, X, reset=False)))

    def _looked_up(self, X: NDArray[Any]) -> NDArray[np.float32]:
        result = np.full((X.shape[0], X.shape[1], 3), np.nan, dtype=np.float32)
        result[:, :, 1] = 0
        for number, (keys, table) in enumerate(zip(self.keys_, self.statistics_, strict=True)):
            if len(keys):
                place = np.searchsorted(keys, X[:, number]).clip(max=len(keys) - 1)
                known = keys[place] == X[:, number]
                result[known, number] = table[place[known]]
        return result.reshape(len(X), -1)

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Names of the columns that ``transform`` returns."""
        check_is_fitted(self)
        if input_features is None:
            input_features = getattr(
                self, "feature_names_in_", [f"x{i}" for i in range(self.n_features_in_)]
            )
        parts = ("mean", "log_count", "spread")
        return np.array([f"{name}_{part}" for name in input_features for part in parts], object)

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        names = self.get_feature_names_out()[::3]
        pairs = zip(names, self.keys_, self.statistics_, strict=True)
        columns = [
            {"name": name.removesuffix("_mean"), "keys": keys, "statistics": statistics}
            for name, keys, statistics in pairs
        ]
        return {"min_count": self.min_count, "columns": columns}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(min_count=state.whole("min_count"))
        columns = state.parts("columns")
        result.feature_names_in_ = np.array([c.text("name") for c in columns], dtype=object)
        result.n_features_in_ = len(columns)
        result.keys_ = [c.array("keys", "uint64", None) for c in columns]
        result.statistics_ = [
            c.array("statistics", "float32", len(keys), 3, missing=True)
            for c, keys in zip(columns, result.keys_, strict=True)
        ]
        return result

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        tags.transformer_tags.preserves_dtype = []
        return tags
