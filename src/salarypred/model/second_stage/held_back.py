"""Figures of few adverts that no row itself has a part in: sizes, quantiles, factors and slopes."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...estimators.distribution.predictive_distribution import PredictiveDistribution
from ...estimators.weights import Weights, part_of, weighted_quantile
from .conditions import conditions
from .quantiles import HELD_BACK_SHARES
from .table import BASE_COLUMNS

_ROWS_TO_CHOOSE = 6_000
#: Log pay. Where the base's range ends at a legal minimum it says little of how far pay may be off.
_LEAST_BASE_WIDTH = 0.1


def fit_scale(
    new: PredictiveDistribution,
    X: NDArray[np.float32],
    scaled: NDArray[np.float64],
    weight: Weights,
    both_ways: bool,
) -> PredictiveDistribution:
    """Learn the size of errors; of few rows as if each had missed by as much the other way, too.

    Few rows may all miss to one side, which would take errors to the other for next to impossible.
    """
    if not both_ways:
        return new.fit(X, scaled, weight)
    twice = None if weight is None else np.concatenate([weight, weight])
    return new.fit(np.concatenate([X, X]), np.concatenate([scaled, -scaled]), twice)


def scale_held_back(
    new: PredictiveDistribution,
    X: NDArray[np.float32],
    scaled: NDArray[np.float64],
    folds: list[NDArray[np.intp]],
    weight: Weights = None,
    *,
    both_ways: bool = False,
) -> NDArray[np.float64]:
    """Size of each row's error, told by trees that do not know the row, shape (n, 2)."""
    scale = np.empty((len(X), 2))
    for out in folds:
        rest = np.setdiff1d(np.arange(len(X)), out)
        fit_scale(new, X[rest], scaled[rest], part_of(weight, rest), both_ways)
        scale[out] = new.scale(X[out])
    return scale


def quantiles_held_back(
    new: PredictiveDistribution,
    residual: NDArray[np.float64],
    scale: NDArray[np.float64],
    known: pd.DataFrame,
    folds: list[NDArray[np.intp]],
    normal: bool,
    weight: Weights = None,
) -> NDArray[np.float64]:
    """Quantiles at `HELD_BACK_SHARES` of each row, from a distribution that other rows have set."""
    held = np.empty((len(residual), len(HELD_BACK_SHARES)))
    for out in folds:
        rest = np.setdiff1d(np.arange(len(residual)), out)
        if len(rest) > _ROWS_TO_CHOOSE:
            rest = np.random.default_rng(0).choice(rest, _ROWS_TO_CHOOSE, replace=False)
        parts = (residual[rest], scale[rest], known.iloc[rest], part_of(weight, rest))
        if normal:
            new.calibrate_normal(*parts)
        else:
            new.calibrate(*parts, levels=HELD_BACK_SHARES)
        held[out] = new.quantiles(scale[out], known.iloc[out], HELD_BACK_SHARES)
    return held


def coverage_factor(
    residual: NDArray[np.float64], held: NDArray[np.float64], n: float, weight: Weights = None
) -> float:
    """Factor of the intervals with which they cover 80% of the rows of n adverts."""
    low, middle, high = held.T
    down, up = np.maximum(middle - low, 1e-6), np.maximum(high - middle, 1e-6)
    # Widths are multiplied about the center, where the residual is 0.
    low, high = np.minimum(middle - down, -1e-6), np.maximum(middle + up, 1e-6)
    score = np.where(residual < 0, residual / low, residual / high)
    level = min(0.8 * (1 + 1 / n), 1.0)
    return float(np.clip(weighted_quantile(score, level, weight), 0.4, 4.0))


def interval_score(
    residual: NDArray[np.float64],
    held: NDArray[np.float64],
    factor: float,
    weight: Weights = None,
) -> float:
    """Mean width of the 80% interval, and ten times what lies outside; the less the better."""
    low, high = held[:, 0] * factor, held[:, 2] * factor
    outside = np.maximum(low - residual, 0) + np.maximum(residual - high, 0)
    return float(np.average(high - low + 2 / 0.2 * outside, weights=weight))


def tenths_of(widths: NDArray[np.float64]) -> list[NDArray[np.intp]]:
    """Rows in ten parts, from the narrowest range to the widest."""
    parts = np.array_split(np.argsort(widths, kind="stable"), 10)
    return [part for part in parts if len(part)]


def coverage_gap(
    residual: NDArray[np.float64],
    held: NDArray[np.float64],
    factor: float,
    parts: list[NDArray[np.intp]],
) -> float:
    """How far the 80% interval is from covering 80% in each part of the rows, on average.

    A range that is right on the whole may be too narrow where it is narrow and too wide where it
    is wide. Chance alone makes this about 0.8 times the root of 0.16 / (rows of a part).
    """
    low, high = held[:, 0] * factor, held[:, 2] * factor
    inside = (residual >= low) & (residual <= high)
    return float(np.mean([abs(inside[part].mean() - 0.8) for part in parts]))


def shrunk_slope(
    x: NDArray[np.float64], y: NDArray[np.float64], doubt: float, weight: Weights = None
) -> float:
    """Slope of y on x between 0 and 1, with the squares of x counted ``1 + doubt`` times."""
    counted = x if weight is None else x * weight
    squares = float((x * counted).sum()) * (1 + doubt)
    return float(np.clip((counted @ y) / squares, 0.0, 1.0)) if squares > 0 else 0.0


def shrunk_shift(
    rest: NDArray[np.float64], n: float, weight: Weights = None, *, towards_zero: bool
) -> float:
    """Median, towards 0 by as much as it is uncertain (the positive part of James and Stein)."""
    middle = float(np.median(rest)) if weight is None else weighted_quantile(rest, 0.5, weight)
    if not towards_zero or middle == 0:
        return middle
    spread = np.sqrt(np.average((rest - np.average(rest, weights=weight)) ** 2, weights=weight))
    error = 1.25 * float(spread) / np.sqrt(n)
    return middle * max(0.0, 1.0 - error**2 / middle**2)


def on_base(table: pd.DataFrame) -> bool:
    """Whether a base model has filled its columns of the table."""
    return set(BASE_COLUMNS) <= set(table.columns)


def base_widths(table: pd.DataFrame) -> NDArray[np.float64]:
    """How far the base takes pay to go down and up, at least 10%, (n, 2); 1 without a base."""
    if not on_base(table):
        return np.ones((len(table), 2))
    widths = table[["base_down", "base_up"]].to_numpy(dtype=np.float64)
    return np.maximum(widths, _LEAST_BASE_WIDTH)


def conditions_upon(
    table: pd.DataFrame, center: NDArray[np.float64], scale: NDArray[np.float64]
) -> pd.DataFrame:
    """What coverage is to hold for; upon a base, whose estimate the center is relative to."""
    pay = center + table["base_pay"].to_numpy() if on_base(table) else center
    return conditions(table, pay, scale, np.zeros(len(table), dtype=bool))
