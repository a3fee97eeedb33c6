"""Categories under one name each, where several job boards name the same jobs differently."""

import pandas as pd

from ..resources import list_rows


def merged_categories(categories: "pd.Series[str]") -> "pd.Series[str]":
    """Categories of adverts of several job boards, those that mean the same under one name.

    Names that differ in case alone become the most frequent of them. A name in
    ``patterns/categories.tsv`` becomes ours where some advert has ours: a table that knows only
    its own names keeps them.

    Parameters
    ----------
    categories : Series of str
        "" = unknown.

    Examples
    --------
    >>> merged_categories(pd.Series(["IT Jobs", "it jobs", "law jobs", "IT Jobs"])).tolist()
    ['IT Jobs', 'IT Jobs', 'law jobs', 'IT Jobs']
    """
    counts = categories[categories != ""].value_counts()
    spelling: dict[str, str] = {}
    for name in counts.index:  # the most frequent first
        spelling.setdefault(str(name).lower(), str(name))
    ours = dict(list_rows("patterns", "categories.tsv"))
    names = {}
    for name in counts.index:
        meant = ours.get(str(name).lower(), str(name)).lower()
        names[name] = spelling.get(meant, spelling[str(name).lower()])
    return categories.map(names).astype(object).fillna("").astype("str")
