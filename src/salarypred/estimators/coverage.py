"""How well prediction intervals hold, overall and for parts of the adverts."""

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from .metrics import salary_metrics

#: Parts of fewer adverts than this are not listed: their share says little.
LEAST_ROWS = 200
#: Lower ends of the bands: pay in £ a year, and words of title and description.
_PAY_BANDS = (0, 15_000, 20_000, 30_000, 40_000, 50_000, 70_000)
_WORDS = (0, 15, 60, 150)
_YEARS = (2000, 2013, 2016, 2019, 2022, 2025)


def coverage_table(validation: pd.DataFrame, category: ArrayLike) -> list[dict[str, Any]]:
    """Coverage, width and error of out-of-fold estimates by part.

    Parameters
    ----------
    validation : DataFrame
        ``validation_`` of a :class:`~salarypred.model.salary.regressor.SalaryRegressor`.
    category : array-like of shape (n_adverts,)
        Category of each advert, "" where unknown.

    Returns
    -------
    list of dict
        ``by`` (folds, predicted pay, true pay, category, year, words), ``part``, ``n`` (estimates,
        counted once for each kind of folds), ``coverage`` of the 80% interval, ``width`` and
        ``mae`` in £ a year.
    """
    rows = validation[~validation["copy"]]
    categories = np.asarray(category, dtype=object)[rows["advert"]]
    parts = {
        "folds": rows["folds"],
        "predicted pay": _bands(rows["predicted"], _PAY_BANDS, "£{:,}"),
        "true pay": _bands(rows["true"], _PAY_BANDS, "£{:,}"),
        "category": pd.Series(categories, index=rows.index).where(categories != "", None),
        "year": _bands(rows["year"], _YEARS, "{}"),
        "words": _bands(rows["words"], _WORDS, "{}"),
    }
    table = []
    for by, labels in parts.items():
        for part, some in rows.groupby(labels, observed=True, sort=True):
            if len(some) >= LEAST_ROWS:
                table.append({"by": by, "part": str(part), **interval_metrics(some)})
    return table


def interval_metrics(rows: pd.DataFrame) -> dict[str, float]:
    """Number, coverage, mean width and mean error of rows with true, predicted, low and high.

    ``winkler`` is the mean interval score, the width and ten times what lies outside: the lower the
    better (R. L. Winkler, "A decision-theoretic approach to interval estimation", 1972).
    ``constant_width`` is the mean width, £ a year, of the interval from estimate / f to estimate x
    f with the one factor f that covers as many of these rows.

    Examples
    --------
    >>> rows = pd.DataFrame({"true": [20e3, 30e3], "predicted": [22e3, 30e3],
    ...                      "low": [21e3, 27e3], "high": [24e3, 34e3]})
    >>> interval_metrics(rows)["coverage"]
    0.5
    """
    inside = rows["true"].between(rows["low"], rows["high"]).mean()
    missed = (rows["low"] - rows["true"]).clip(lower=0) + (rows["true"] - rows["high"]).clip(
        lower=0
    )
    away = np.abs(np.log(rows["true"] / rows["predicted"]))
    factor = float(np.exp(np.quantile(away, inside)))
    return {
        "n": len(rows),
        "coverage": round(float(inside), 4),
        "width": round(float((rows["high"] - rows["low"]).mean())),
        "winkler": round(float((rows["high"] - rows["low"] + 10 * missed).mean())),
        "constant_width": round(float((rows["predicted"] * (factor - 1 / factor)).mean())),
        "mae": round(float((rows["true"] - rows["predicted"]).abs().mean())),
    }


def validation_metrics(validation: pd.DataFrame) -> dict[str, Any]:
    """Errors by kind of folds and by what was given, and the coverage of the 80% interval.

    Parameters
    ----------
    validation : DataFrame
        ``validation_`` of a :class:`~salarypred.model.salary.regressor.SalaryRegressor`.
    """
    metrics: dict[str, Any] = {}
    for name, rows in validation[~validation["copy"]].groupby("folds", sort=False):
        given = {
            kind: salary_metrics(part["true"], part["predicted"])
            for kind, part in rows.groupby("given", sort=True)
        }
        interval = interval_metrics(rows)
        metrics[str(name)] = {
            **given,
            "coverage of 80% interval": interval["coverage"],
            "mean width": interval["width"],
            "Winkler score": interval["winkler"],
            "mean width of a constant factor": interval["constant_width"],
            "mean error": float(interval["mae"]),
            "mean error of others": _others(rows),
        }
    return metrics


def _others(rows: pd.DataFrame) -> dict[str, float]:
    """Mean error of simpler estimates on the same rows: a base model's, ridge's, the median."""
    says = {
        name.removesuffix("_says"): rows[name]
        for name in ("base_says", "ridge_says")
        if name in rows and rows[name].notna().all()
    }
    says["median"] = pd.Series(rows["true"].median(), index=rows.index)
    return {name: round(float((rows["true"] - pay).abs().mean()), 1) for name, pay in says.items()}


def _bands(values: "pd.Series[float]", edges: tuple[int, ...], wording: str) -> "pd.Series[Any]":
    labels = [f"{wording.format(low)} to {wording.format(high)}" for low, high in pairwise(edges)]
    labels = [f"under {wording.format(edges[1])}", *labels[1:], f"{wording.format(edges[-1])} on"]
    return pd.cut(values, [*edges, np.inf], right=False, labels=labels)
