"""Masks whose truth is known: labelled by readers, or made from visible pay."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ...adverts.masks import ROLES, Place
from ...adverts.table import plain_ids, to_adverts
from ...errors import InputError
from ...files.read import read_batches
from ..surroundings.features import split_rows, surroundings
from .hidden_pay import Masked, masked_with_labels
from .made_lines import made_adverts

_COLUMNS = ("webindex", "field", "start", "label", "unit")


def labelled_masks(labels: Sequence[str | Path], adverts: Sequence[str | Path]) -> pd.DataFrame:
    """Labelled masks with their features.

    Parameters
    ----------
    labels : sequence of path
        CSV tables with the columns ``webindex, field, start, label, unit``; ``start`` counts
        characters of the field. Of two labels of one mask the first one counts.
    adverts : sequence of path
        Documents and tables that hold the adverts, joined on their id.

    Returns
    -------
    DataFrame
        Columns ``advert, place, label, unit, file`` (the number of the table of labels),
        ``features``, ``links``, ``words`` (of the unit), ``made`` (whether the advert is made up)
        and ``title``. Masks labelled ``unknown``, and masks of adverts that are not there, are left
        out.

    Raises
    ------
    InputError
        If a column is missing, a label is unknown, or a place holds no mask.
    """
    tables = []
    for number, path in enumerate(labels):
        table = pd.read_csv(path, dtype={"webindex": "str"})
        missing = [name for name in _COLUMNS if name not in table.columns]
        if missing:
            raise InputError(
                f"{path}: no column {missing[0]!r} (found: {', '.join(map(str, table.columns))})"
            )
        wrong = sorted(set(table["label"]) - set(ROLES) - {"unknown"})
        if wrong:
            raise InputError(f"{path}: label {wrong[0]!r}; expected one of {', '.join(ROLES)}")
        tables.append(table[list(_COLUMNS)].assign(file=number))
    table = pd.concat(tables, ignore_index=True)
    table["webindex"] = plain_ids(table["webindex"])
    table = table.drop_duplicates(["webindex", "field", "start"]).set_index("webindex")
    known: dict[str, tuple[str, str]] = {}
    for batch in read_batches(adverts, categories_from_folders=True):
        rows = to_adverts(batch.rows)
        for advert in rows[plain_ids(rows["id"]).isin(table.index)].to_dict("records"):
            name = plain_ids(pd.Series([advert["id"]])).iloc[0]
            known.setdefault(name, (advert["title"], advert["description"]))
    labels_of = [
        {
            Place(row["field"], int(row["start"])): (row["label"], row["unit"], row["file"])
            for row in table.loc[[name]].to_dict("records")
        }
        for name in known
    ]
    return _examples(list(known), list(known.values()), labels_of)


def _examples(
    names: Sequence[str],
    adverts: Sequence[tuple[str, str]],
    labels: Sequence[Mapping[Place, tuple[str, str, int]]],
) -> pd.DataFrame:
    """Rows of the labelled masks of adverts; a link leads only from a mask that is known."""
    around = surroundings(adverts)
    found: list[dict[str, Any]] = []
    row = 0
    features = split_rows(around.X)
    for name, (title, _), places, known in zip(names, adverts, around.places, labels, strict=True):
        wrong = sorted(set(known) - set(places))
        if wrong:
            raise InputError(f"advert {name}: no mask at {wrong[0].start} of {wrong[0].field}")
        linked = False
        for number, place in enumerate(places, row):
            label, unit, file = known.get(place, ("unknown", "-", 0))
            if label != "unknown":
                found.append(
                    {
                        "advert": name,
                        "place": place,
                        "label": label,
                        "unit": unit,
                        "file": file,
                        "features": features[number],
                        "links": around.links[number] if linked else (),
                        "words": around.words[number],
                        "made": name.startswith("made "),
                        "title": title,
                    }
                )
            linked = label != "unknown"
        row += len(places)
    return pd.DataFrame(found)


def made_masks(adverts: Sequence[str | Path], most: int, seed: int = 0) -> pd.DataFrame:
    """Labelled masks of adverts whose numbers are visible, as ``labelled_masks`` returns them.

    Parameters
    ----------
    adverts : sequence of path
    most : int
        Adverts that are drawn at random; those that state no pay count too.
    seed : int
    """
    rows = pd.concat([to_adverts(batch.rows) for batch in read_batches(adverts)])
    rows = rows.sample(min(most, len(rows)), random_state=seed)
    masked = [masked_with_labels(str(row.title), str(row.description)) for row in rows.itertuples()]
    return _made_examples(masked, "visible")


def line_masks(count: int, seed: int = 0) -> pd.DataFrame:
    """Masks of made-up adverts, as ``labelled_masks`` returns them, in file -2."""
    return _made_examples(made_adverts(count, seed), "made").assign(file=-2)


def _made_examples(adverts: Sequence[Masked], name: str) -> pd.DataFrame:
    return _examples(
        [f"{name} {number}" for number in range(len(adverts))],
        [(advert.title, advert.description) for advert in adverts],
        [{place: (role, unit, -1) for place, role, unit in advert.masks} for advert in adverts],
    )
