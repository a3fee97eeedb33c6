"""Pictures of how good estimates are, with matplotlib."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..errors import InputError

_MOST_POINTS = 5_000
#: Marks on an axis of pay, £1,000.
_TICKS = (5, 10, 15, 20, 30, 40, 60, 80, 120, 160, 240, 320, 480)


def write_plots(rows: pd.DataFrame, folder: Path) -> list[Path]:
    """Write three pictures: estimate against true pay, coverage and error by estimate.

    Parameters
    ----------
    rows : DataFrame of n rows
        With ``true``, ``predicted_salary``, ``salary_low`` and ``salary_high``, £ a year.
    folder : Path
        Made where it is missing.

    Returns
    -------
    list of Path
        ``estimates.png``, ``coverage.png`` and ``errors.png``.

    Raises
    ------
    InputError
        If matplotlib is not installed, or the folder cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise InputError(
            "plots need matplotlib, which is not installed; expected: pip install "
            "'salarypred[plots]'"
        ) from error
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, draw in (("estimates", _estimates), ("coverage", _coverage), ("errors", _errors)):
            figure = Figure(figsize=(7, 5), layout="constrained")
            draw(figure.add_subplot(), rows)
            figure.savefig(folder / f"{name}.png", dpi=120)
            written.append(folder / f"{name}.png")
    except OSError as error:
        raise InputError(f"{folder}: plots cannot be written: {error.strerror}") from error
    return written


def _estimates(axes: Any, rows: pd.DataFrame) -> None:
    some = rows.sample(min(len(rows), _MOST_POINTS), random_state=0)
    axes.scatter(some["predicted_salary"], some["true"], s=10, alpha=0.4, linewidths=0)
    pay = some[["predicted_salary", "true"]].to_numpy()
    ends = [0.95 * pay.min(), 1.05 * pay.max()]
    axes.plot(ends, ends, color="black", linewidth=1, label="estimate = true pay")
    axes.set(xscale="log", yscale="log", xlabel="estimate, £ a year", ylabel="true pay, £ a year")
    axes.set(xlim=ends, ylim=ends)
    shown = [1000 * tick for tick in _TICKS if ends[0] <= 1000 * tick <= ends[1]]
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks(shown, labels=[f"£{tick // 1000}k" for tick in shown])
        axis.set_ticks([], minor=True)
    axes.grid(alpha=0.3)
    axes.set_title(f"{len(rows):,} adverts" + (" (a part shown)" if len(some) < len(rows) else ""))
    axes.legend()


def _coverage(axes: Any, rows: pd.DataFrame) -> None:
    inside = rows["true"].between(rows["salary_low"], rows["salary_high"]).astype(float)
    mean, error, labels = _by_estimate(rows, inside)
    axes.errorbar(range(len(mean)), 100 * mean, yerr=100 * error, fmt="o", capsize=3)
    axes.axhline(80, color="black", linewidth=1, linestyle="--", label="promised: 80%")
    axes.set(ylim=(0, 103), xlabel="estimate, £ a year", ylabel="true pay in the 80% range, %")
    axes.set_xticks(range(len(mean)), labels, rotation=30, ha="right")
    axes.set_title("Coverage by estimate, with 95% error bars")
    axes.legend()


def _errors(axes: Any, rows: pd.DataFrame) -> None:
    off = (rows["predicted_salary"] - rows["true"]).abs()
    mean, error, labels = _by_estimate(rows, off)
    axes.errorbar(range(len(mean)), mean, yerr=error, fmt="o", capsize=3)
    axes.set(ylim=(0, None), xlabel="estimate, £ a year", ylabel="mean error, £")
    axes.set_xticks(range(len(mean)), labels, rotation=30, ha="right")
    axes.yaxis.set_major_formatter(lambda value, _: f"£{value:,.0f}")
    axes.set_title("Mean error by estimate, with 95% error bars")


def _by_estimate(
    rows: pd.DataFrame, values: "pd.Series[float]"
) -> tuple["np.ndarray[Any, Any]", "np.ndarray[Any, Any]", list[str]]:
    """Mean of values in tenths of the estimates, half a 95% interval of it, and names."""
    n_bands = int(np.clip(len(rows) // 20, 1, 10))
    bands = pd.qcut(rows["predicted_salary"], n_bands, duplicates="drop")
    parts = values.groupby(bands, observed=True)
    mean, error = parts.mean(), 1.96 * parts.sem().fillna(0)
    names = [f"£{max(b.left, 0) / 1000:,.0f}k to £{b.right / 1000:,.0f}k" for b in mean.index]
    return mean.to_numpy(), error.to_numpy(), names
