"""Charts of a report as inline SVG, in one hue: lightness and shape tell things apart.

Places across are shares of the width, so that a chart fits a telephone and a desk alike while its
text keeps one size. Labels stand above their bars, where a long one has room on a telephone too.
"""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from markupsafe import Markup, escape
from numpy.typing import NDArray

#: Groups of fewer adverts are drawn in grey: their figures say little.
FEW = 10
_ROW, _BAR = 36, 18  # height of a row, and where its bar begins below its label
_LABEL = 38  # characters of a label
_CODE = re.compile(r" \(\d{4}\)$")  # of an occupation; the table has it
_COUNTED = 14  # most bars of a histogram that have room for their numbers


def bars(labels: Sequence[str], values: Sequence[float], title: str) -> Markup:
    """Horizontal bars with their values."""
    top = max([*values, 1e-9])
    rows = []
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        y = i * _ROW
        length = 80 * value / top  # the rest is for the value
        rows.append(_label(label, y))
        rows.append(
            f'<rect class="bar" x="0" y="{y + _BAR}" width="{length:.2f}%" height="13"/>'
            f'<text x="{length + 1:.2f}%" y="{y + _BAR + 11}">{_number(value)}</text>'
        )
    return _svg(rows, len(labels) * _ROW, title)


def columns(labels: Sequence[str], values: Sequence[float], title: str) -> Markup:
    """Vertical bars of a histogram, some of them labelled."""
    height, base = 190, 165
    step = 100 / max(len(values), 1)
    top = max([*values, 1e-9])
    each = max(1, -(-len(values) // 6))
    parts = []
    for i, (label, value) in enumerate(zip(labels, values, strict=True)):
        tall = (base - 20) * value / top  # the rest is for its number
        parts.append(
            f'<rect class="bar" x="{(i + 0.05) * step:.2f}%" y="{base - tall:.1f}" '
            f'width="{0.9 * step:.2f}%" height="{tall:.1f}"/>'
        )
        if i % each == 0:
            parts.append(_tick(i * step, base + 17, str(label)))
        if len(values) <= _COUNTED and value:
            middle = f'x="{(i + 0.5) * step:.2f}%" y="{base - tall - 4:.1f}"'
            parts.append(f'<text class="count" {middle} text-anchor="middle">{value:,.0f}</text>')
    parts.append(f'<line class="axis" x1="0" x2="100%" y1="{base}" y2="{base}"/>')
    return _svg(parts, height, title)


def ranges(table: pd.DataFrame, title: str, unit: str = "£") -> Markup:
    """A row for each group: a line from p10 to p90, a box from p25 to p75, a mark at the median.

    Parameters
    ----------
    table : DataFrame
        The columns ``p10, p25, p50, p75, p90``, and ``n``, the number of adverts.
    title : str
        What a screen reader says of the chart.
    unit : str
        £ or %.
    """
    low, high = min(float(table["p10"].min()), 0.0), float(table["p90"].max())
    span = max(high - low, 1e-9) * 1.04

    def x(value: float) -> float:
        return 100 * (float(value) - low) / span

    parts, height = [], 24 + len(table) * _ROW
    for tick in _ticks(low, low + span):
        parts.append(
            f'<line class="{"axis" if tick == 0 and low < 0 else "grid"}" x1="{x(tick):.2f}%" '
            f'x2="{x(tick):.2f}%" y1="0" y2="{height - 20}"/>'
            + _tick(x(tick), height - 6, _axis(tick, unit))
        )
    for i, (label, row) in enumerate(table.iterrows()):
        y = i * _ROW + _BAR
        few = ' class="few"' if row["n"] < FEW else ""
        parts.append(
            f"<g{few}>{_label(str(label), i * _ROW, int(row['n']), _middle(row['p50'], unit))}"
            f'<line class="whisker" x1="{x(row["p10"]):.2f}%" x2="{x(row["p90"]):.2f}%" '
            f'y1="{y + 7}" y2="{y + 7}"/>'
            f'<rect class="box" x="{x(row["p25"]):.2f}%" y="{y + 1}" '
            f'width="{x(row["p75"]) - x(row["p25"]):.2f}%" height="12"/>'
            f'<line class="mark" x1="{x(row["p50"]):.2f}%" x2="{x(row["p50"]):.2f}%" '
            f'y1="{y - 1}" y2="{y + 15}"/></g>'
        )
    return _svg(parts, height, title)


def pairs(table: pd.DataFrame, names: tuple[str, str], title: str) -> Markup:
    """A row for each group: a ring at the other table's median, a dot at this one's.

    Parameters
    ----------
    table : DataFrame
        The columns ``n, median, other_median`` (£ a year) and ``change`` (as a share of 1).
    names : (str, str)
        Of this table and the other, for the key.
    title : str
        What a screen reader says of the chart.
    """
    top = 1.04 * max(float(table[["median", "other_median"]].max().max()), 1.0)
    key = '<circle class="other" cx="6" cy="9" r="4.5"/>'
    key += f'<text x="16" y="13">{escape(names[1])}</text>'
    key += '<circle class="mark-dot" cx="6" cy="27" r="5"/>'
    key += f'<text x="16" y="31">{escape(names[0])}</text>'
    parts, start = [key], 40
    height = start + len(table) * _ROW + 24
    for tick in _ticks(0, top):
        place = f'x1="{100 * tick / top:.2f}%" x2="{100 * tick / top:.2f}%"'
        parts.append(f'<line class="grid" {place} y1="{start}" y2="{height - 20}"/>')
        parts.append(_tick(100 * tick / top, height - 6, _axis(tick, "£")))
    for i, (label, row) in enumerate(table.iterrows()):
        y = start + i * _ROW
        here, there = (100 * row[name] / top for name in ("median", "other_median"))
        value = f"{_middle(row['median'], '£')} ({row['change']:+.0%})"
        parts.append(
            f"{_label(str(label), y, int(row['n']), value)}"
            f'<line class="whisker" x1="{there:.2f}%" x2="{here:.2f}%" y1="{y + 25}" '
            f'y2="{y + 25}"/>'
            f'<circle class="other" cx="{there:.2f}%" cy="{y + 25}" r="4.5"/>'
            f'<circle class="mark-dot" cx="{here:.2f}%" cy="{y + 25}" r="5"/>'
        )
    return _svg(parts, height, title)


def density(x: NDArray[np.float64], y: NDArray[np.float64], title: str) -> Markup:
    """True pay (across) and estimates (up) on equal log scales; darker means more adverts."""
    cells, size, left = 36, 324, 46
    both = np.log(np.concatenate([x, y]))
    low, high = np.quantile(both, [0.001, 0.999])
    edges = np.linspace(low, max(high, low + 0.1), cells + 1)
    across, up = (np.clip(np.log(v), edges[0], edges[-1]) for v in (x, y))
    counts, _, _ = np.histogram2d(across, up, bins=[edges, edges])
    step = size / cells
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
        if 0.04 <= share <= 0.96:
            parts.append(
                f'<text x="{left + share * size:.1f}" y="{size + 16}" text-anchor="middle">'
                f"£{pounds / 1000:.0f}k</text>"
                f'<text x="{left - 6}" y="{size * (1 - share) + 4:.1f}" text-anchor="end">'
                f"£{pounds / 1000:.0f}k</text>"
            )
    parts.append(
        f'<text x="{left + size / 2}" y="{size + 34}" text-anchor="middle">true pay</text>'
    )
    parts.append(f'<text x="{left + 6}" y="16">estimate</text>')
    # A square keeps its shape, so this one picture is scaled as a whole.
    box = f'class="square" viewBox="0 0 {left + size + 6} {size + 40}"'
    return _svg(parts, size + 40, title, box)


def _label(text: str, y: float, n: int | None = None, value: str = "") -> str:
    """Text above a bar; the number of adverts and the value that the bar shows stand behind it."""
    text = _CODE.sub("", text)
    short = text if len(text) <= _LABEL else f"{text[: _LABEL - 4].rstrip(' ,')} ..."
    count = "" if n is None else f' <tspan class="count">n = {n:,}</tspan>'
    shown = f' <tspan class="value">{escape(value)}</tspan>' if value else ""
    return f'<text x="0" y="{y + 13}">{escape(short)}{count}{shown}</text>'


def _middle(value: float, unit: str) -> str:
    return f"{value:+.0f}%" if unit == "%" else f"£{round(value, -2):,.0f}"


def _tick(share: float, y: float, text: str) -> str:
    """Text at a place on the axis; at either end it begins or ends there, so that none is cut."""
    anchor = "start" if share < 4 else "end" if share > 93 else "middle"
    return f'<text x="{share:.2f}%" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _number(value: float) -> str:
    return f"{value:.1%}" if 0 < value < 1 else f"{value:,.0f}"


def _axis(value: float, unit: str) -> str:
    if unit == "%":
        return f"{value:+.0f}%"
    return f"£{value / 1000:,.0f}k" if value else "£0"


def _ticks(low: float, high: float) -> list[float]:
    rough = (high - low) / 5
    power = 10 ** np.floor(np.log10(max(rough, 1e-9)))
    step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
    return [float(v) for v in np.arange(np.ceil(low / step) * step, high, step)]


def _svg(parts: Sequence[str], height: float, title: str, size: str = "") -> Markup:
    # Every text in `parts` was escaped when it was added.
    size = size or f'width="100%" height="{max(height, 1):.0f}"'
    return Markup(f'<svg {size} role="img" aria-label="{escape(title)}">{"".join(parts)}</svg>')
