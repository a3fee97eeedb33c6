"""Error of filled-in minimum and maximum beside that of the same advert's estimated pay.

    python benchmarks/ranges.py DATA [DATA ...]

DATA: adverts with pay whose texts have masks, some with a minimum and a maximum (``salary_min`` and
``salary_max``, or Kaggle's ``SalaryRaw``). Half of those with both are held back, the model is
trained on the rest; where a text shows its pay, it is masked first.
"""

import argparse
import logging
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from salarypred.adverts.table import target_columns, targets, to_adverts
from salarypred.files.read import read_batches
from salarypred.masks.hiding import masked_adverts
from salarypred.masks.output import read_masks
from salarypred.model.advert_model import AdvertModel
from salarypred.pay.ranges import known_log_ratios

HIDDEN = ("salary", "salary_min", "salary_max")


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
    answers = model.predict(masked.iloc[held].reset_index(drop=True))
    # The middle of a range is its pay: with the ratio it gives both ends.
    true_low = 2 * pay.to_numpy()[held] / (1 + np.exp(ratios[held]))
    print(figures(answers, true_low, ratios[held]).to_string(index=False))


def figures(answers: pd.DataFrame, minimum: np.ndarray, log_ratio: np.ndarray) -> pd.DataFrame:
    """Mean absolute percentage errors of the masks read as a yearly minimum or maximum.

    Beside them that of ``predicted_salary`` for the middle of the range, and that of
    ``predicted_salary`` if it were written in the place of the mask.
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
                    "mask": abs(mask.value / true[mask.role] - 1),
                    "predicted_salary": abs(estimate / middle - 1),
                    "predicted_salary in its place": abs(estimate / true[mask.role] - 1),
                }
            )
    names = ["mask", "predicted_salary", "predicted_salary in its place"]
    errors = pd.DataFrame(table, columns=["role", *names])
    by_role = errors.groupby("role")[names].mean()
    by_role.loc["both"] = errors[names].mean()
    counts = [*errors["role"].value_counts().sort_index(), len(errors)]
    result = by_role.mul(100).round(2).reset_index().assign(masks=counts)
    return result.assign(pairs=pairs, ordered_pairs=ordered)


if __name__ == "__main__":
    main()
