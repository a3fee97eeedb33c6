"""How pay of such adverts is spread: as a curve, and as 50 dots over the same axis."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Shares of adverts that pay less than the points of a curve.
SHARES = tuple(round(0.02 * i, 2) for i in range(1, 50))
#: Size of each drawing, and where its axis lies.
WIDTH, HEIGHT, BASE = 320, 150, 124
N_DOTS = 50
_POINTS, _TOP = 120, 8  # points of the curve, and where its top lies
#: Widths of a column of dots: the widest whose dots are not higher than the drawing is used.
_SLOTS = (20.0, 17.5, 16.0, 14.0, 12.5)
_SMALL = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 250.0, 500.0)
_STEPS = (*_SMALL, *(1_000.0 * step for step in _SMALL[1:]))


class Dot(NamedTuple):
    """One of fifty adverts: its place in the drawing, and where it lies."""

    x: float
    y: float
    radius: float
    kind: str  # "within" the range, or "outside" of it
    over: bool  # whether it pays at least the figure asked about


class Picture(NamedTuple):
    """Two drawings of `WIDTH` x `HEIGHT`: path data of SVG, dots, and places on the axis."""

    line: str
    range: str  # the area under the line within the range
    dots: list[Dot]
    ticks: list[tuple[float, str]]
    middle: float
    figure: float | None  # the figure asked about, where it lies within the drawing


def share_below(quantiles: Sequence[float], pay: float) -> float:
    """Share of such adverts that pay less; at least 0.01 and at most 0.99.

    Parameters
    ----------
    quantiles
        £ a year at `SHARES`.
    pay
        £ a year.

    Examples
    --------
    >>> round(share_below([20_000 + 400 * i for i in range(49)], 30_000), 2)
    0.52
    """
    steady = np.maximum.accumulate(np.asarray(quantiles, dtype=np.float64))
    return float(np.interp(pay, steady + np.arange(len(steady)) * 1e-6, SHARES, 0.01, 0.99))


def picture(
    quantiles: Sequence[float],
    low: float,
    middle: float,
    high: float,
    floor: float = 0.0,
    figure: float | None = None,
) -> Picture | None:
    """Draw how pay is spread, or nothing where the quantiles do not differ.

    Parameters
    ----------
    quantiles
        Pay at `SHARES`, £ a year or of any other time.
    low, middle, high
        The range and the estimate.
    floor
        Legal minimum: the curve has nothing below it.
    figure
        A sum of the user's own, which the dots are counted against.
    """
    pay = np.asarray(quantiles, dtype=np.float64)
    if len(pay) != len(SHARES) or not np.isfinite(pay).all() or pay[-1] - pay[0] < 1e-4 * pay[0]:
        return None
    pay = np.maximum.accumulate(pay) + np.arange(len(pay)) * 1e-9 * pay[-1]
    # The last twentieth lies far out and would squeeze the rest.
    first, last = min(pay[0], low), max(pay[-3], high)
    margin = 0.06 * (last - first)
    # Estimates of old adverts may lie below the law of their time.
    least = floor if first >= 0.9999 * floor else 0.0
    grid = np.linspace(max(least, first - margin), last + margin, _POINTS)
    # Each slice between two quantiles holds as many adverts: a smooth hill over its middle.
    centers = (pay[1:] + pay[:-1]) / 2
    spread = 0.035 * (last - first) + np.diff(pay)
    density = (np.exp(-(((grid[:, None] - centers) / spread) ** 2) / 2) / spread).sum(axis=1)
    x = WIDTH * (grid - grid[0]) / (grid[-1] - grid[0])
    y = BASE - (BASE - _TOP) * density / density.max()
    within = (grid >= low) & (grid <= high)

    def place(amount: float) -> float:
        return round(float(np.interp(amount, grid, x)), 1)

    ends = [(place(low), float(np.interp(low, grid, y)))]
    ends += [*zip(x[within], y[within], strict=True)]
    ends += [(place(high), float(np.interp(high, grid, y)))]
    area = f"M{ends[0][0]} {BASE} L{_points(ends)} L{ends[-1][0]} {BASE} Z"
    ticks = [(place(amount), text) for amount, text in _round_steps(grid)]
    seen = figure is not None and grid[0] <= figure <= grid[-1]
    return Picture(
        f"M{_points(zip(x, y, strict=True))}",
        area,
        _dots(pay, place, low, high, figure),
        [tick for tick in ticks if 0.06 * WIDTH < tick[0] < 0.94 * WIDTH],
        place(middle),
        place(figure) if seen and figure is not None else None,
    )


def dot_values(quantiles: Sequence[float]) -> NDArray[np.float64]:
    """Pay of each of fifty such adverts, the lowest first."""
    shares = (np.arange(N_DOTS) + 0.5) / N_DOTS
    return np.interp(shares, SHARES, np.maximum.accumulate(np.asarray(quantiles)))


def _dots(
    pay: NDArray[np.float64],
    place: Callable[[float], float],
    low: float,
    high: float,
    figure: float | None,
) -> list[Dot]:
    """Fifty dots in columns, from the axis upwards; a full column spills into the next."""
    values = dot_values(pay.tolist())
    x = np.array([place(value) for value in values])
    for slot in _SLOTS:
        last, room = int(WIDTH // slot) - 1, int((BASE - _TOP) // slot)
        columns = np.minimum(x // slot, last).astype(int).tolist()
        if max(map(columns.count, columns)) <= room:
            break
    found, reached = [], [0] * (last + 1)
    for value, wanted in zip(values, columns, strict=True):
        around = (*range(wanted, last + 1), *reversed(range(wanted)))
        column = next(c for c in around if reached[c] < room)
        left, y = (column + 0.5) * slot, BASE - (reached[column] + 0.5) * slot
        kind = "within" if low <= value <= high else "outside"
        over = figure is not None and bool(value >= figure)
        found.append(Dot(round(left, 1), round(y, 1), round(slot / 2 - 1.2, 1), kind, over))
        reached[column] += 1
    return found


def _points(pairs: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{a:.1f} {b:.1f}" for a, b in pairs)


def _round_steps(grid: NDArray[np.float64]) -> list[tuple[float, str]]:
    """Four or so round figures within the grid, and how they are written."""
    rough = (grid[-1] - grid[0]) / 5
    step = next((s for s in _STEPS if s >= rough), 1e6)
    figures = np.arange(np.ceil(grid[0] / step) * step, grid[-1], step)
    if step >= 1_000:
        return [(float(x), f"£{x / 1000:,.0f}k") for x in figures]
    return [(float(x), f"£{x:,.2f}" if step < 1 else f"£{x:,.0f}") for x in figures]
