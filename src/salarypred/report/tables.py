"""The tables of a report: pay by group, warnings, odd data, and stated beside estimated pay."""

import re

import numpy as np
import pandas as pd

from ..pay.stated import midpoints

#: Most groups of a table; the rest are one row "others".
MOST_GROUPS = 30
#: Fewest adverts of a group that a sentence names.
SAYS_SOMETHING = 30
_WIDTHS = (1_000, 2_000, 2_500, 5_000, 10_000, 20_000, 50_000)
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


def by_group(table: pd.DataFrame, name: str, most: int = MOST_GROUPS) -> pd.DataFrame:
    """Number, quantiles of the estimates and mean ends of the range for each value of a column.

    Examples
    --------
    >>> rows = pd.DataFrame({"region": ["Wales", "Wales"], "predicted_salary": [20e3, 30e3],
    ...                      "salary_low": [18e3, 25e3], "salary_high": [24e3, 36e3]})
    >>> by_group(rows, "region").loc["Wales", ["n", "p50"]].tolist()
    [2.0, 25000.0]
    """
    rows = table[table["predicted_salary"].notna() & (table[name] != "")]
    if not len(rows):
        return pd.DataFrame()
    counts = rows[name].value_counts()
    kept = rows[name].where(rows[name].isin(counts.index[:most]), "others")
    groups = rows.groupby(kept, sort=False)
    pay = groups["predicted_salary"].quantile(np.array(SHARES)).unstack()
    pay.columns = pd.Index([f"p{100 * share:.0f}" for share in SHARES])
    ends = groups[["salary_low", "salary_high"]].mean()
    return pd.concat([groups.size().rename("n"), pay, ends], axis=1)


def official_medians(table: pd.DataFrame) -> pd.DataFrame:
    """Official full-time median and quartiles of each occupation, the median over its adverts.

    Returns
    -------
    DataFrame
        ``official_median, official_p25, official_p75`` in £ a year by ``occupation``; no column
        where the input has none of them (it was predicted without ``--details``).
    """
    columns = ["official_median", "official_p25", "official_p75"]
    medians = table[table["occupation"] != ""].groupby("occupation")[columns].median()
    return medians if medians["official_median"].notna().any() else medians[[]]


def beside_official(table: pd.DataFrame, least: int) -> pd.DataFrame:
    """How far estimates lie above the official full-time median of their occupation, in per cent.

    Parameters
    ----------
    table : DataFrame
        Estimates and ``official_median`` in £ a year, ``occupation``.
    least : int
        Fewest adverts of an occupation.

    Returns
    -------
    DataFrame
        By occupation, the most frequent first, at most `MOST_GROUPS`: ``n, p10, p25, p50, p75,
        p90`` (per cent), ``estimate`` and ``official`` (medians, £ a year) and ``above``, the share
        of adverts that pay more than the official median.
    """
    rows = table[table["official_median"].notna() & table["predicted_salary"].notna()]
    rows = rows[rows["occupation"] != ""]
    percent = 100 * (rows["predicted_salary"] / rows["official_median"] - 1)
    groups = percent.groupby(rows["occupation"])
    shares = groups.quantile(np.array(SHARES)).unstack()
    if not len(shares):
        return pd.DataFrame()
    shares.columns = pd.Index([f"p{100 * share:.0f}" for share in SHARES])
    pay = rows.groupby("occupation")[["predicted_salary", "official_median"]].median()
    pay.columns = pd.Index(["estimate", "official"])
    above = percent.gt(0).groupby(rows["occupation"]).mean().rename("above")
    found = pd.concat([groups.size().rename("n"), shares, pay, above], axis=1)
    found = found[found["n"] >= least].sort_values("n", ascending=False, kind="stable")
    return found.head(MOST_GROUPS)


def bin_width(pay: "pd.Series[float]") -> int:
    """Width of the steps of a chart of pay: a round sum, after Freedman and Diaconis.

    Examples
    --------
    >>> bin_width(pd.Series([20e3, 25e3, 30e3, 60e3] * 3)), bin_width(pd.Series([25e3] * 9))
    (20000, 1000)
    """
    low, high = pay.quantile([0.25, 0.75])
    start, end = pay.quantile([0.005, 0.995])
    wanted = max(2 * (high - low) / len(pay) ** (1 / 3), (end - start) / 40)
    return next((step for step in _WIDTHS if step >= wanted), _WIDTHS[-1])


def histogram(values: "pd.Series[float]", step: float, top: float) -> pd.DataFrame:
    """Number of values from `low` to below `high`; the last bin also holds all above."""
    edges = np.arange(0, top + step, step)
    counts, _ = np.histogram(np.minimum(values, edges[-1] - step / 2), edges)
    table = pd.DataFrame({"low": edges[:-1], "high": edges[1:], "n": counts})
    used = np.flatnonzero(counts)
    return table.iloc[used[0] : used[-1] + 1] if len(used) else table[:0]


def warning_reasons(table: pd.DataFrame) -> pd.DataFrame:
    """Number and share of rows by reason, without the details of single adverts."""
    reasons = table["warnings"][table["warnings"] != ""].str.split("; ").explode()
    counts = plain_reason(reasons).value_counts().head(20)
    return pd.DataFrame({"n": counts, "share": counts / max(len(table), 1)})


def plain_reason(reasons: "pd.Series[str]") -> "pd.Series[str]":
    """Reasons of warnings without the details of single adverts.

    Examples
    --------
    >>> plain_reason(pd.Series(["not English (French): nobody reads it"])).tolist()
    ['not English']
    """
    return reasons.map(lambda text: re.sub(r"\s*\([^)]*\)|:.*", "", text).strip()[:100])


def data_problems(table: pd.DataFrame) -> pd.DataFrame:
    """What is wrong or missing in the adverts: number and share of rows."""
    found = {
        "could not be read as it should be": table["unread"] != "",
        "no estimate": table["predicted_salary"].isna(),
        "no title": table["title"] == "",
        "no description": table["no_text"],
        "description of fewer than 100 characters": table["short_text"],
        "no place that is known": table["region"] == "not named",
        "no employer": table["company"] == "",
        "no date that can be read": table["posted"] < 0,
        "same title, text, employer and place as an earlier row": table["same"].duplicated(),
        "hidden figures (****)": table["masked"],
    }
    counts = pd.Series({name: int(rows.sum()) for name, rows in found.items()})
    return pd.DataFrame({"n": counts, "share": counts / max(len(table), 1)})


def stated_against_estimate(table: pd.DataFrame, most: int = 25) -> pd.DataFrame:
    """Rows whose stated pay is furthest from the estimate, as a ratio."""
    ends = table[["stated_salary_min", "stated_salary_max"]].to_numpy()
    stated = pd.Series(midpoints(ends), index=table.index)
    ratio = stated / table["predicted_salary"]
    far = ratio.where(ratio > 0).map(np.log).abs().dropna().nlargest(most).index
    columns = ["row", "title", "company", "predicted_salary", "salary_low", "salary_high"]
    return table.loc[far, columns].assign(stated=stated[far], ratio=ratio[far])
