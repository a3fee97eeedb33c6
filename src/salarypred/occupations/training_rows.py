"""Rows to train the occupation classifier on: official titles, own titles, and adverts."""

import pandas as pd

from .lists import own_titles, vague_titles
from .official import NO_CODE, titles
from .sectors import INDUSTRY, sectors

#: How much a row of each list counts.
_WEIGHTS = {"index": 1.0, "related": 1.0, "home office": 1.0, "structure": 0.5, "esco": 0.5}
#: A vague title must outweigh adverts whose sector or later words tell more than it does.
_VAGUE_WEIGHT = 10.0
#: Titles that need their sector must outweigh the same titles without it.
_SECTOR_FACTOR = 3.0
#: A title of our own counts more: adverts use it often.
_OWN_WEIGHT = 3.0


def official_rows() -> pd.DataFrame:
    """Return official titles as rows: ``title``, ``category``, ``code``, ``weight``.

    A title that the index limits to an industry appears twice: with the industry as its category
    and, counting less, with the industry among its words. A qualifier is added to the title in
    brackets, as in adverts.
    """
    table = titles()
    table = table[(table["code"] != NO_CODE) & (table["weight"] >= 0.05)]
    weight = table["weight"] * table["list"].map(_WEIGHTS)
    limited = (table["industry"] != "") | (table["qualifier"] != "")
    plain = pd.DataFrame(
        {
            "title": table["title"],
            "category": table["industry"],
            "code": table["code"],
            "weight": weight.where(~limited, weight * 0.3),
        }
    )
    with_words = table[limited]
    words = with_words["qualifier"].str.cat(with_words["industry"], sep=" ").str.strip()
    worded = plain[limited].assign(
        title=with_words["title"] + " (" + words + ")", weight=weight[limited] * 0.7
    )
    rows = pd.concat([plain, worded], ignore_index=True)
    rows["sectors"] = [sectors(industry, INDUSTRY) for industry in rows["category"]]
    return rows


def own_rows() -> pd.DataFrame:
    """Return the titles of ``advert_titles.tsv`` as rows, as :func:`official_rows`."""
    rows = pd.DataFrame(own_titles(), columns=["title", "sector", "code"])
    rows["sectors"] = [(sector,) if sector else () for sector in rows["sector"]]
    count = rows.groupby(["title", "sector"])["code"].transform("size")
    weight = _OWN_WEIGHT / count
    return rows.assign(weight=weight.where(rows["sector"] == "", weight * _SECTOR_FACTOR)).drop(
        columns="sector"
    )


def vague_rows() -> pd.DataFrame:
    """Return titles that name no occupation as rows; their code is :data:`NO_CODE`."""
    table = titles()
    rows = pd.DataFrame({"title": table.loc[table["code"] == NO_CODE, "title"], "weight": 0.3})
    own = pd.DataFrame({"title": vague_titles(), "weight": _VAGUE_WEIGHT})
    rows = pd.concat([rows, own], ignore_index=True)
    rows["sectors"] = pd.Series([()] * len(rows), index=rows.index, dtype=object)
    return rows.assign(code=NO_CODE)
