"""The time of an advert as a few columns, so that a model can tell how pay has shifted since."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, column_or_1d

from ...state import State

#: Times of the adverts that we have.
KNOTS = (2013.0, 2017.0, 2018.3, 2020.5, 2023.7, 2026.5)


class EraEncoder(TransformerMixin, BaseEstimator):
    """Hat functions of the year: column k is 1 at knot k and falls to 0 at its neighbours.

    A year between two knots is a mixture of both, and a year beyond the last counts as the last.
    Knots near which the training has hardly any adverts are left out, since a column that was
    never on in training would have weights without a meaning.

    Parameters
    ----------
    knots : sequence of float
        Years, ascending. The default are the times of the adverts we have.
    min_count : int
        Adverts whose nearest knot it must be.

    Attributes
    ----------
    knots_ : ndarray of shape (n_knots,)

    Examples
    --------
    >>> encoder = EraEncoder(knots=(2013, 2020, 2026), min_count=1).fit([2013.0, 2020.0])
    >>> encoder.transform([2016.5, 2030.0]).tolist()
    [[0.5, 0.5], [0.0, 1.0]]
    """

    def __init__(self, *, knots: Sequence[float] = KNOTS, min_count: int = 50) -> None:
        self.knots = knots
        self.min_count = min_count

    def fit(self, years: ArrayLike, y: Any = None) -> Self:
        """Choose the knots for years of shape (n,)."""
        times: NDArray[np.float64] = column_or_1d(years, dtype=np.float64)
        knots = np.asarray(self.knots, dtype=np.float64)
        nearest = np.abs(times[:, None] - knots).argmin(axis=1)
        counts = np.bincount(nearest, minlength=len(knots))
        least = min(self.min_count, counts.max())
        self.knots_ = knots[counts >= least]
        return self

    def transform(self, years: ArrayLike) -> NDArray[np.float32]:
        """Columns of shape (n, n_knots); each row sums to 1."""
        check_is_fitted(self)
        times: NDArray[np.float64] = column_or_1d(years, dtype=np.float64)
        one = np.eye(len(self.knots_))
        hats = [np.interp(times, self.knots_, row) for row in one]
        return np.column_stack(hats).astype(np.float32)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        return tags

    def to_state(self) -> dict[str, Any]:
        """Arrays and values, see :mod:`salarypred.state`."""
        knots = [float(knot) for knot in self.knots]
        return {"knots": knots, "min_count": self.min_count, "used": self.knots_.tolist()}

    @classmethod
    def from_state(cls, state: State) -> Self:
        """Build from what :meth:`to_state` gave."""
        result = cls(knots=state.numbers("knots"), min_count=state.whole("min_count"))
        result.knots_ = np.array(state.numbers("used"))
        if not len(result.knots_) or (np.diff(result.knots_) <= 0).any():
            raise state.refuse("its knots do not ascend")
        return result
