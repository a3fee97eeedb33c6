"""Cross-validation of the mask reader on labelled masks, beside simpler readers, role by role.

    python benchmarks/masks.py LABELS --adverts DATA [DATA ...] [--also LABELS ...]

LABELS: a table of ``webindex, field, start, label, unit``; DATA: the adverts, as documents or
tables. All masks of an advert are in one fold. ``--also`` names further labels: they are trained on
(those of the other folds' adverts) but not scored. ``--lines`` made-up adverts are trained on too.

Three readers are compared: masks read one by one without made-up lines, as in version 2; with them;
and the masks of an advert read together (the shipped kind). What is answered for the advert
is judged: roles and units as they are decided together. ``--reproduce`` trains the shipped
reader again instead, from all that is named, and says how far the two read alike.
"""

import argparse
import time
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from salarypred.adverts.masks import PAY_ROLES, ROLES, UNITS
from salarypred.commands.train_masks import LINES, fitted_reader
from salarypred.masks.examples.labelled import labelled_masks, line_masks
from salarypred.masks.neighbours import best_roles
from salarypred.masks.reader import MaskReader, shipped_reader
from salarypred.masks.reading import Reading, decided
from salarypred.masks.surroundings.features import stacked_rows
from salarypred.masks.units import unit_proba
from salarypred.occupations.shipped import code_adverts

READERS = ("one by one, no lines", "one by one", "together")


def linked(masks: pd.DataFrame) -> list[tuple[str, ...]]:
    """Links of masks; none to a mask that is not there."""
    same = masks["advert"].eq(masks["advert"].shift()).tolist()
    return [links if beside else () for links, beside in zip(masks["links"], same, strict=True)]


def out_of_fold(
    masks: pd.DataFrame, scored: NDArray[np.bool_], n_folds: int, seed: int
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """Probabilities of roles by each reader, and scores of units, for the scored masks."""
    asked = masks[scored]
    proba = {name: np.empty((len(asked), len(ROLES))) for name in READERS}
    units = np.empty((len(asked), len(UNITS)))
    folds = GroupKFold(n_folds, shuffle=True, random_state=seed)
    for _, out in folds.split(asked, groups=asked["advert"]):
        rows = asked.iloc[out]
        known = masks[~masks["advert"].isin(set(rows["advert"]))]
        features = stacked_rows(rows["features"].tolist())
        reader = fitted_reader(known)
        X = reader.transform(features)
        proba["together"][out] = reader.role_proba(X, linked(rows))
        proba["one by one"][out] = reader.mask_proba(X)
        units[out] = reader.unit_scores(X)
        real = known[~known["made"]]
        plain = MaskReader(min_adverts=2).fit(
            stacked_rows(real["features"].tolist()), real["label"].tolist(), real["unit"].tolist()
        )
        proba[READERS[0]][out] = plain.mask_proba(plain.transform(features))
    return proba, units


def readings_of(
    masks: pd.DataFrame, proba: NDArray[np.float64], units: NDArray[np.float64]
) -> list[Reading]:
    """What a reader answers for masks that stand in the order of their adverts."""
    by_advert = masks.groupby("advert", sort=False)
    codes = code_adverts(by_advert["title"].first().tolist())["occupation_code"].tolist()
    places, words = by_advert["place"].agg(list).tolist(), masks["words"].tolist()
    return list(chain.from_iterable(decided(places, proba, units, words, codes)))


def figures(
    masks: pd.DataFrame, proba: NDArray[np.float64], units: NDArray[np.float64]
) -> dict[str, float]:
    """The figures that a reader is judged by: of what it answers, the advert's masks together."""
    readings = readings_of(masks, proba, units)
    best = np.array([reading.role for reading in readings], dtype=object)
    true = masks["label"].to_numpy(dtype=object)
    pay = np.isin(true, PAY_ROLES)
    unit = masks["unit"].where(masks["unit"].isin(UNITS), "year").to_numpy(dtype=object)
    alone = np.array(UNITS, dtype=object)[unit_proba(units, masks["words"].tolist()).argmax(axis=1)]
    said = np.array(
        [reading.unit or unit for reading, unit in zip(readings, alone, strict=True)], dtype=object
    )
    confidence = proba.max(axis=1)
    right = best == true
    bins = np.minimum((confidence * 10).astype(int), 9)
    gaps = [
        abs(right[bins == b].mean() - confidence[bins == b].mean()) * np.mean(bins == b)
        for b in np.unique(bins)
    ]
    return {
        "pay or not, F1": f1_score(pay, np.isin(best, PAY_ROLES)),
        "role, accuracy": accuracy_score(true, best),
        "role, macro-F1": f1_score(true, best, average="macro"),
        "role on pay": right[pay].mean(),
        "unit on pay": (unit == said)[pay].mean(),
        "calibration error": sum(gaps),
    }


def reproduce(masks: pd.DataFrame) -> None:
    """Train the shipped reader again and say how far both read alike."""
    shipped, again = shipped_reader(), fitted_reader(masks)
    rows = masks[~masks["made"]]
    links = linked(rows)
    said = []
    for reader in (shipped, again):
        X = reader.transform(stacked_rows(rows["features"].tolist()))
        said.append(best_roles(reader.role_proba(X, links)))
    alike = np.mean([one == other for one, other in zip(*said, strict=True)])
    print(f"{len(masks)} masks; {alike:.2%} of {len(rows)} read as the shipped reader reads them")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("--adverts", nargs="+", required=True, type=Path, metavar="DATA")
    parser.add_argument("--also", nargs="*", default=[], type=Path, metavar="LABELS")
    parser.add_argument("--lines", type=int, default=LINES, help="made-up adverts")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--reproduce", action="store_true")
    arguments = parser.parse_args()
    masks = labelled_masks([arguments.labels, *arguments.also], arguments.adverts)
    if arguments.lines:
        masks = pd.concat([masks, line_masks(arguments.lines)], ignore_index=True)
    if arguments.reproduce:
        reproduce(masks)
        return
    start = time.perf_counter()
    scored = (masks["file"] == 0).to_numpy()
    asked = masks[scored]
    print(f"{len(masks)} masks, {masks['made'].sum()} of them made up; {len(asked)} scored")
    rows, roles = [], []
    for seed in range(arguments.repeats):
        proba, units = out_of_fold(masks, scored, arguments.folds, seed)
        true = asked["label"].tolist()
        for name in READERS:
            rows.append({"reader": name, "seed": seed, **figures(asked, proba[name], units)})
            said = [reading.role for reading in readings_of(asked, proba[name], units)]
            f1 = f1_score(true, said, average=None, labels=ROLES)
            roles.append(pd.Series(f1, index=ROLES, name=name))
    print(pd.DataFrame(rows).groupby("reader", sort=False).mean().round(4).to_string())
    by_role = pd.DataFrame(roles).groupby(level=0, sort=False).mean().T
    print("F1 by role")
    print(by_role.assign(masks=asked["label"].value_counts()).round(3).to_string())
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
