"""Any table of adverts in the one form that the rest of the project reads."""

import math
from typing import Any, NewType

import numpy as np
import pandas as pd

from ..errors import InputError
from .columns import CANONICAL, TARGETS, _key, find_columns, require_text_column
from .contracts import contract_terms
from .months import parse_month

#: Columns that give the pay in words (Kaggle's `SalaryRaw`), as `_key` writes them.
_PAY_TEXTS = ("salaryraw", "salarytext")


#: The advert table that the rest of the project works on. `to_adverts` makes it, once, where rows
#: come in: in a file's batch and in the public methods of the model and the estimators.
Adverts = NewType("Adverts", pd.DataFrame)


def to_adverts(rows: pd.DataFrame, name: str = "table") -> Adverts:
    """Return the advert table that the rest of the project works on.

    Parameters
    ----------
    rows
        Adverts under their own column names, shape (n, any). Where several columns hold the same
        thing, each row takes the first of them that is not empty (see `find_columns`).
    name
        What to call the table in an error message.

    Returns
    -------
    Adverts
        Shape (n, 10): the columns `CANONICAL`, all text, missing = "", with the index of `rows`.
        Title and description are left as they came, because masks are counted by characters; the
        others are stripped. `contract_time` holds permanent or contract and `contract_type`
        full_time or part_time, in whichever of the two columns the input has them.

    Raises
    ------
    InputError
        If it is no DataFrame, or has neither a title nor a description column.

    Examples
    --------
    >>> rows = pd.DataFrame({"Job Title": ["Nurse"], "Id": [7.0], "ContractTime": ["Full-Time"]})
    >>> to_adverts(rows).loc[0, ["id", "title", "contract_type", "contract_time"]].tolist()
    ['7', 'Nurse', 'full_time', '']
    """
    require_table(rows, name)
    require_text_column(list(rows.columns), name)
    found = find_columns(rows.columns)
    nothing = pd.Series("", index=rows.index, dtype="str")
    adverts: dict[str, pd.Series] = {}
    for column in CANONICAL:
        positions = found.get(column, [])
        if not positions:
            adverts[column] = nothing
            continue
        text = _text(rows.iloc[:, positions[0]])
        for position in positions[1:]:
            text = text.where(text != "", _text(rows.iloc[:, position]))
        adverts[column] = text if column in ("title", "description") else text.str.strip()
    adverts["id"] = plain_ids(adverts["id"])
    times, types = contract_terms(adverts["contract_time"], adverts["contract_type"])
    adverts["contract_time"], adverts["contract_type"] = times, types
    return Adverts(pd.DataFrame(adverts, index=rows.index))


def require_table(rows: object, name: str = "table") -> None:
    """Raise `InputError` unless `rows` is a DataFrame.

    Examples
    --------
    >>> require_table(["Sous chef"])
    Traceback (most recent call last):
    salarypred.errors.InputError: table: is a list; expected a pandas DataFrame with a column \
title or description, such as pd.DataFrame({'title': ['Sous chef']})
    """
    if not isinstance(rows, pd.DataFrame):
        raise InputError(
            f"{name}: is a {type(rows).__name__}; expected a pandas DataFrame with a column title "
            "or description, such as pd.DataFrame({'title': ['Sous chef']})"
        )


def posted_in(adverts: Adverts, month: str | None) -> Adverts:
    """Return the adverts as if all were posted in a month (``YYYY-MM``); None changes nothing.

    Raises
    ------
    InputError
        If it is not a month.
    """
    if month is None:
        return adverts
    parse_month(month)
    return Adverts(adverts.assign(posted=pd.Series(month, index=adverts.index, dtype="str")))


def targets(rows: pd.DataFrame) -> pd.Series:
    """Return the pay that the table states, £ a year, as float64 with the index of `rows`.

    It is `salary`, or where that is missing the midpoint of `salary_min` and `salary_max` (one of
    them where the other is missing). What is not a positive, finite number is NaN.

    Examples
    --------
    >>> rows = pd.DataFrame({"salary": ["£25,000", None], "salary_min": [1, 30000]})
    >>> targets(rows).tolist()
    [25000.0, 30000.0]
    """
    pay = target_columns(rows)
    middle = pay[["salary_min", "salary_max"]].mean(axis=1)
    return pay["salary"].fillna(middle).rename("salary")


def target_columns(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `salary`, `salary_min` and `salary_max` of a table, £ a year, NaN where missing.

    Examples
    --------
    >>> target_columns(pd.DataFrame({"salary_max": ["£30k", "30,000"]})).iloc[1].tolist()
    [nan, nan, 30000.0]
    """
    found = find_columns(rows.columns)
    pay = {name: pd.Series(math.nan, index=rows.index, dtype="float64") for name in TARGETS}
    for name in TARGETS:
        for position in found.get(name, []):
            pay[name] = pay[name].fillna(_pounds(rows.iloc[:, position]))
    return pd.DataFrame(pay)


def pay_texts(rows: pd.DataFrame) -> list[str]:
    """Return what a table says of each row's pay in words, such as Kaggle's `SalaryRaw`; "" = none.

    Examples
    --------
    >>> pay_texts(pd.DataFrame({"title": ["Nurse"], "SalaryRaw": ["20k to 30k"]}))
    ['20k to 30k']
    """
    found = [i for i, column in enumerate(rows.columns) if _key(column) in _PAY_TEXTS]
    return _text(rows.iloc[:, found[0]]).tolist() if found else [""] * len(rows)


def row_problems(adverts: Adverts) -> pd.Series:
    """Return for each row of an advert table why it cannot be used, or "" (dtype str)."""
    empty = (adverts["title"] == "") & (adverts["description"] == "")
    problems = pd.Series("", index=adverts.index, dtype="str")
    return problems.mask(empty, "no title and no description")


def plain_ids(ids: pd.Series) -> pd.Series:
    """Return identifiers as they are compared: stripped text, 68802053.0 as "68802053".

    Examples
    --------
    >>> plain_ids(pd.Series([" 007", "12.0", None])).tolist()
    ['007', '12', '']
    """
    return _text(ids).str.strip().str.replace(r"^(\d+)\.0+$", r"\1", regex=True)


def _text(values: pd.Series) -> pd.Series:
    """Return any column as text: missing or blank = "", whole numbers without '.0'."""
    if values.dtype == "str":
        text = values.fillna("") if values.hasnans else values
    else:
        cells = [_cell(value) for value in values.astype(object)]
        text = pd.Series(cells, index=values.index, dtype="str")
    blank = text.str.isspace()
    return text.mask(blank, "") if blank.any() else text


def _cell(value: Any) -> str:
    if isinstance(value, str):
        # Half of a surrogate pair, which JSON can spell, cannot be written in UTF-8.
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if value is None or value is pd.NA or value is pd.NaT:
        return ""
    if isinstance(value, (float, np.floating)):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else str(value)
    return str(value).removesuffix(" 00:00:00")  # a date that was read as a time


def _pounds(values: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        values = _text(values).str.replace(r"[£,\s]", "", regex=True)
    pay = pd.to_numeric(values, errors="coerce").astype("float64")
    return pay.where((pay > 0) & (pay < math.inf))
