"""Error on held-back adverts, beside the public recipes, in one run.

    python benchmarks/accuracy.py DATA [DATA ...]

DATA: adverts with pay and, for the categories, a category column; for instance the training file of
Kaggle's "Job Salary Prediction" (2013) as Parquet or CSV.
"""

import argparse
import logging
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from baselines import SALARY, logistic
from splits import TEXTS, held_back

from salarypred.adverts.table import to_adverts
from salarypred.estimators.metrics import category_metrics, salary_metrics
from salarypred.model.advert_model import AdvertModel


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rows", type=int, help="take a random part of the adverts")
    parser.add_argument("--without-baselines", action="store_true")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    train, held = held_back(arguments.data, arguments.rows, arguments.seed)
    print({"train": len(train)} | {name: len(rows) for name, rows in held.items()})

    start = time.perf_counter()
    model = AdvertModel(random_state=arguments.seed).fit(train)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"training: {time.perf_counter() - start:.0f} s, peak memory {peak:.2f} GiB")
    chosen = {} if arguments.without_baselines else SALARY
    recipes = {recipe: fit(train) for recipe, fit in chosen.items()}
    table = []
    for name, rows in held.items():
        for given, some in (("all columns", rows), ("texts only", rows[TEXTS])):
            answer = model.predict(some.drop(columns="salary", errors="ignore"))
            true = rows["salary"].to_numpy()
            inside = (true >= answer["salary_low"]) & (true <= answer["salary_high"])
            figures = salary_metrics(true, answer["predicted_salary"])
            width = (answer["salary_high"] - answer["salary_low"]).mean()
            extra = {"coverage": round(inside.mean(), 3), "width": round(width)}
            table.append({"rows": name, "given": given, "model": "salarypred", **figures, **extra})
        for recipe, predict in recipes.items():
            figures = salary_metrics(rows["salary"], predict(rows))
            table.append({"rows": name, "given": "all columns", "model": recipe, **figures})
    print(pd.DataFrame(table).to_string(index=False))
    if model.category_ is not None:
        _categories(model, train, held, baseline=not arguments.without_baselines)
    print("cross-validation inside the training:", model.salary_ and model.salary_.metrics_)


def _categories(
    model: AdvertModel, train: pd.DataFrame, held: dict[str, pd.DataFrame], *, baseline: bool
) -> None:
    table = []
    recipe = logistic(train) if baseline else None
    for name, rows in held.items():
        encoded = model.encode(to_adverts(rows[TEXTS]))
        proba = model.category_proba(encoded)
        assert model.category_ is not None
        classes = model.category_.classes_
        known = rows["category"].isin(classes).to_numpy()
        figures = category_metrics(rows["category"][known], proba[known], classes)
        table.append({"rows": name, "model": "salarypred", **figures})
        if recipe is not None:
            accuracy = float(np.mean(recipe(rows) == rows["category"]))
            table.append({"rows": name, "model": "logistic", "n": len(rows), "accuracy": accuracy})
    print(pd.DataFrame(table).to_string(index=False))


if __name__ == "__main__":
    main()
