"""Official lists of occupations: unit groups of SOC 2020 and the titles that belong to them."""

from functools import cache
from importlib.resources import as_file

import pandas as pd

from ..resources import resource

#: What the coding index writes for a title that has no code unless more is known.
NO_CODE = "}}}}"


def _table(name: str) -> pd.DataFrame:
    with as_file(resource("occupations", "data", name)) as path:
        return pd.read_csv(path, dtype=str, keep_default_na=False)


@cache
def unit_groups() -> dict[str, str]:
    """Return the names of the 412 unit groups of SOC 2020 by their four digits."""
    table = _table("soc2020_structure.csv")
    rows = table[table["level"] == "4"]
    return dict(zip(rows["soc2020"], rows["title"], strict=True))


def titles() -> pd.DataFrame:
    """Return all titles of the official lists in one table.

    ====================  ======================================================================
    column                meaning
    ====================  ======================================================================
    title                 a title in natural order ("tool design engineer")
    qualifier             what else the coding index asks for ("computing"), or ""
    industry              industry to which the code is limited ("banking"), or ""
    code                  unit group of SOC 2020, or :data:`NO_CODE`
    weight                share of the title that belongs to the code, 1 except for ESCO
    list                  index, related, home office, structure or esco
    ====================  ======================================================================

    ESCO's labels have codes of ISCO-08; each is shared among the unit groups whose index entries
    have that code, by their number.
    """
    index = _table("soc2020_coding_index.csv.gz").rename(
        columns={"title_natural": "title", "add": "qualifier", "ind": "industry", "soc2020": "code"}
    )
    index = index[["title", "qualifier", "industry", "code"]].assign(weight=1.0, list="index")
    related = _table("soc2020_related_titles.csv.gz").assign(weight=1.0, list="related")
    examples = _table("soc2020_example_titles_home_office.csv.gz").assign(
        weight=1.0, list="home office"
    )
    names = pd.DataFrame({"title": unit_groups().values(), "soc2020": unit_groups().keys()})
    names = names.assign(weight=1.0, list="structure")
    others = pd.concat([related, examples, names, _esco()], ignore_index=True)
    others = others.rename(columns={"soc2020": "code"})[["title", "code", "weight", "list"]]
    table = pd.concat([index, others], ignore_index=True)
    return table.fillna({"qualifier": "", "industry": ""})


def _esco() -> pd.DataFrame:
    pairs = _table("soc2020_isco08_pairs.csv.gz")
    entries = pairs["index_entries"].astype(float)
    pairs["weight"] = entries / entries.groupby(pairs["isco08"]).transform("sum")
    labels = _table("esco_v1_2_labels.csv.gz").rename(columns={"label": "title"})
    return labels.merge(pairs, on="isco08").assign(list="esco")
