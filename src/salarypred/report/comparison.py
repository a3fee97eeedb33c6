"""Two predicted tables side by side: two dates, or two sources."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..adverts.months import month_name
from .charts import FEW, pairs
from .money import in_one_month
from .tables import SAYS_SOMETHING

#: Columns whose groups are compared, and what they are called.
GROUPS = {"predicted_category": "category", "occupation": "occupation", "region": "region"}
_MOST = 20  # groups of a table


class Comparison(NamedTuple):
    """What differs between a table and another."""

    names: tuple[str, str]  # of the table and the other
    sentences: list[str]
    groups: list[dict[str, Any]]  # title, first, table and chart of each column


def compare(table: pd.DataFrame, other: pd.DataFrame, names: tuple[str, str]) -> Comparison:
    """Compare the pay of two tables in the money of one month.

    Parameters
    ----------
    table, other : DataFrame
        As :func:`~salarypred.report.data.read_predictions` reads them, before anything is carried.
    names : (str, str)
        What to call them.
    """
    own = [float(part["predicted_salary"].median()) for part in (table, other)]
    both = pd.concat([table.assign(which=0), other.assign(which=1)], ignore_index=True)
    both, month = in_one_month(both)
    both = both[both["predicted_salary"].notna()]
    parts = [both[both["which"] == which] for which in (0, 1)]
    if not all(len(part) for part in parts):
        return Comparison(names, [f"{names[1]} has no estimate to compare with."], [])
    tables = {name: found for name in GROUPS if len(found := _paired(both, name))}
    sentences = _sentences(parts, own, names, month_name(month), tables)
    groups = []
    for name, found in tables.items():
        title = f"Median pay by {GROUPS[name]}, {names[1]} and {names[0]}"
        groups.append(
            {
                "title": title,
                "first": GROUPS[name],
                "table": found,
                "chart": pairs(found, names, title),
            }
        )
    return Comparison(names, sentences, groups)


def _paired(both: pd.DataFrame, name: str) -> pd.DataFrame:
    """Number and median pay of groups of at least `FEW` adverts in either table.

    Returns
    -------
    DataFrame
        ``n, median, other_n, other_median`` (£ a year), ``change`` and ``share_change``: of the
        group among all adverts, both as shares of 1; the most frequent groups first.
    """
    rows = both[~both[name].isin(["", "not named"])]
    sides = [rows[rows["which"] == which].groupby(name)["predicted_salary"] for which in (0, 1)]
    found = pd.DataFrame(
        {
            "n": sides[0].size(),
            "other_n": sides[1].size(),
            "median": sides[0].median(),
            "other_median": sides[1].median(),
        }
    )
    found = found[(found["n"] >= FEW) & (found["other_n"] >= FEW)]
    totals = both["which"].value_counts()
    found["change"] = found["median"] / found["other_median"] - 1
    found["share_change"] = found["n"] / totals[0] - found["other_n"] / totals[1]
    order = (found["n"] + found["other_n"]).sort_values(ascending=False, kind="stable").index
    return found.loc[order].head(_MOST)


def same_mix(groups: pd.DataFrame) -> float:
    """How much more the first table pays group by group, as a share of 1.

    The mean logarithm of the ratio of medians, each group weighted by the smaller of its shares
    (of the adverts of its table that are in any group).

    Examples
    --------
    >>> same_mix(pd.DataFrame({"n": [90, 10], "other_n": [10, 90],
    ...                        "median": [22e3, 44e3], "other_median": [20e3, 40e3]}))
    0.1
    """
    shares = groups[["n", "other_n"]] / groups[["n", "other_n"]].sum()
    ratio = np.log(groups["median"] / groups["other_median"])
    return round(float(np.expm1(np.average(ratio, weights=shares.min(axis=1)))), 6)


def _sentences(
    parts: list[pd.DataFrame],
    own: list[float],
    names: tuple[str, str],
    money: str,
    tables: dict[str, pd.DataFrame],
) -> list[str]:
    here, there = (float(part["predicted_salary"].median()) for part in parts)
    sentences = [
        f"{names[0]} ({len(parts[0]):,} estimates) has a median of £{here:,.0f}, {names[1]} "
        f"({len(parts[1]):,}) one of £{there:,.0f}, both in money of {money}: "
        f"{_change(here / there - 1)}."
    ]
    if any(abs(before / now - 1) > 0.001 for before, now in zip(own, (here, there), strict=True)):
        sentences.append(
            f"In the money of their own months the medians are £{own[0]:,.0f} and £{own[1]:,.0f}; "
            "what moves them to one month is average earnings, so a difference here is one beside "
            "the growth of all pay."
        )
    groups = tables.get("occupation", tables.get("predicted_category"))
    if groups is not None and len(groups):
        kind = "occupations" if "occupation" in tables else "categories"
        sentences.append(
            f"Within the same {kind} ({len(groups)} with at least {FEW} adverts in both) it is "
            f"{_change(same_mix(groups))}; the rest is another mix of jobs."
        )
        large = groups[groups[["n", "other_n"]].min(axis=1) >= SAYS_SOMETHING]
        moved = large.loc[large["change"].abs().sort_values(ascending=False).index].head(3)
        named = [f"{name} {row['change']:+.0%}" for name, row in moved.iterrows()]
        if named:
            sentences.append(
                f"Of those with at least {SAYS_SOMETHING} in both, most moved: {', '.join(named)}."
            )
    shared = parts[0]["same"].isin(set(parts[1]["same"])).sum()
    if shared:
        sentences.append(f"{shared:,} adverts of {names[0]} stand in {names[1]} too.")
    if min(map(len, parts)) < 100:
        sentences.append("One of the tables is small: differences of a few per cent mean nothing.")
    return sentences


def _change(change: float) -> str:
    if abs(change) < 0.005:
        return "no difference"
    return f"{abs(change):.0%} {'more' if change > 0 else 'less'}"
