"""Training of the shipped classifier: official and own titles first, then adverts as well."""

import logging
from collections import Counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .classifier import OccupationClassifier, ReadAdvert, read_adverts
from .training_rows import official_rows, own_rows, vague_rows

logger = logging.getLogger(__name__)

#: Number of codes learned from each advert, weighted by probability.
_CODES_PER_ADVERT = 3
#: The sector counts less than the title: an advert's category is often wrong.
_SECTOR_POWER = 0.35
#: Sets of sectors that at least this many adverts have are learned as sets.
_USUAL = 1_500
#: Weight of all adverts together, as a multiple of that of all listed titles.
_ADVERT_SHARE = 1.0
#: Calibrates the probabilities of the shipped classifier; chosen by the calibration error that
#: `benchmarks/occupations.py` prints.
TEMPERATURE = 1.25


def train(adverts: pd.DataFrame, random_state: int = 0) -> OccupationClassifier:
    """Train a classifier on the official lists and on adverts without occupation labels.

    The lists alone train a first classifier, which codes the adverts. How often each code occurs in
    each sector is counted, and moves the probabilities of each advert towards its sector. With
    these probabilities the adverts join the lists in a second training (self-training, as in K.
    Nigam et al., "Text Classification from Labeled and Unlabeled Documents using EM", 2000).

    Parameters
    ----------
    adverts
        Table with ``title`` and optionally ``category``, ``company`` and ``location``.
    """
    lists = pd.concat([official_rows(), own_rows(), vague_rows()], ignore_index=True)
    lists = with_usual_sectors(lists, adverts)
    first = OccupationClassifier(n_epochs=4, random_state=random_state)
    first.fit(lists, lists["code"], lists["weight"])
    logger.info("%d rows of lists", len(lists))
    coded = advert_rows(first, adverts)
    coded["weight"] *= _ADVERT_SHARE * lists["weight"].sum() / max(coded["weight"].sum(), 1e-9)
    logger.info("%d rows of adverts", len(coded))
    rows = pd.concat([lists.assign(advert=False), coded.assign(advert=True)], ignore_index=True)
    final = OccupationClassifier(
        n_hidden=80, n_epochs=5, min_rows=4, temperature=TEMPERATURE, random_state=random_state
    )
    return final.fit(rows, rows["code"], rows["weight"], rows["advert"].to_numpy())


def advert_rows(first: OccupationClassifier, adverts: pd.DataFrame) -> pd.DataFrame:
    """Return adverts as rows to train on: ``title``, ``sectors``, ``code``, ``weight``.

    The title is written as it was read, its later parts after a bar. Equal adverts are one row,
    weighted by the square root of their number.
    """
    counts: dict[ReadAdvert, int] = {}
    for one in read_adverts(adverts):
        if one[0].main:
            counts[one] = counts.get(one, 0) + 1
    if not counts:
        return pd.DataFrame({"title": [], "sectors": [], "code": [], "weight": []})
    read = list(counts)
    number = np.fromiter(counts.values(), dtype=float)
    proba = first.predict_proba_read([(title, ()) for title, _ in read])
    proba = _nearer_to_sector(proba, [sectors for _, sectors in read], number)
    proba = (proba + first.predict_proba_read(read)) / 2
    top = np.argsort(-proba, axis=1)[:, :_CODES_PER_ADVERT]
    share = np.take_along_axis(proba, top, axis=1)
    weight = np.sqrt(number)[:, None] * share
    place, rank = np.nonzero(share >= 0.1)
    return pd.DataFrame(
        {
            "title": [_written(read[i]) for i in place],
            "sectors": [read[i][1] for i in place],
            "code": first.classes_[top[place, rank]],
            "weight": weight[place, rank],
        }
    )


def with_usual_sectors(lists: pd.DataFrame, adverts: pd.DataFrame) -> pd.DataFrame:
    """Repeat list rows of one sector with the sets of sectors that adverts often have.

    "Construction & Property Jobs" is two sectors at once: a site manager of construction is one of
    these, too.
    """
    sets = Counter(sectors for _, sectors in read_adverts(adverts))
    usual = sorted(found for found, n in sets.items() if len(found) > 1 and n >= _USUAL)
    single = lists[lists["sectors"].str.len() == 1]
    added = [
        single[single["sectors"].str[0] == name].assign(
            sectors=pd.Series([found] * n, dtype=object).to_numpy()
        )
        for found in usual
        for name in found
        if (n := int((single["sectors"].str[0] == name).sum()))
    ]
    return pd.concat([lists, *added], ignore_index=True)


def _written(advert: ReadAdvert) -> str:
    title = advert[0]
    return " ".join(title.main) + (" | " + " ".join(title.rest) if title.rest else "")


def _nearer_to_sector(
    proba: NDArray[np.float64], sectors: list[tuple[str, ...]], number: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Multiply probabilities by how much more often a code stands in a sector than on average."""
    names = sorted({name for found in sectors for name in found})
    place = {name: i for i, name in enumerate(names)}
    member = np.zeros((len(sectors), len(names)))
    for row, found in enumerate(sectors):
        for name in found:
            member[row, place[name]] = 1 / len(found)
    sure = proba * (proba >= 0.5) * np.sqrt(number)[:, None]
    in_sector = sure.T @ member  # codes x sectors
    of_code = in_sector.sum(axis=1, keepdims=True)
    usual = in_sector.sum(axis=0) / max(in_sector.sum(), 1e-9)
    lift = np.log((in_sector + 10 * usual + 1e-6) / (of_code + 10) / (usual + 1e-6))
    scores = np.log(proba + 1e-9) + _SECTOR_POWER * (member @ lift.T)
    scores -= scores.max(axis=1, keepdims=True)
    result = np.exp(scores)
    return np.asarray(result / result.sum(axis=1, keepdims=True))
