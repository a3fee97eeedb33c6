"""How far apart the two ends of an advert's pay lie: maximum over minimum."""

from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.linear_model import Ridge
from sklearn.utils.validation import check_is_fitted, validate_data

from .columns import pay_texts, target_columns
from .rates import pick_rates
from .stated_pay import stated_range

#: Ratios of known ranges; beyond it is a slip of the keyboard or two kinds of pay.
_WIDEST = 4.0
#: A range read from a text counts when its middle is the advert's pay, give or take this share.
_SAME_PAY = 0.05
#: Middle log(maximum / minimum) of 1,048 stated ranges of 2013: what is said without a model.
USUAL_LOG_RATIO = 0.13


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
    ridge_ : Ridge

    Examples
    --------
    >>> X = np.eye(2, dtype=np.float32).repeat(30, axis=0)
    >>> y = np.repeat([0.1, 0.4], 30)
    >>> RangeRegressor(alpha=0.01).fit(X, y).predict(X[[0, 59]]).round(1).tolist()
    [0.1, 0.4]
    """

    def __init__(self, alpha: float = 5.0) -> None:
        self.alpha = alpha

    def fit(self, X: Any, y: ArrayLike) -> Self:
        """Train.

        Parameters
        ----------
        X : sparse matrix or array of shape (n_adverts, n_features)
        y : array-like of shape (n_adverts,)
            log(maximum / minimum); what is not above 0 is taken as a range of a thousandth.
        """
        X, y = validate_data(
            self, X, y, accept_sparse="csr", dtype=[np.float32, np.float64], y_numeric=True
        )
        logs = np.log(np.maximum(np.asarray(y, dtype=np.float64), 1e-3))
        solver = "lsqr" if sparse.issparse(X) else "auto"
        self.ridge_ = Ridge(alpha=self.alpha, solver=solver).fit(X, logs)
        return self

    def predict(self, X: Any) -> NDArray[np.float64]:
        """log(maximum / minimum), shape (n_adverts,)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=[np.float32, np.float64], reset=False)
        # No wider than any range that is learned from.
        return np.exp(np.clip(self.ridge_.predict(X), np.log(1e-3), np.log(np.log(_WIDEST))))

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.target_tags.positive_only = True
        tags.regressor_tags.poor_score = True  # on targets beyond the widest range
        return tags


def known_log_ratios(rows: pd.DataFrame) -> NDArray[np.float64]:
    """log(maximum / minimum) of the adverts whose range a table gives; NaN for the others.

    From ``salary_min`` and ``salary_max``, else from a column of free text (``SalaryRaw``) where
    the middle of the range that it states is the advert's ``salary``.

    Examples
    --------
    >>> rows = pd.DataFrame({"salary": [25000, 25000], "SalaryRaw": ["20k to 30k", "25k"]})
    >>> known_log_ratios(rows).round(3).tolist()
    [0.405, nan]
    """
    pay = target_columns(rows).to_numpy()
    salary, ends = pay[:, 0], pay[:, 1:].copy()
    for row, text in enumerate(pay_texts(rows)):
        if text and not np.isfinite(ends[row]).all() and np.isfinite(salary[row]):
            # Yearly figures are all that is needed: a ratio has no unit.
            low, high = stated_range("", text, pick_rates())
            if low and high and abs((low + high) / 2 / salary[row] - 1) <= _SAME_PAY:
                ends[row] = low, high
    ratio = ends[:, 1] / ends[:, 0]
    return np.log(np.where((ratio > 1) & (ratio <= _WIDEST), ratio, np.nan))
