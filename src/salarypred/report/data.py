"""The part of a predicted table that a report needs: numbers and short texts, read in parts."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..adverts.answers import OFFICIAL, QUANTILES
from ..adverts.columns import listed
from ..adverts.masks import MASK
from ..adverts.months import months_posted, undated
from ..adverts.table import Adverts, targets
from ..errors import InputError
from ..files.progress import ProgressBar
from ..files.read import Batch, input_columns, read_batches
from ..pay.earnings import months_of_money
from ..text.regions import region_of
from ..text.seniority import seniority

_NEEDED = ("predicted_salary", "salary_low", "salary_high", "warnings")
_NUMBERS = (
    "predicted_salary",
    "salary_low",
    "salary_high",
    "category_probability",
    "stated_salary_min",
    "stated_salary_max",
    *QUANTILES,
    *OFFICIAL[:3],
)
#: A shorter description says little.
SHORT = 100
_CUT = 120  # characters of a title or an employer


def read_predictions(inputs: Sequence[str]) -> pd.DataFrame:
    """Read predicted tables into one table with a row for each advert.

    Returns
    -------
    DataFrame
        Numbers of the prediction (£ a year), ``money_from``, ``predicted_by``, ``true`` (pay that
        the input states in a column, NaN
        where unknown), ``predicted_category``, ``occupation`` (name and code), ``category``,
        ``confidence``, ``warnings``, ``title``, ``company``, ``region``, ``seniority``,
        ``row`` (counted from 1), ``month`` (of the estimate's money) and ``posted`` (month of the
        advert, -1 where it has no date), counted from January 2000, and what is odd about the
        advert: ``no_text``, ``short_text``, ``masked``, ``same`` (a number that adverts with the
        same text share).

    Raises
    ------
    InputError
        If an input was not written by `salarypred predict`.
    """
    columns = input_columns(inputs)
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise InputError(
            f"{', '.join(inputs)}: no column {', '.join(missing)} (found: {listed(columns)}); "
            "expected the output of: salarypred predict INPUT --output predictions.parquet"
        )
    regions = _Remembered(region_of)
    levels = _Remembered(seniority)
    parts = []
    with ProgressBar("rows", inputs) as progress:
        for batch in read_batches(inputs, chunk_size=20_000, position=progress.position):
            parts.append(_facts(batch, regions, levels))
            progress.update(len(batch.rows))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(row=np.arange(1, len(table) + 1))


class _Remembered:
    """A function of a text that keeps its answers, because places and titles repeat."""

    def __init__(self, function: Callable[[str], str]) -> None:
        self._function = function
        self._known: dict[str, str] = {}

    def __call__(self, texts: "pd.Series[str]") -> "pd.Series[str]":
        codes, unique = pd.factorize(texts)
        for text in unique:
            if text not in self._known:
                self._known[text] = self._function(text)
        answers = np.array([self._known[text] for text in unique] or [""], dtype=object)
        return pd.Series(answers[codes], index=texts.index, dtype="str")


def _facts(batch: Batch, regions: _Remembered, levels: _Remembered) -> pd.DataFrame:
    rows, adverts = batch.rows, batch.adverts
    facts: dict[str, Any] = {
        name: pd.to_numeric(rows[name], errors="coerce").astype("float64")
        if name in rows
        else pd.Series(np.nan, index=rows.index)
        for name in _NUMBERS
    }
    # If the input had no column `salary`, the prediction put its estimate there.
    given = rows
    if "salary" in rows:
        own = pd.to_numeric(rows["salary"], errors="coerce").astype("float64")
        if own.equals(facts["predicted_salary"].rename("salary")):
            given = rows.drop(columns="salary")
    facts["true"] = targets(given).astype("float64")
    for name in ("predicted_category", "warnings", "confidence", "money_from", "predicted_by"):
        facts[name] = rows[name].fillna("").astype("str") if name in rows else ""
    facts["occupation"] = _occupations(rows)
    facts["category"] = adverts["category"]
    facts["title"] = adverts["title"].str.slice(0, _CUT).str.strip()
    facts["company"] = adverts["company"].str.slice(0, _CUT)
    facts["region"] = regions(adverts["location"].str.slice(0, _CUT)).replace("", "not named")
    facts["seniority"] = levels(facts["title"])
    text = adverts["description"]
    facts["no_text"] = text == ""
    facts["short_text"] = (text != "") & (text.str.len() < SHORT)
    both = (text, adverts["title"])
    facts["masked"] = sum(field.str.contains(MASK, regex=False) for field in both) > 0
    same = adverts[["title", "description", "company", "location"]]
    facts["same"] = pd.util.hash_pandas_object(same, index=False)
    facts["unread"] = batch.problems
    facts["posted"] = np.where(undated(adverts["posted"]), -1, months_posted(adverts["posted"]))
    facts["month"] = _money(rows, adverts)
    return pd.DataFrame(facts, index=rows.index)


def _money(rows: pd.DataFrame, adverts: Adverts) -> NDArray[np.int64]:
    """Month of each estimate's money; tables of older versions do not tell it."""
    months = months_of_money(adverts["posted"])
    if "money_of" not in rows:
        return months
    told = rows["money_of"].fillna("").astype("str")
    return np.where(undated(told), months, months_of_money(told))


def _occupations(rows: pd.DataFrame) -> "pd.Series[str]":
    """Name and code of each occupation; "" where there is none."""
    blank = pd.Series("", index=rows.index, dtype="str")
    if not {"occupation", "occupation_code"} <= set(rows.columns):
        return blank
    names = rows["occupation"].fillna("").astype("str")
    # Codes may have been read as numbers.
    codes = rows["occupation_code"].fillna("").astype("str").str.removesuffix(".0")
    return (names + " (" + codes + ")").where(names != "", blank)
