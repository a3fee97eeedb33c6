"""Predictions as text for a reader at a terminal."""

import textwrap
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from .columns import to_adverts
from .earnings import month_name, months_posted


def show_batch(answers: pd.DataFrame, level: float, as_of: str | None = None) -> None:
    """Print one short block for each advert of a predicted table."""
    months = months_posted(to_adverts(answers)["posted"], as_of)
    for row, month in zip(answers.to_dict("records"), months, strict=True):
        print(describe(row, level, as_of or month_name(month)), end="\n\n")


def describe(row: Mapping[Hashable, Any], level: float, month: str = "") -> str:
    """Readable answer for one advert, in the money of a month (``YYYY-MM``).

    Examples
    --------
    >>> row = {"title": "Chef", "predicted_salary": 21000.0, "salary_low": 18000.0,
    ...        "salary_high": 25500.0, "predicted_category": "Hospitality & Catering Jobs",
    ...        "category_probability": 0.93, "warnings": ""}
    >>> print(describe(row, 0.8))
    Chef
      pay       £21,000 a year (80% range £18,000 to £25,500)
      category  Hospitality & Catering Jobs (93%)
    """
    facts = {str(name).lower(): value for name, value in row.items()}
    names = (facts.get(name) for name in ("title", "file", "id"))
    title = next((str(name) for name in names if pd.notna(name) and name != ""), "advert")
    # Untrusted text must not send control sequences to the terminal.
    title = "".join(sign if sign.isprintable() else " " for sign in title)
    lines = [textwrap.shorten(title, 90, placeholder=" ...")]
    if pd.notna(row["predicted_salary"]):
        money = f", money of {month}" if month else ""
        lines.append(
            f"  pay       £{row['predicted_salary']:,.0f} a year "
            f"({level:.0%} range £{row['salary_low']:,.0f} to £{row['salary_high']:,.0f}){money}"
        )
        if row.get("confidence"):
            quartiles = f"half of such adverts pay £{row['salary_p25']:,.0f} to "
            quartiles += f"£{row['salary_p75']:,.0f}"
            lines.append(f"  how sure  {row['confidence']}; {quartiles}")
    if row["predicted_category"]:
        share = f"{row['category_probability']:.0%}"
        lines.append(f"  category  {row['predicted_category']} ({share})")
    if row["warnings"]:
        lines.append(f"  warning   {row['warnings']}")
    return "\n".join(lines)
