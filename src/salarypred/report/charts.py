"""Charts of a report as inline SVG, in one hue: lightness and shape tell things apart."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from markupsafe import Markup, escape
from numpy.typing import NDArray

WIDTH = 760
_LEFT, _RIGHT, _ROW = 240, 20, 22


def bars(labels: Sequence[str], values: Sequence[float], title: str) -> Markup:
    """Horizontal bars with their values."""
    top = max([*values, 1e-9])
    rows = []
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        y = 4 + i * _ROW
        length = (WIDTH - _LEFT - 90) * value / top
        rows.append(_label(label, y))
        rows.append(f'<rect class="bar" x="{_LEFT}" y="{y}" width="{length:.1f}" height="15"/>')
        rows.append(f'<text x="{_LEFT + length + 6:.1f}" y="{y + 12}">{_number(value)}</text>')
    return _svg(rows, 8 + len(labels) * _ROW, title)


def columns(labels: Sequence[str], values: Sequence[float], title: str) -> Markup:
    """Vertical bars of a histogram, some of them labelled."""
    height, base = 190, 165
    step = WIDTH / max(len(values), 1)
    top = max([*values, 1e-9])
    each = max(1, -(-len(values) // 10))
    parts = []
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        tall = (base - 8) * value / top
        parts.append(
            f'<rect class="bar" x="{i * step + 1:.1f}" y="{base - tall:.1f}" '
            f'width="{max(step - 2, 0.5):.1f}" height="{tall:.1f}"/>'
        )
        if i % each == 0:
            parts.append(f'<text x="{i * step:.1f}" y="{base + 17}">{escape(label)}</text>')
    parts.append(f'<line class="axis" x1="0" x2="{WIDTH}" y1="{base}" y2="{base}"/>')
    return _svg(parts, height, title)


def ranges(table: pd.DataFrame, title: str, unit: str = "£") -> Markup:
    """A row for each group: a line from p10 to p90, a box from p25 to p75, a mark at the median."""
    low, high = float(table["p10"].min()), float(table["p90"].max())
    low = min(low, 0.0)
    span = max(high - low, 1e-9) * 1.04

    def x(value: float) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (float(value) - low) / span

    parts, height = [], 30 + len(table) * _ROW
    for tick in _ticks(low, low + span):
        parts.append(
            f'<line class="grid" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="0" y2="{height - 24}"/>'
            f'<text x="{x(tick):.1f}" y="{height - 8}" text-anchor="middle">'
            f"{_axis(tick, unit)}</text>"
        )
    for i, (label, row) in enumerate(table.iterrows()):
        y = 4 + i * _ROW
        parts.append(_label(str(label), y))
        parts.append(
            f'<line class="whisker" x1="{x(row["p10"]):.1f}" x2="{x(row["p90"]):.1f}" '
            f'y1="{y + 8}" y2="{y + 8}"/>'
            f'<rect class="box" x="{x(row["p25"]):.1f}" y="{y + 1}" '
            f'width="{max(x(row["p75"]) - x(row["p25"]), 1):.1f}" height="14"/>'
            f'<rect class="mark" x="{x(row["p50"]) - 1.5:.1f}" y="{y - 1}" width="3" height="18"/>'
        )
    return _svg(parts, height, title)


def density(x: NDArray[np.float64], y: NDArray[np.float64], title: str) -> Markup:
    """True pay (across) and estimates (up) on equal log scales; darker means more adverts."""
    cells, size = 44, 440
    both = np.log(np.concatenate([x, y]))
    low, high = np.quantile(both, [0.001, 0.999])
    edges = np.linspace(low, max(high, low + 0.1), cells + 1)
    across, up = (np.clip(np.log(v), edges[0], edges[-1]) for v in (x, y))
    counts, _, _ = np.histogram2d(across, up, bins=[edges, edges])
    step, left = size / cells, 60
    parts = []
    for i, j in zip(*np.nonzero(counts), strict=True):
        dark = 0.12 + 0.88 * np.log1p(counts[i, j]) / np.log1p(counts.max())
        parts.append(
            f'<rect class="cell" x="{left + i * step:.1f}" y="{size - (j + 1) * step:.1f}" '
            f'width="{step:.1f}" height="{step:.1f}" fill-opacity="{dark:.2f}"/>'
        )
    parts.append(f'<line class="same" x1="{left}" y1="{size}" x2="{left + size}" y2="0"/>')
    for pounds in (10e3, 15e3, 20e3, 30e3, 50e3, 70e3, 100e3, 150e3):
        share = (np.log(pounds) - edges[0]) / (edges[-1] - edges[0])
        if 0.02 <= share <= 0.98:
            parts.append(
                f'<text x="{left + share * size:.1f}" y="{size + 16}" text-anchor="middle">'
                f"£{pounds / 1000:.0f}k</text>"
                f'<text x="{left - 6}" y="{size * (1 - share) + 4:.1f}" text-anchor="end">'
                f"£{pounds / 1000:.0f}k</text>"
            )
    parts.append(
        f'<text x="{left + size / 2}" y="{size + 36}" text-anchor="middle">true pay</text>'
    )
    parts.append(f'<text x="{left + 8}" y="16">estimate</text>')
    return _svg(parts, size + 44, title)


def _label(text: str, y: float) -> str:
    short = text if len(text) <= 34 else f"{text[:32]} ..."
    return f'<text x="{_LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(short)}</text>'


def _number(value: float) -> str:
    return f"{value:.1%}" if 0 < value < 1 else f"{value:,.0f}"


def _axis(value: float, unit: str) -> str:
    if unit == "%":
        return f"{value:+.0f}%"
    return f"£{value / 1000:,.0f}k" if value else "£0"


def _ticks(low: float, high: float) -> list[float]:
    rough = (high - low) / 7
    power = 10 ** np.floor(np.log10(max(rough, 1e-9)))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
    return [float(v) for v in np.arange(np.ceil(low / step) * step, high, step)]


def _svg(parts: Sequence[str], height: float, title: str) -> Markup:
    # Every text in `parts` was escaped when it was added.
    return Markup(
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )
