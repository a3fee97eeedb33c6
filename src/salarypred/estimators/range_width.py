"""How far apart the two ends of an advert's pay lie: maximum over minimum."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.linear_model import Ridge
from sklearn.utils.validation import check_is_fitted, validate_data

from ..state import FLOATS, State

#: Ratios of known ranges; beyond it is a slip of the keyboard or two kinds of pay.
WIDEST_RATIO = 4.0


class RangeRegressor(RegressorMixin, BaseEstimator):
    """Predicts log(maximum / minimum) of the pay that an advert states as a range.

    Ridge on the logarithm of log(maximum / minimum), so that a prediction is always positive and a
    range of £1,000 counts beside one of £20,000. Adverts that state one figure are not learned
    from: whether there is a range is for the masks to say.

    Parameters
    ----------
    alpha : float
        Strength of the penalty.

    Attributes
    ----------
    coef_ : ndarray of shape (n_features,)
    intercept_ : float

    Examples
    --------
    >>> X = np.eye(2, dtype=np.float32).repeat(30, axis=0)
    >>> y = np.repeat([0.1, 0.4], 30)
    >>> RangeRegressor(alpha=0.01).fit(X, y).predict(X[[0, 59]]).round(1).tolist()
    [0.1, 0.4]
    """

    def __init__(self, alpha: float = 5.0) -> None:
        self.alpha = alpha

    def fit(self, X: Any, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:
        """Train.

        Parameters
        ----------
        X : sparse matrix or array of shape (n_adverts, n_features)
        y : array-like of shape (n_adverts,)
            log(maximum / minimum); what is not above 0 is taken as a range of a thousandth.
        sample_weight : array-like of shape (n_adverts,), optional
            How much an advert counts.
        """
        X, y = validate_data(
            self, X, y, accept_sparse="csr", dtype=[np.float32, np.float64], y_numeric=True
        )
        logs = np.log(np.maximum(np.asarray(y, dtype=np.float64), 1e-3))
        solver = "lsqr" if sparse.issparse(X) else "auto"
        ridge = Ridge(alpha=self.alpha, solver=solver).fit(X, logs, sample_weight)
        self.coef_, self.intercept_ = ridge.coef_, float(ridge.intercept_)
        return self

    def predict(self, X: Any) -> NDArray[np.float64]:
        """log(maximum / minimum), shape (n_adverts,)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=[np.float32, np.float64], reset=False)
        # No wider than any range that is learned from.
        logs = np.asarray(X @ self.coef_ + self.intercept_, dtype=np.float64)
        return np.exp(np.clip(logs, np.log(1e-3), np.log(np.log(WIDEST_RATIO))))

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {"alpha": self.alpha, "coef": self.coef_, "intercept": self.intercept_}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(alpha=state.number("alpha"))
        result.coef_, result.intercept_ = (
            state.array("coef", FLOATS, None),
            state.number("intercept"),
        )
        result.n_features_in_ = len(result.coef_)
        return result

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.target_tags.positive_only = True
        tags.regressor_tags.poor_score = True  # on targets beyond the widest range
        return tags
