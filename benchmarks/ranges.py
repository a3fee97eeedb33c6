"""Error of filled-in minimum and maximum beside that of the same advert's estimated pay.

    python benchmarks/ranges.py DATA [DATA ...]

DATA: adverts with pay whose texts have masks, some with a minimum and a maximum (``salary_min`` and
``salary_max``, or Kaggle's ``SalaryRaw``). Half of those with both are held back, the model is
trained on the rest; where a text shows its pay, it is masked first. Beside the value that fills the
mask, which comes from the expected width of the range, stands the quantile of the advert's own
distribution of pay whose level fits best such masks of other held-back adverts (5 folds): one level
for the minimum, one for the maximum, and others where the text has one end only.
"""

import argparse
import logging
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold

from salarypred.adverts.table import target_columns, targets, to_adverts
from salarypred.files.read import read_batches
from salarypred.masks.hiding import masked_adverts
from salarypred.masks.output import read_masks
from salarypred.model.advert_model import AdvertModel
from salarypred.pay.ranges import known_log_ratios

HIDDEN = ("salary", "salary_min", "salary_max")
#: Levels of quantiles that are tried for an end.
LEVELS = tuple(np.arange(0.1, 0.91, 0.02).round(2).tolist())
_FOLDS = 5


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rows", type=int, help="take a random part of the adverts")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    rows = pd.concat([batch.rows for batch in read_batches(arguments.data)], ignore_index=True)
    if arguments.rows and arguments.rows < len(rows):
        rows = rows.sample(arguments.rows, random_state=arguments.seed, ignore_index=True)
    adverts, pay, ratios = to_adverts(rows), targets(rows), known_log_ratios(rows)
    masked, _ = masked_adverts(adverts, target_columns(rows))
    candidates = np.flatnonzero(
        np.isfinite(ratios) & masked["description"].str.contains("****", regex=False)
    )
    rng = np.random.default_rng(arguments.seed)
    held = np.sort(rng.permutation(candidates)[: len(candidates) // 2])
    model = AdvertModel(compact=True, random_state=arguments.seed).fit(
        rows.drop(index=rows.index[held]).reset_index(drop=True)
    )
    answers, quantiles = model.predict_quantiles(masked.iloc[held].reset_index(drop=True), LEVELS)
    # The middle of a range is its pay: with the ratio it gives both ends.
    true_low = 2 * pay.to_numpy()[held] / (1 + np.exp(ratios[held]))
    result = figures(answers, true_low, ratios[held], quantiles, arguments.seed)
    print(result.to_string(index=False))


def figures(
    answers: pd.DataFrame,
    minimum: np.ndarray,
    log_ratio: np.ndarray,
    quantiles: np.ndarray | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Mean absolute percentage errors of the masks read as a yearly minimum or maximum.

    Beside them that of ``predicted_salary`` for the middle of the range, and that of
    ``predicted_salary`` if it were written in the place of the mask, and that of a quantile of
    learned level.
    """
    table = []
    pairs = ordered = 0
    for row, (cell, estimate) in enumerate(
        zip(answers["masks"], answers["predicted_salary"], strict=True)
    ):
        true = {"pay_min": minimum[row], "pay_max": minimum[row] * np.exp(log_ratio[row])}
        middle = (true["pay_min"] + true["pay_max"]) / 2
        masks = [mask for mask in read_masks(cell) if mask.role in true and mask.unit == "year"]
        low = [mask.value for mask in masks if mask.role == "pay_min" and mask.value]
        high = [mask.value for mask in masks if mask.role == "pay_max" and mask.value]
        if low and high:
            pairs += 1
            ordered += low[0] < high[0]
        for mask in masks:
            assert mask.value is not None
            table.append(
                {
                    "role": mask.role,
                    "advert": row,
                    "kind": f"{mask.role} {bool(low and high)}",
                    "true": true[mask.role],
                    "mask": abs(mask.value / true[mask.role] - 1),
                    "predicted_salary": abs(estimate / middle - 1),
                    "predicted_salary in its place": abs(estimate / true[mask.role] - 1),
                }
            )
    names = ["mask", "predicted_salary", "predicted_salary in its place"]
    errors = pd.DataFrame(table)
    if quantiles is not None:
        names.insert(1, "quantile")
        errors["quantile"] = quantile_errors(errors, quantiles, seed)
    by_role = errors.groupby("role")[names].mean()
    by_role.loc["both"] = errors[names].mean()
    counts = [*errors["role"].value_counts().sort_index(), len(errors)]
    result = by_role.mul(100).round(2).reset_index().assign(masks=counts)
    return result.assign(pairs=pairs, ordered_pairs=ordered)


def quantile_errors(masks: pd.DataFrame, quantiles: np.ndarray, seed: int) -> np.ndarray:
    """Relative errors of the quantile whose level fits the masks of other adverts best."""
    own = quantiles[masks["advert"]]
    all_errors = np.abs(own / masks["true"].to_numpy()[:, None] - 1)
    errors = np.empty(len(masks))
    folds = GroupKFold(_FOLDS, shuffle=True, random_state=seed)
    for others, asked in folds.split(masks, groups=masks["advert"]):
        for kind in set(masks["kind"]):
            alike = (masks["kind"] == kind).to_numpy()
            known = others[alike[others]]
            rows = asked[alike[asked]]
            best = all_errors[known].mean(axis=0).argmin() if len(known) else len(LEVELS) // 2
            errors[rows] = all_errors[rows, best]
    return errors


if __name__ == "__main__":
    main()
