"""An analyst's report: one self-contained page about a predicted table."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ..adverts.months import month_name
from ..resources import templates
from ..text.seniority import LEVELS
from ..version import __version__
from .charts import FEW, bars, columns, density, ranges
from .comparison import compare
from .data import read_predictions
from .money import in_one_month, month_doubt
from .quality import Quality, quality
from .summary import summary
from .tables import (
    beside_official,
    bin_width,
    by_group,
    data_problems,
    histogram,
    official_medians,
    stated_against_estimate,
    warning_reasons,
)

GROUPS = {
    "predicted_category": "category",
    "occupation": "occupation, the most frequent",
    "region": "region",
    "seniority": "seniority, as the title names it",
    "company": "employer, the most frequent",
}


def report(inputs: Sequence[str], other: str | None = None) -> str:
    """Return the page (HTML) about the output of ``salarypred predict``; see :func:`findings`."""
    return as_page(findings(inputs, other))


def findings(inputs: Sequence[str], other: str | None = None) -> dict[str, Any]:
    """Figures, tables and charts of predicted tables.

    Parameters
    ----------
    inputs : sequence of path
    other : path, optional
        A predicted table to compare them with.

    Raises
    ------
    InputError
        If an input cannot be read or has not been predicted.
    """
    table = read_predictions(inputs)
    names = [Path(name).name for name in inputs]
    found = {"inputs": names, "version": __version__, "made": _now()}
    comparison = None
    if other is not None:
        rest = read_predictions([other])
        comparison = compare(table, rest, (", ".join(names), _other_name(other, names)))
    return {**found, **contents(table), "comparison": comparison}


def as_page(found: dict[str, Any]) -> str:
    """Return the findings as a page of HTML.

    Nothing in it is loaded from elsewhere, and no script runs. Texts of adverts are escaped.
    """
    return templates("report").get_template("report.html").render(found)


def _other_name(other: str, names: Sequence[str]) -> str:
    """Name of the table to compare with; with its folder where the names are the same."""
    path = Path(other)
    return path.name if path.name not in names else f"{path.parent.name}/{path.name}"


def contents(table: pd.DataFrame) -> dict[str, Any]:
    """Figures, tables and charts of the page, all pay in the money of one month."""
    doubt, _ = month_doubt(table)
    table, month = in_one_month(table)
    pay = table["predicted_salary"].dropna()
    ratio = (table["salary_high"] / table["salary_low"]).replace(np.inf, np.nan).dropna()
    step = bin_width(pay) if len(pay) else 5_000
    top = float(np.ceil(pay.quantile(0.995) / step) * step) if len(pay) else float(step)
    pay_bins, ratio_bins = histogram(pay, step, max(top, step)), histogram(ratio, 0.1, 4.0)
    reasons, stated = warning_reasons(table), stated_against_estimate(table)
    good = quality(table)
    official = beside_official(table, FEW)
    return {
        "summary": summary(table, month_name(month) if month >= 0 else ""),
        "n": len(table),
        "n_pay": len(pay),
        "quantiles": {share: pay.quantile(share) for share in (0.1, 0.25, 0.5, 0.75, 0.9)},
        "warned": float((table["warnings"] != "").mean()) if len(table) else 0.0,
        "n_stated": int(
            table[["stated_salary_min", "stated_salary_max"]].notna().any(axis=1).sum()
        ),
        "ratio": float(ratio.median()) if len(ratio) else float("nan"),
        "money": month_name(month) if month >= 0 else "",
        "months": _months(table["month"]),
        "n_carried": int(table["carried"].sum()),
        "chosen": _chosen(table),
        "doubt": doubt,
        "models": ", ".join(sorted(set(table["predicted_by"]) - {""})),
        "n_flat": int((table["salary_low"] == table["salary_high"]).sum()),
        "few": FEW,
        "posted": _months(table["posted"][table["posted"] >= 0]) or "not given",
        "pay_bins": pay_bins,
        "pay_chart": columns(
            [f"£{low / 1000:g}k" for low in pay_bins["low"]],
            pay_bins["n"].tolist(),
            "Number of adverts by estimated pay",
        ),
        "groups": [part for name in GROUPS if (part := _group(table, name))],
        "official": official,
        "official_chart": ranges(official, "Estimate above official pay, in per cent", "%")
        if len(official)
        else "",
        "ratio_bins": ratio_bins,
        "ratio_chart": columns(
            [f"{low:.1f}" for low in ratio_bins["low"]],
            ratio_bins["n"].tolist(),
            "Number of adverts by upper over lower end of the range",
        ),
        "confidence": table["confidence"][table["confidence"] != ""].value_counts(),
        "reasons": reasons,
        "reasons_chart": bars(list(reasons.index), reasons["n"].tolist(), "Rows by warning"),
        "problems": data_problems(table),
        "stated": stated.to_dict("records"),
        "quality": good,
        "worst": good.worst.to_dict("records") if good else [],
        **(_quality_charts(table, good) if good else {}),
    }


def _group(table: pd.DataFrame, name: str) -> dict[str, Any] | None:
    found = by_group(table, name)
    if not len(found) or (name == "region" and list(found.index) == ["not named"]):
        return None
    if name == "seniority":
        found = found.loc[[level for level in LEVELS if level in found.index]]
    else:
        # What says little comes last, however much it pays.
        last = found.index.isin(["others", "not named"])
        few = found["n"].lt(FEW).to_numpy() & ~last
        order = "n" if name in ("company", "occupation") else "p50"
        sure = found[~last & ~few].sort_values(order, ascending=False)
        found = pd.concat([sure, found[few].sort_values("n", ascending=False), found[last]])
    if name == "occupation":
        found = found.join(official_medians(table))
    title = f"Estimated pay by {GROUPS[name]}"
    return {
        "title": title,
        "first": GROUPS[name].split(",")[0],
        "table": found,
        "chart": ranges(found, title),
    }


def _quality_charts(table: pd.DataFrame, good: Quality) -> dict[str, Any]:
    rows = table[table["true"].gt(0) & table["predicted_salary"].gt(0)]
    return {
        "true_chart": density(
            rows["true"].to_numpy(),
            rows["predicted_salary"].to_numpy(),
            "True pay against the estimate",
        ),
        "residual_chart": ranges(good.by_estimate, "Error in per cent by estimated pay", "%"),
        "band_chart": ranges(good.by_band, "Error in per cent by true pay", "%"),
    }


def _chosen(table: pd.DataFrame) -> list[tuple[str, int, str]]:
    """How the month of the money was chosen: in words, for how many rows, and which months."""
    words = {
        "posted": "by the date of the advert",
        "as_of": "as was asked for",
        "today": "the month of the prediction, as there is no date that can be read",
    }
    rows = table[table["predicted_salary"].notna()]
    parts = {name: rows[rows["money_from"] == name] for name in words}
    return [
        (words[name], len(part), _months(part["month"]))
        for name, part in parts.items()
        if len(part)
    ]


def _months(months: "pd.Series[int]") -> str:
    """First and last month, such as "2013-01 to 2026-11"; "" where there is none."""
    if not len(months):
        return ""
    first, last = month_name(int(months.min())), month_name(int(months.max()))
    return first if first == last else f"{first} to {last}"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
