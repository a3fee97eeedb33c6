"""Figures of few adverts that no row itself has a part in: sizes, quantiles, factors and slopes."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...estimators.distribution.predictive_distribution import PredictiveDistribution
from .conditions import conditions
from .quantiles import HELD_BACK_SHARES
from .table import BASE_COLUMNS

_ROWS_TO_CHOOSE = 6_000


def scale_held_back(
    new: PredictiveDistribution,
    X: NDArray[np.float32],
    scaled: NDArray[np.float64],
    folds: list[NDArray[np.intp]],
) -> NDArray[np.float64]:
    """Size of each row's error, told by trees that do not know the row, shape (n, 2)."""
    scale = np.empty((len(X), 2))
    for out in folds:
        rest = np.setdiff1d(np.arange(len(X)), out)
        scale[out] = new.fit(X[rest], scaled[rest]).scale(X[out])
    return scale


def quantiles_held_back(
    new: PredictiveDistribution,
    residual: NDArray[np.float64],
    scale: NDArray[np.float64],
    known: pd.DataFrame,
    folds: list[NDArray[np.intp]],
    normal: bool,
) -> NDArray[np.float64]:
    """Quantiles at `HELD_BACK_SHARES` of each row, from a distribution that other rows have set."""
    held = np.empty((len(residual), len(HELD_BACK_SHARES)))
    for out in folds:
        rest = np.setdiff1d(np.arange(len(residual)), out)
        if len(rest) > _ROWS_TO_CHOOSE:
            rest = np.random.default_rng(0).choice(rest, _ROWS_TO_CHOOSE, replace=False)
        if normal:
            new.calibrate_normal(residual[rest], scale[rest], known.iloc[rest])
        else:
            new.calibrate(residual[rest], scale[rest], known.iloc[rest], levels=HELD_BACK_SHARES)
        held[out] = new.quantiles(scale[out], known.iloc[out], HELD_BACK_SHARES)
    return held


def calibrate(
    distribution: PredictiveDistribution,
    residual: NDArray[np.float64],
    scale: NDArray[np.float64],
    table: pd.DataFrame,
    center: NDArray[np.float64],
    normal: bool,
) -> None:
    """Set the distribution of these errors; `normal`: of the shape of a normal one."""
    known = conditions_upon(table, center, scale)
    if normal:
        distribution.calibrate_normal(residual, scale, known)
    else:
        distribution.calibrate(residual, scale, known)


def coverage_factor(residual: NDArray[np.float64], held: NDArray[np.float64], n: float) -> float:
    """Factor of the intervals with which they cover 80% of the rows of n adverts."""
    low, middle, high = held.T
    down, up = np.maximum(middle - low, 1e-6), np.maximum(high - middle, 1e-6)
    # Widths are multiplied about the center, where the residual is 0.
    low, high = np.minimum(middle - down, -1e-6), np.maximum(middle + up, 1e-6)
    score = np.where(residual < 0, residual / low, residual / high)
    level = min(0.8 * (1 + 1 / n), 1.0)
    return float(np.clip(np.quantile(score, level, method="higher"), 0.4, 4.0))


def interval_score(
    residual: NDArray[np.float64], held: NDArray[np.float64], factor: float
) -> float:
    """Mean width of the 80% interval, and ten times what lies outside; the less the better."""
    low, high = held[:, 0] * factor, held[:, 2] * factor
    outside = np.maximum(low - residual, 0) + np.maximum(residual - high, 0)
    return float((high - low + 2 / 0.2 * outside).mean())


def shrunk_slope(x: NDArray[np.float64], y: NDArray[np.float64], doubt: float) -> float:
    """Slope of y on x between 0 and 1, with the squares of x counted ``1 + doubt`` times."""
    squares = float((x**2).sum()) * (1 + doubt)
    return float(np.clip((x @ y) / squares, 0.0, 1.0)) if squares > 0 else 0.0


def shrunk_shift(rest: NDArray[np.float64], n: float, *, towards_zero: bool) -> float:
    """Median, towards 0 by as much as it is uncertain (the positive part of James and Stein)."""
    middle = float(np.median(rest))
    if not towards_zero or middle == 0:
        return middle
    error = 1.25 * float(rest.std()) / np.sqrt(n)
    return middle * max(0.0, 1.0 - error**2 / middle**2)


def on_base(table: pd.DataFrame) -> bool:
    """Whether a base model has filled its columns of the table."""
    return set(BASE_COLUMNS) <= set(table.columns)


def base_widths(table: pd.DataFrame) -> NDArray[np.float64]:
    """How far the base takes pay to go down and up, shape (n, 2); 1 without a base."""
    if not on_base(table):
        return np.ones((len(table), 2))
    return table[["base_down", "base_up"]].to_numpy(dtype=np.float64)


def conditions_upon(
    table: pd.DataFrame, center: NDArray[np.float64], scale: NDArray[np.float64]
) -> pd.DataFrame:
    """What coverage is to hold for; upon a base, whose estimate the center is relative to."""
    pay = center + table["base_pay"].to_numpy() if on_base(table) else center
    return conditions(table, pay, scale, np.zeros(len(table), dtype=bool))
