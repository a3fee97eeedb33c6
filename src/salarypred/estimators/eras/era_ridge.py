"""Ridge whose weights may differ by era."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.linear_model import Ridge
from sklearn.utils.validation import check_is_fitted, validate_data

from ...state import State

#: A row belongs to an era whose column holds at least this.
_BELONGS = 0.3


class EraRidge(RegressorMixin, BaseEstimator):
    """Ridge with one set of weights for all eras and a correction for each later one.

    Features are repeated, multiplied by the era's column: what holds everywhere is learned from
    all adverts, what differs from those of the era (H. Daumé III, "Frustratingly easy domain
    adaptation", 2007, section 3.1).

    Parameters
    ----------
    n_eras : int
        The last so many columns of X are the eras', see
        :class:`~salarypred.estimators.eras.era_encoder.EraEncoder`.
    alpha : float
        Strength of the penalty.
    min_count : int
        Rows of an era in which a feature must occur to get a correction.

    Attributes
    ----------
    coef_ : ndarray of shape (n_columns,)
        Of the features, then of the corrections of each later era.
    intercept_ : float
    columns_ : list of ndarray
        For each era but the first the columns that have a correction.

    Examples
    --------
    >>> X = np.array([[1, 1, 0], [0, 1, 0], [1, 0, 1], [0, 0, 1]] * 20, dtype=np.float32)
    >>> y = np.array([2.0, 1.0, 4.0, 1.0] * 20)
    >>> EraRidge(n_eras=2, alpha=0.01).fit(X, y).predict(X[:4]).round(1).tolist()
    [2.0, 1.0, 4.0, 1.0]
    """

    def __init__(self, *, n_eras: int = 0, alpha: float = 1.0, min_count: int = 10) -> None:
        self.n_eras = n_eras
        self.alpha = alpha
        self.min_count = min_count

    def fit(self, X: Any, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Train on X of shape (n_adverts, n_features + n_eras) and y of shape (n_adverts,).

        ``sample_weight`` of shape (n_adverts,) says how much an advert counts.
        """
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=np.float32, y_numeric=True)
        X = sparse.csr_matrix(X)
        self.columns_ = []
        for era in self._eras(X)[:, 1:].T:
            counts = np.bincount(X[era >= _BELONGS].indices, minlength=X.shape[1])
            self.columns_.append(np.flatnonzero(counts >= self.min_count).astype(np.int32))
        ridge = Ridge(alpha=self.alpha, solver="lsqr").fit(self._repeated(X), y, sample_weight)
        self.coef_, self.intercept_ = ridge.coef_.astype(np.float32), float(ridge.intercept_)
        return self

    def predict(self, X: Any) -> NDArray[np.float64]:
        """Estimates, shape (n_adverts,)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float32, reset=False)
        repeated = self._repeated(sparse.csr_matrix(X))
        return np.asarray(repeated @ self.coef_ + self.intercept_, dtype=np.float64)

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        corrections = [{"columns": columns} for columns in self.columns_]
        return {
            "n_eras": self.n_eras,
            "alpha": self.alpha,
            "min_count": self.min_count,
            "n_features": self.n_features_in_,
            "corrections": corrections,
            "coef": self.coef_,
            "intercept": self.intercept_,
        }

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(
            n_eras=state.whole("n_eras"),
            alpha=state.number("alpha"),
            min_count=state.whole("min_count"),
        )
        width = state.whole("n_features", least=1)
        result.n_features_in_ = width
        result.columns_ = [
            part.array("columns", "int32", None, least=0, below=width)
            for part in state.parts("corrections")
        ]
        if len(result.columns_) != max(result.n_eras - 1, 0) or result.n_eras > width:
            raise state.refuse("has not one correction for each era but the first")
        total = width + sum(map(len, result.columns_))
        result.coef_ = state.array("coef", "float32", total)
        result.intercept_ = state.number("intercept")
        return result

    def _eras(self, X: sparse.csr_matrix) -> NDArray[np.float32]:
        return X[:, X.shape[1] - self.n_eras :].toarray()

    def _repeated(self, X: sparse.csr_matrix) -> sparse.csr_matrix:
        parts = [X]
        for era, columns in zip(self._eras(X)[:, 1:].T, self.columns_, strict=True):
            parts.append(sparse.diags_array(era).dot(X[:, columns]))
        return sparse.hstack(parts, format="csr", dtype=np.float32)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags
