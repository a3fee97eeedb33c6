"""Cross-validation of the mask reader on labelled masks.

    python benchmarks/masks.py LABELS --adverts DATA [DATA ...] [--also LABELS ...]

LABELS: a table of ``webindex, field, start, label, unit``; DATA: the adverts, as documents or
tables. All masks of an advert are in one fold. ``--also`` names further labels: they are trained on
(those of the other folds' adverts) but not scored. ``--visible`` names adverts whose numbers are
visible: masks are made of them, whose truth is known, trained on and scored apart.
"""

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from salarypred.adverts.masks import PAY_ROLES, ROLES, UNITS
from salarypred.masks.examples.labelled import labelled_masks, made_masks
from salarypred.masks.neighbours import best_roles
from salarypred.masks.reader import MaskReader


def out_of_fold(
    masks: pd.DataFrame, n_folds: int = 10, seed: int = 0, **parameters: Any
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scores of roles and of units for every mask, from readers that do not know its advert."""
    roles = np.empty((len(masks), len(ROLES)))
    units = np.empty((len(masks), len(UNITS)))
    folds = GroupKFold(n_folds, shuffle=True, random_state=seed)
    for train, out in folds.split(masks, groups=masks["advert"]):
        known, asked = masks.iloc[train], masks.iloc[out]
        reader = MaskReader(**parameters).fit(
            known["features"].tolist(), known["label"].tolist(), known["unit"].tolist()
        )
        X = reader.transform(asked["features"].tolist())
        roles[out] = np.log(reader.role_proba(X))
        units[out] = reader.unit_scores(X)
    return roles, units


def softmax(scores: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    proba = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return proba / proba.sum(axis=1, keepdims=True)


def figures(
    masks: pd.DataFrame,
    scores: NDArray[np.float64],
    best: NDArray[np.object_],
    units: NDArray[np.float64],
    scored: NDArray[np.bool_],
    temperature: float,
) -> dict[str, float]:
    """The figures that the reader is judged by, over the masks that are scored."""
    masks, best, scores, units = masks[scored], best[scored], scores[scored], units[scored]
    true = masks["label"].to_numpy(dtype=object)
    pay = np.isin(true, PAY_ROLES)
    unit = masks["unit"].where(masks["unit"].isin(UNITS), "year").to_numpy(dtype=object)
    said = np.array(UNITS, dtype=object)[units.argmax(axis=1)]
    confidence = softmax(scores, temperature).max(axis=1)
    right = best == true
    bins = np.minimum((confidence * 10).astype(int), 9)
    gaps = [
        abs(right[bins == b].mean() - confidence[bins == b].mean()) * np.mean(bins == b)
        for b in np.unique(bins)
    ]
    return {
        "masks": len(masks),
        "pay or not, F1": f1_score(pay, np.isin(best, PAY_ROLES)),
        "role, accuracy": accuracy_score(true, best),
        "role, macro-F1": f1_score(true, best, average="macro"),
        "role on pay": right[pay].mean(),
        "unit on pay": (unit == said)[pay].mean(),
        "calibration error": sum(gaps),
    }


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labels", type=Path)
    parser.add_argument("--adverts", nargs="+", required=True, type=Path, metavar="DATA")
    parser.add_argument("--also", nargs="*", default=[], type=Path, metavar="LABELS")
    parser.add_argument("--visible", nargs="*", default=[], type=Path, metavar="DATA")
    parser.add_argument("--most", type=int, default=1000, help="adverts to take of these")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("-C", type=float, default=MaskReader().C)
    arguments = parser.parse_args()
    masks = labelled_masks([arguments.labels, *arguments.also], arguments.adverts)
    if arguments.visible:
        made = made_masks(arguments.visible, arguments.most)
        masks = pd.concat([masks, made.assign(file=-1)], ignore_index=True)
    start = time.perf_counter()
    rows = []
    for seed in range(arguments.repeats):
        scores, units = out_of_fold(masks, seed=seed, C=arguments.C)
        scored = (masks["file"] == 0).to_numpy()
        own = masks["label"].map({role: number for number, role in enumerate(ROLES)}).to_numpy()

        def loss(t: float, scores=scores, own=own, scored=scored) -> float:  # type: ignore[no-untyped-def]
            return float(-np.log(softmax(scores, t)[scored, own[scored]]).mean())

        temperature = float(minimize_scalar(loss, bounds=(0.5, 3), method="bounded").x)
        best = np.array(best_roles(np.exp(scores)), dtype=object)
        found = figures(masks, scores, best, units, scored, temperature)
        rows.append({"seed": seed, **found, "temperature": temperature})
        if arguments.visible:
            others = (masks["file"] == -1).to_numpy()
            print("on made masks:", figures(masks, scores, best, units, others, temperature))
    table = pd.DataFrame(rows)
    print(f"{len(masks)} labelled masks, {table['masks'].iloc[0]} of them scored")
    print(table.round(4).to_string(index=False))
    print("mean:", {name: round(float(value), 4) for name, value in table.mean().items()})
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
