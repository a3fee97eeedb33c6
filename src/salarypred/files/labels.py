"""Labels in a file of their own: pay and other columns, joined on the advert's id."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from ..adverts.columns import canonical_name, find_columns, listed
from ..adverts.table import plain_ids
from ..errors import InputError
from .office.workbook import split_sheet
from .tables import read_table


def read_labels(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read a table of labels.

    Parameters
    ----------
    path
        A .csv, .tsv, .jsonl (these also packed), .parquet or .xlsx file with a column
        `webindex` or `id`.

    Returns
    -------
    DataFrame
        `id` (text, stripped, "68802053.0" as "68802053") and the other columns as they stand; rows
        without an id belong to no advert and are left out.

    Raises
    ------
    InputError
        If the file cannot be read, has no such column or a row that cannot be read, or labels an
        advert twice.
    """
    name = os.fspath(path)
    if not split_sheet(Path(name))[0].is_file():
        raise InputError(f"{name}: no such file; expected a table of labels (.csv)")
    chunks = []
    for rows, problems in read_table(Path(name), name=name):
        if (wrong := problems[problems != ""]).size:
            raise InputError(f"{name}: {wrong.iloc[0]}; expected a table of labels")
        chunks.append(rows)
    labels = pd.concat(chunks, ignore_index=True)
    ids = _ids(labels, name)
    own = labels.columns[find_columns(labels.columns)["id"][0]]
    labels = labels.drop(columns=[own, *({"id"} & set(labels.columns))])
    labels.insert(0, "id", ids)
    labels = labels[ids != ""].reset_index(drop=True)
    _check_unique(labels["id"], name)
    return labels


def join_labels(rows: pd.DataFrame, labels: pd.DataFrame) -> tuple[pd.DataFrame, int, int]:
    """Add labels to adverts.

    Parameters
    ----------
    rows
        Adverts under their own column names, one of them an id (`Webindex`, `Id`, ...).
    labels
        What `read_labels` returns.

    Returns
    -------
    (DataFrame, int, int)
        A copy of `rows` with the labels, the number of rows that have a label and of those that
        have none. A label fills a column that means the same (`salary` and `SalaryNormalized`)
        only where the row has no value there; a label of another meaning is a new column.

    Raises
    ------
    InputError
        If either table has no id, or the labels have one twice.

    Examples
    --------
    >>> rows = pd.DataFrame({"Webindex": ["7", "8"], "title": ["Chef", "Nurse"]})
    >>> joined, yes, no = join_labels(rows, pd.DataFrame({"id": ["8"], "salary": [30000.0]}))
    >>> joined["salary"].tolist(), yes, no
    ([nan, 30000.0], 1, 1)
    """
    ids = _ids(rows, "adverts")
    label_ids = _ids(labels, "labels")
    keep = label_ids != ""
    labels, label_ids = labels[keep], label_ids[keep]
    _check_unique(label_ids, "labels")
    places = pd.Index(label_ids).get_indexer(pd.Index(ids))
    found = places >= 0
    joined = rows.copy()
    row_columns = find_columns(rows.columns)
    for column in labels.columns:
        meaning = canonical_name(column)
        if meaning == "id":
            continue
        values = labels[column].astype(object).reset_index(drop=True)
        values = values.reindex(places).set_axis(rows.index).infer_objects()
        same = [rows.columns[place] for place in row_columns.get(meaning or "", [])]
        if not same:
            same = [column] if column in rows.columns else []
        if not same:
            joined[column] = values.astype(labels[column].dtype) if found.all() else values
            continue
        empty = pd.concat([_missing(rows[own]) for own in same], axis=1).all(axis=1)
        fill = empty & found & ~_missing(values)
        if fill.any():
            column_values = joined[same[0]].astype(object).where(~fill, values.astype(object))
            joined[same[0]] = column_values.infer_objects()
    return joined, int(found.sum()), int((~found).sum())


def _ids(table: pd.DataFrame, name: str) -> pd.Series:
    places = find_columns(table.columns).get("id", [])
    if not places:
        raise InputError(
            f"{name}: no column 'webindex' or 'id' (found: {listed(list(table.columns))}); "
            "labels are joined on it"
        )
    return plain_ids(table.iloc[:, places[0]])


def _missing(values: pd.Series) -> pd.Series:
    return values.isna() | (values.astype("str").str.strip() == "")


def _check_unique(ids: pd.Series, name: str) -> None:
    if (twice := ids[ids.duplicated()]).size:
        first = twice.iloc[0]
        count = int((ids == first).sum())
        raise InputError(f"{name}: id {first} occurs {count} times; expected one row an advert")
