"""What a report says first: its figures in sentences."""

from typing import Any

import numpy as np
import pandas as pd

from .charts import FEW
from .tables import SAYS_SOMETHING, plain_reason

_NAMED = 3  # groups that a sentence lists


def summary(table: pd.DataFrame, money: str) -> list[str]:
    """Sentences on a table whose pay is in the money of one month.

    Parameters
    ----------
    table : DataFrame
        As :func:`~salarypred.report.money.in_one_month` returns it.
    money : str
        That month (``YYYY-MM``).

    Returns
    -------
    list of str
        How much is paid, in which occupations and regions, beside official and stated pay, and
        how sure all that is. One sentence where no row has an estimate.
    """
    pay = table["predicted_salary"].dropna()
    if not len(pay):
        return [f"None of {_rows(len(table))} has an estimate."]
    quartiles = [_pounds(float(pay.quantile(share))) for share in (0.5, 0.25, 0.75)]
    adverts = _rows(len(table))
    if len(pay) < len(table):
        adverts += f", {len(pay):,} of them with an estimate"
    first = (
        f"{adverts}: the median is {quartiles[0]} a year, half pay {quartiles[1]} to "
        f"{quartiles[2]} (full-time equivalent, money of {money})."
    )
    sentences = [first, _few(pay), *_groups(table), _official(table), _stated(table), _sure(table)]
    return [sentence for sentence in sentences if sentence]


def median_interval(pay: "pd.Series[float]") -> tuple[float, float]:
    """Interval that holds the median of all such adverts in 95 of 100 samples of this size.

    Its ends are the adverts ``0.98 √n`` places below and above the middle one (the normal
    approximation of the sign test), at most the lowest and the highest.

    Examples
    --------
    >>> median_interval(pd.Series(range(1, 101)))
    (40.0, 61.0)
    """
    ordered, n = np.sort(pay.to_numpy(dtype=np.float64)), len(pay)
    reach = 0.98 * np.sqrt(n)
    low = max(int(np.floor((n - 1) / 2 - reach)), 0)
    return float(ordered[low]), float(ordered[n - 1 - low])


def _few(pay: "pd.Series[float]") -> str:
    if len(pay) >= 100:
        return ""
    low, high = median_interval(pay)
    few = "That is few" if len(pay) >= SAYS_SOMETHING else "That is very few"
    if len(pay) < FEW:
        return f"{few}: read the rows, not the figures of groups."
    return (
        f"{few}: with {len(pay)} adverts the median of all such jobs may lie anywhere from "
        f"{_pounds(low)} to {_pounds(high)}, and groups of fewer say less."
    )


def _groups(table: pd.DataFrame) -> list[str]:
    """On the most frequent occupations, and on the best and least paid ones and regions."""
    known = table[table["predicted_salary"].notna()]
    sentences = []
    jobs = _medians(known, "occupation" if (known["occupation"] != "").any() else "")
    if len(jobs):
        named = [
            f"{_name(name)} ({row['n']:,.0f}, median {_pounds(row['p50'])})"
            for name, row in jobs.head(_NAMED).iterrows()
        ]
        sentences.append(f"Most frequent: {_listed(named)}.")
        sentences.append(_ends(jobs, "occupations", ""))
    places = _medians(known[known["region"] != "not named"], "region")
    sentences.append(_ends(places, "regions", ", whatever the jobs there"))
    return sentences


def _medians(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Number and median pay of each group, the most frequent first."""
    if not name:
        return pd.DataFrame({"n": [], "p50": []})
    groups = rows[rows[name] != ""].groupby(name)["predicted_salary"]
    found = pd.DataFrame({"n": groups.size(), "p50": groups.median()})
    return found.sort_values("n", ascending=False, kind="stable")


def _ends(groups: pd.DataFrame, kind: str, note: str) -> str:
    large = groups[groups["n"] >= SAYS_SOMETHING].sort_values("p50")
    if len(large) < 2:
        return ""
    low, high = large.iloc[0], large.iloc[-1]
    return (
        f"Of {kind} with at least {SAYS_SOMETHING} adverts, {_name(large.index[-1])} pays most "
        f"(median {_pounds(high['p50'])}) and {_name(large.index[0])} least "
        f"({_pounds(low['p50'])}){note}."
    )


def _official(table: pd.DataFrame) -> str:
    ratio = (table["predicted_salary"] / table["official_median"]).dropna()
    if len(ratio) < FEW:
        return ""
    middle = float(ratio.median()) - 1
    side = "as much as" if abs(middle) < 0.005 else f"{abs(middle):.0%} {_side(middle)}"
    return (
        f"The typical advert is estimated {side} the official full-time median of its occupation "
        f"(Office for National Statistics); {float((ratio > 1).mean()):.0%} lie above it."
    )


def _stated(table: pd.DataFrame) -> str:
    middle = table[["stated_salary_min", "stated_salary_max"]].mean(axis=1)
    rows = middle.notna() & table["predicted_salary"].notna()
    if rows.sum() < FEW:
        return ""
    inside = middle.between(table["salary_low"], table["salary_high"])[rows].mean()
    typical = float((middle / table["predicted_salary"])[rows].median()) - 1
    side = "as estimated" if abs(typical) < 0.005 else f"{abs(typical):.0%} {_side(typical)} it"
    return (
        f"{_rows(int(rows.sum()))} state{'s' if rows.sum() == 1 else ''} pay in the text: it lies "
        f"within the estimated range for {inside:.0%}, and is typically {side}."
    )


def _sure(table: pd.DataFrame) -> str:
    ratio = (table["salary_high"] / table["salary_low"]).dropna().median()
    said = (
        f"How sure: the upper end of the range is {ratio:.2f} times the lower one for half of the "
        "adverts"
    )
    warned = table["warnings"][table["warnings"] != ""]
    if not len(warned):
        return f"{said}; no row has a warning."
    commonest = plain_reason(warned.str.split("; ").explode()).value_counts().index[0]
    return f"{said}; {len(warned) / len(table):.0%} have a warning, most often “{commonest}”."


def _name(name: Any) -> str:
    """Name of an occupation without its code."""
    return str(name).rsplit(" (", 1)[0]


def _side(difference: float) -> str:
    return "above" if difference > 0 else "below"


def _rows(n: int) -> str:
    return f"{n:,} advert{'' if n == 1 else 's'}"


def _pounds(pay: float) -> str:
    """Pay to the nearest £100: a sentence is read, not copied."""
    return f"£{round(pay, -2):,.0f}"


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
