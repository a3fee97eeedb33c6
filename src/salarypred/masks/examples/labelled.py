"""Masks whose truth is known: labelled by readers, or made from visible pay."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ...adverts.masks import ROLES, Place
from ...adverts.table import plain_ids, to_adverts
from ...errors import InputError
from ...files.read import read_batches
from ..surroundings.features import mask_features
from .hidden_pay import masked_with_labels

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
        Columns ``advert, label, unit, file`` (the number of the table of labels)
        and ``features``. Masks labelled ``unknown``, and masks of adverts that are not there, are
        left out.

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
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    for batch in read_batches(adverts, categories_from_folders=True):
        rows = to_adverts(batch.rows)
        for advert in rows[plain_ids(rows["id"]).isin(table.index)].to_dict("records"):
            name = plain_ids(pd.Series([advert["id"]])).iloc[0]
            if name in seen:
                continue
            seen.add(name)
            features = dict(mask_features(advert["title"], advert["description"]))
            for row in table.loc[[name]].itertuples():
                place = Place(row.field, int(row.start))  # type: ignore[arg-type]
                if place not in features:
                    raise InputError(f"advert {name}: no mask at {place.start} of {place.field}")
                if row.label != "unknown":
                    found.append(
                        {
                            "advert": name,
                            "label": row.label,
                            "unit": row.unit,
                            "file": row.file,
                            "features": features[place],
                        }
                    )
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
    found = []
    for number, advert in enumerate(rows.itertuples()):
        masked = masked_with_labels(str(advert.title), str(advert.description))
        features = dict(mask_features(masked.title, masked.description))
        found += [
            {"advert": f"made {number}", "label": role, "unit": unit, "features": features[place]}
            for place, role, unit in masked.masks
        ]
    return pd.DataFrame(found)
