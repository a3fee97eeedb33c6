"""The pay of such adverts as a curve, from the quantiles that the model gives."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Shares of adverts that pay less than the points of a curve.
SHARES = tuple(round(0.02 * i, 2) for i in range(1, 50))
WIDTH, HEIGHT, _BASE = 640, 150, 130  # of the drawing, and where its axis lies
_POINTS = 120


class Curve(NamedTuple):
    """A drawing of `WIDTH` x `HEIGHT`: path data of SVG, and places on the axis."""

    line: str
    range: str  # the area under the line within the range
    ticks: list[tuple[float, str]]
    middle: float


def curve(
    quantiles: Sequence[float], low: float, middle: float, high: float, floor: float = 0.0
) -> Curve | None:
    """Draw how pay is spread, or nothing where the quantiles do not differ.

    Parameters
    ----------
    quantiles
        £ a year at `SHARES`.
    low, middle, high
        The range and the estimate, £ a year.
    floor
        Legal minimum, £ a year: the curve has nothing below it.
    """
    pay = np.asarray(quantiles, dtype=np.float64)
    if len(pay) != len(SHARES) or not np.isfinite(pay).all() or pay[-1] - pay[0] < 1:
        return None
    pay = np.maximum.accumulate(pay) + np.arange(len(pay)) * 1e-6
    # The last twentieth lies far out and would squeeze the rest.
    first, last = min(pay[0], low), max(pay[-3], high)
    margin = 0.06 * (last - first)
    # Estimates of old adverts may lie below the law of their time.
    least = floor if first >= floor - 1 else 0.0
    grid = np.linspace(max(least, first - margin), last + margin, _POINTS)
    # Each slice between two quantiles holds as many adverts: a smooth hill over its middle.
    centers = (pay[1:] + pay[:-1]) / 2
    spread = 0.035 * (last - first) + np.diff(pay)
    density = (np.exp(-(((grid[:, None] - centers) / spread) ** 2) / 2) / spread).sum(axis=1)
    x = WIDTH * (grid - grid[0]) / (grid[-1] - grid[0])
    y = _BASE - (_BASE - 8) * density / density.max()
    within = (grid >= low) & (grid <= high)

    def place(pounds: float) -> float:
        return round(float(np.interp(pounds, grid, x)), 1)

    ends = [(place(low), float(np.interp(low, grid, y)))]
    ends += [*zip(x[within], y[within], strict=True)]
    ends += [(place(high), float(np.interp(high, grid, y)))]
    area = f"M{ends[0][0]} {_BASE} L{_points(ends)} L{ends[-1][0]} {_BASE} Z"
    ticks = [(place(pounds), f"£{pounds / 1000:,.0f}k") for pounds in _round_steps(grid)]
    ticks = [tick for tick in ticks if 0.03 * WIDTH < tick[0] < 0.97 * WIDTH]
    return Curve(f"M{_points(zip(x, y, strict=True))}", area, ticks, place(middle))


def _points(pairs: object) -> str:
    return " ".join(f"{a:.1f} {b:.1f}" for a, b in pairs)  # type: ignore[attr-defined]


def _round_steps(grid: NDArray[np.float64]) -> list[float]:
    """Five or so round figures within the grid."""
    rough = (grid[-1] - grid[0]) / 6
    step = next((s for s in (1e3, 2e3, 5e3, 1e4, 2e4, 5e4) if s >= rough), 1e5)
    return [float(x) for x in np.arange(np.ceil(grid[0] / step) * step, grid[-1], step)]
