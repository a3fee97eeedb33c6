"""How far advertised pay has moved against average earnings, from jobs that both times know."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import Ridge
from sklearn.utils.validation import check_is_fitted

from ...state import State
from ..weights import checked_weight, part_of

#: A row belongs to an era whose column holds at least this.
_BELONGS = 0.5
#: Adverts of the first era with a title for it to count as known, and the most that count.
_LEAST, _MOST = 10, 200


class EraShift(TransformerMixin, BaseEstimator):
    """Usual change of log pay between the era with the most adverts and each other one.

    Later adverts are few and of other jobs than earlier ones, so a model learns of them by their
    words and takes jobs that it has only seen long ago to have moved with average earnings. Here
    ridge learns pay from title and place in the main era; what it misses by in another era, over
    adverts whose title both have, is that era's shift. Titles count as often as in the main era
    (post-stratification), so that an era of IT jobs does not speak for nurses.

    Parameters
    ----------
    alpha : float
        Penalty of ridge.
    min_count : int
        Adverts with a common title below which an era has no shift of its own.

    Attributes
    ----------
    shift_ : ndarray of shape (n_eras,)
        In log pay relative to average earnings; 0 for the main era.

    Examples
    --------
    >>> X = np.tile(np.eye(2, dtype=np.float32), (60, 1))
    >>> era = np.repeat(np.eye(2), 60, axis=0)
    >>> y = X @ np.array([1.0, 2.0]) - 0.1 * era[:, 1]
    >>> EraShift(alpha=0.01, min_count=20).fit(X, y, era, X[:, 0] + 1).shift_.round(2).tolist()
    [0.0, -0.1]
    """

    def __init__(self, *, alpha: float = 1.0, min_count: int = 100) -> None:
        self.alpha = alpha
        self.min_count = min_count

    def fit(
        self,
        X: Any,
        y: ArrayLike,
        era: ArrayLike,
        titles: ArrayLike,
        sample_weight: ArrayLike | None = None,
    ) -> Self:
        """Measure the shifts.

        Parameters
        ----------
        X : sparse matrix or array of shape (n_adverts, n_features)
            Title and place.
        y : array-like of shape (n_adverts,)
            Log pay relative to average earnings.
        era : array-like of shape (n_adverts, n_eras)
            See :class:`~salarypred.estimators.eras.era_encoder.EraEncoder`.
        titles : array-like of shape (n_adverts,)
            Key of each advert's title; 0 = none.
        sample_weight : array-like of shape (n_adverts,), optional
            How much an advert counts; how often a title is there is counted in adverts.
        """
        y, era, titles = np.asarray(y), np.asarray(era), np.asarray(titles)
        weight = checked_weight(sample_weight, len(y))
        counts = (era >= _BELONGS).sum(axis=0)
        main = int(counts.argmax())
        self.shift_ = np.zeros(era.shape[1])
        old = np.flatnonzero(era[:, main] >= _BELONGS)
        keys, number = np.unique(titles[old], return_counts=True)
        known = dict(zip(keys[number >= _LEAST], number[number >= _LEAST], strict=True))
        known.pop(0, None)
        ridge: Ridge | None = None
        for column in range(era.shape[1]):
            rows = np.flatnonzero(era[:, column] >= _BELONGS)
            rows = rows[[title in known for title in titles[rows]]] if len(rows) else rows
            if column == main or len(rows) < self.min_count:
                continue
            if ridge is None:
                ridge = Ridge(alpha=self.alpha, solver="lsqr").fit(
                    X[old], y[old], part_of(weight, old)
                )
            missed = y[rows] - ridge.predict(X[rows])
            here = dict(zip(*np.unique(titles[rows], return_counts=True), strict=True))
            weights = [min(known[title], _MOST) / here[title] for title in titles[rows]]
            counted = np.asarray(weights) * (1.0 if weight is None else weight[rows])
            self.shift_[column] = _weighted_median(missed, counted)
        return self

    def transform(self, era: ArrayLike) -> NDArray[np.float64]:
        """Shift of each advert, shape (n_adverts,)."""
        check_is_fitted(self)
        return np.asarray(era) @ self.shift_

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False  # eras and titles of the adverts belong to it
        tags.input_tags.sparse = True
        return tags

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        return {"alpha": self.alpha, "min_count": self.min_count, "shift": self.shift_.tolist()}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(alpha=state.number("alpha"), min_count=state.whole("min_count"))
        result.shift_ = np.array(state.numbers("shift"))
        return result


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])
