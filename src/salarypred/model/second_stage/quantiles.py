"""Log pay of adverts as a distribution, told by its quantiles."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...estimators.distribution.predictive_distribution import PredictiveDistribution

#: Quantiles that are known of a row whose own pay had no part in them.
HELD_BACK_SHARES = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class LogPayDistribution:
    """Log pay of n adverts, relative to what is usual, as a distribution.

    Attributes
    ----------
    center : ndarray of shape (n,)
        What the trees estimate.
    scale : ndarray of shape (n, 2)
        How far pay goes down and up from there.
    conditions : DataFrame of n rows
        What is known of the adverts, see :func:`conditions`.
    distribution : PredictiveDistribution
        Gives the quantiles.
    final_scale : float
        What the distance of the quantiles from the center is multiplied by.
    bounds : (float, float)
        The median lies between these.
    """

    center: NDArray[np.float64]
    scale: NDArray[np.float64]
    conditions: pd.DataFrame
    distribution: PredictiveDistribution
    final_scale: float = 1.0
    bounds: tuple[float, float] = (-np.inf, np.inf)

    def ends(self, level: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Lower and upper end of the central interval with a share ``level`` of such adverts."""
        low, high = self.quantiles(central_shares(level)).T
        return low, high

    def quantiles(self, shares: Sequence[float]) -> NDArray[np.float64]:
        """Log pay below which these shares of such adverts lie, shape (n, n_shares)."""
        found = self.distribution.quantiles(self.scale, self.conditions, shares)
        log_pay = self.center[:, None] + found * self.final_scale
        least, most = self.bounds
        # What moves the median moves the quantiles on its one side as little as it can.
        lower = np.where(np.asarray(shares) >= 0.5, least, -np.inf)
        upper = np.where(np.asarray(shares) <= 0.5, most, np.inf)
        return np.clip(log_pay, lower, upper)

    def familiar(self) -> NDArray[np.bool_]:
        """Whether the model knows the occupation of each advert at its time."""
        return self.conditions["unfamiliar"].to_numpy() == 0


@dataclass(frozen=True)
class HeldBackQuantiles:
    """Quantiles of rows that did not set them: those at 10, 50 and 90%."""

    values: NDArray[np.float64]  # (n, 3)

    def quantiles(self, shares: Sequence[float]) -> NDArray[np.float64]:
        """Columns of these shares; no others are known."""
        return self.values[:, [HELD_BACK_SHARES.index(share) for share in shares]]


def central_shares(level: float) -> tuple[float, float]:
    """Shares of adverts below the two ends of a central interval.

    Raises
    ------
    ValueError
        If level is not between 0 and 1.

    Examples
    --------
    >>> central_shares(0.8)
    (0.1, 0.9)
    """
    if not 0 < level < 1:
        raise ValueError(f"interval level {level}; expected a number between 0 and 1")
    tail = round((1 - level) / 2, 12)
    return tail, round(1 - tail, 12)
