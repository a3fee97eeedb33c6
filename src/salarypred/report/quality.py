"""How far estimates are from known pay."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..estimators.metrics import calibration_error, salary_metrics
from .tables import MOST_GROUPS, SHARES

_BANDS = (0, 20_000, 25_000, 30_000, 40_000, 50_000, 70_000, np.inf)


class Quality(NamedTuple):
    """Errors of adverts whose true pay is known."""

    overall: dict[str, float]
    coverage: float
    guess: float  # mean error of the median for everyone
    by_category: pd.DataFrame
    by_band: pd.DataFrame
    by_estimate: pd.DataFrame  # tenths of the estimates, the smallest first
    quantiles: pd.DataFrame  # expected and actual share below each quantile
    category: dict[str, float]  # accuracy and calibration, where a category of the model is given
    worst: pd.DataFrame


def quality(table: pd.DataFrame) -> Quality | None:
    """How good the estimates are, or None if fewer than 10 rows have known pay."""
    rows = table[table["true"].notna() & table["predicted_salary"].notna()]
    if len(rows) < 10:
        return None
    true, predicted = rows["true"], rows["predicted_salary"]
    bands = pd.cut(true, list(_BANDS), right=False, labels=_band_names())
    tenths = pd.qcut(predicted, 10, duplicates="drop")
    by = {
        "category": rows["category"].where(rows["category"] != "", rows["predicted_category"]),
        "band": bands,
        "tenth": tenths,
    }
    tables = {name: _errors(rows, groups) for name, groups in by.items()}
    tables["tenth"].index = pd.Index(
        [f"£{max(i.left, 0):,.0f} to £{i.right:,.0f}" for i in tables["tenth"].index]
    )
    off = (predicted / true).where(true > 0)
    far = off.map(np.log).abs().dropna().nlargest(25).index
    columns = ["row", "title", "company", "true", "predicted_salary", "salary_low", "salary_high"]
    known = rows[(rows["category"] != "") & (rows["predicted_category"] != "")]
    if not set(known["category"]) & set(known["predicted_category"]):
        known = known[:0]  # sorted into other categories than the model's
    right = known["category"] == known["predicted_category"]
    category = (
        {
            "n": float(len(known)),
            "accuracy": float(right.mean()),
            "calibration_error": calibration_error(right, known["category_probability"]),
        }
        if len(known)
        else {}
    )
    return Quality(
        salary_metrics(true, predicted),
        float(true.between(rows["salary_low"], rows["salary_high"]).mean()),
        float((true - true.median()).abs().mean()),
        tables["category"].sort_values("n", ascending=False).head(MOST_GROUPS),
        tables["band"],
        tables["tenth"],
        _below(rows),
        category,
        rows.loc[far, columns],
    )


def _errors(rows: pd.DataFrame, groups: "pd.Series[str]") -> pd.DataFrame:
    error = (rows["predicted_salary"] - rows["true"]).rename("error")
    parts = pd.DataFrame(
        {
            "off": error.abs(),
            "error": error,
            "percent": 100 * error / rows["true"],
            "inside": rows["true"].between(rows["salary_low"], rows["salary_high"]),
            "width": rows["salary_high"] - rows["salary_low"],
        }
    ).groupby(groups, observed=True)
    shares = parts["percent"].quantile(np.array(SHARES)).unstack()
    shares.columns = pd.Index([f"p{100 * share:.0f}" for share in SHARES])
    means = parts.agg({"off": "mean", "error": "mean", "inside": "mean", "width": "mean"})
    return pd.concat([parts.size().rename("n"), means, shares], axis=1)


def _below(rows: pd.DataFrame) -> pd.DataFrame:
    """Share of true pay below each quantile that the table has."""
    found = {}
    for share in SHARES:
        quantile = rows[f"salary_p{100 * share:.0f}"]
        if quantile.notna().all():
            found[share] = float((rows["true"] < quantile).mean())
    return pd.DataFrame({"was": pd.Series(found, dtype="float64")})


def _band_names() -> list[str]:
    ends = [f"£{low:,.0f} to £{high:,.0f}" for low, high in pairwise(_BANDS[1:-1])]
    return [f"under £{_BANDS[1]:,.0f}", *ends, f"£{_BANDS[-2]:,.0f} and more"]
