"""The model beside the public recipes for the pay of UK adverts: same rows, one run, one table.

    python benchmarks/recipes.py DATA [DATA ...]

DATA: adverts with pay, in any format that salarypred reads; for instance the training file of
Kaggle's "Job Salary Prediction" (2013). You bring it; it may lie anywhere.

Every recipe reads the data, trains and predicts in a process of its own, one after another, so that
its peak memory is its own. The table is Markdown; what goes on is told on stderr. A recipe whose
packages are missing is listed with the command that installs them.
"""

import argparse
import logging
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import baselines
import joblib
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from splits import TEXTS, held_back

Predict = Callable[[pd.DataFrame], NDArray[np.float64]]
Row = dict[str, Any]
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_ALL = "all columns"


@dataclass
class Ours:
    """The project's model as a recipe."""

    model: Any

    def __call__(self, adverts: pd.DataFrame) -> NDArray[np.float64]:
        """Pay of the adverts."""
        return self.model.predict(adverts)["predicted_salary"].to_numpy()


def ours(train: pd.DataFrame, jobs: int) -> Ours:
    """The model with its default parameters; it learns categories and intervals as well."""
    from salarypred.model.advert_model import AdvertModel

    return Ours(AdvertModel(n_jobs=jobs).fit(train))


def _module(name: str) -> Callable[[pd.DataFrame, int], Predict]:
    """The `fit` of a module, which only the process that needs it imports."""
    return lambda train, jobs: import_module(name).fit(train, jobs)


@dataclass(frozen=True)
class Recipe:
    """What the table calls a recipe, how it is fitted, and which packages only it needs."""

    label: str
    fit: Callable[[pd.DataFrame, int], Predict]
    needs: tuple[str, ...] = ()


RECIPES = {
    "salarypred": Recipe("**salarypred**", ours),
    "median": Recipe("median", lambda train, jobs: baselines.median(train)),
    "forest": Recipe("random forest on 300 words (benchmark of 2013)", baselines.random_forest),
    "ridge": Recipe(
        "TF-IDF 1-3-grams + ridge (10th of 2013)", lambda train, jobs: baselines.ridge(train)
    ),
    "mnih": Recipe(
        "3 networks on stemmed words (1st of 2013)",
        _module("recipe_mnih"),
        ("torch", "snowballstemmer"),
    ),
    "mercari": Recipe("4 networks on TF-IDF and 0/1 (1st of Mercari)", _module("recipe_mercari")),
    "vowpal": Recipe("Vowpal Wabbit, linear", _module("recipe_vowpal"), ("vowpalwabbit",)),
    "boosted": Recipe("boosted trees on reduced text", _module("recipe_boosted")),
}


def measure(name: str, paths: list[Path], rows: int | None, jobs: int) -> list[Row]:
    """Train and score one recipe in this process; one row for each kind of input.

    A row has ``random`` and ``unseen employers`` (mean error in £), ``training s``, ``rows/s``,
    ``peak GiB`` of the process and ``saved MB`` (joblib, uncompressed).
    """
    logging.basicConfig(level=logging.INFO, format="  %(message)s", stream=sys.stderr)
    train, held = held_back(paths, rows)
    start = time.perf_counter()
    predict = RECIPES[name].fit(train, jobs)
    seconds = time.perf_counter() - start
    n_held = sum(map(len, held.values()))
    found: list[Row] = []
    for given in (_ALL, "texts only") if name == "salarypred" else (_ALL,):
        asked = {
            kind: some[TEXTS] if given != _ALL else some.drop(columns="salary")
            for kind, some in held.items()
        }
        predict(asked["random"].head(50))  # what is read once, such as word lists, is read here
        start = time.perf_counter()
        answers = {kind: predict(some) for kind, some in asked.items()}
        rate = n_held / (time.perf_counter() - start)
        errors = {
            kind: float(np.abs(answers[kind] - some["salary"].to_numpy()).mean())
            for kind, some in held.items()
        }
        found.append({"given": given, **errors, "training s": seconds, "rows/s": rate})
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak *= 1 if sys.platform == "darwin" else 1024
    facts = {"peak GiB": peak / 2**30, "saved MB": _saved_size(predict) / 1e6}
    counts = {kind: len(some) for kind, some in held.items()}
    sizes = {"trained on": len(train), "held back": counts}
    return [{"recipe": name, **row, **facts, **sizes} for row in found]


def _saved_size(model: object) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.joblib")
        joblib.dump(model, path)
        return path.stat().st_size


def compare(
    paths: Sequence[Path], names: Sequence[str], *, rows: int | None = None, jobs: int = 1
) -> list[Row]:
    """Rows of :func:`measure` for every recipe; a recipe that cannot run has a ``note`` alone."""
    found: list[Row] = []
    for name in names:
        print(f"{name}: begins", file=sys.stderr, flush=True)
        missing = [package for package in RECIPES[name].needs if find_spec(package) is None]
        if missing:
            note = f"not installed: `pip install {' '.join(missing)}`"
            results = [{"recipe": name, "note": note}]
        else:
            results = _apart(name, list(paths), rows, jobs)
        for row in results:
            done = {key: round(float(v), 2) for key, v in row.items() if isinstance(v, float)}
            print(f"{name}: {row.get('note') or done}", file=sys.stderr, flush=True)
        found += results
    return found


def _apart(name: str, paths: list[Path], rows: int | None, jobs: int) -> list[Row]:
    """:func:`measure` in a process of its own; whatever becomes of it, the others go on."""
    # A fork would begin with the memory of this process: the new one is spawned. It reads the
    # variables as it starts, so that its arithmetic uses the cores that the recipes are told.
    context = multiprocessing.get_context("spawn")
    threads = patch.dict(os.environ, dict.fromkeys(_THREADS, str(jobs)))
    try:
        with threads, ProcessPoolExecutor(1, mp_context=context) as pool:
            return pool.submit(measure, name, paths, rows, jobs).result()
    except Exception as error:
        said = " ".join(str(error).split())[:80].replace("|", "/")
        return [{"recipe": name, "note": f"failed: {type(error).__name__}: {said}"}]


def markdown(results: Sequence[Row]) -> str:
    """The table, the lowest error on random rows first."""
    ours = next((row for row in results if row["recipe"] == "salarypred" and "random" in row), {})
    lines = [
        "| recipe | given | random rows | above salarypred | unseen employers | above salarypred "
        "| training, s | rows a second | peak memory, GiB | saved, MB |",
        "|---|---|" + "--:|" * 8,
    ]
    for row in sorted(results, key=lambda row: row.get("random", np.inf)):
        label = RECIPES[row["recipe"]].label
        if "note" in row:
            lines.append(f"| {label} | {row['note']} |" + " |" * 8)
            continue
        cells = [label, row["given"]]
        for kind in ("random", "unseen employers"):
            error, least = row.get(kind), ours.get(kind)
            cells.append("" if error is None else f"£{error:,.0f}")
            if error is None or least is None or row is ours:
                cells.append("")
            else:
                cells.append(f"{error / least - 1:+.1%}")
        rate = f"{row['rows/s']:,.0f}" if row["rows/s"] < 1e6 else "over 1,000,000"
        cells += [f"{row['training s']:,.1f}", rate]
        cells += [f"{row['peak GiB']:.2f}", f"{row['saved MB']:,.1f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA")
    parser.add_argument("--rows", type=int, help="take a random part of the adverts")
    parser.add_argument(
        "--only", nargs="+", choices=RECIPES, metavar="NAME", help=f"of: {', '.join(RECIPES)}"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, help="cores that each recipe may use (default: 1)"
    )
    arguments = parser.parse_args(argv)
    names = arguments.only or list(RECIPES)
    results = compare(arguments.data, names, rows=arguments.rows, jobs=arguments.jobs)
    told = next((row for row in results if "trained on" in row), None)
    if told:
        held = ", ".join(f"{n:,} {kind}" for kind, n in told["held back"].items())
        print(f"Trained on {told['trained on']:,} adverts; held back: {held}.\n")
    print(markdown(results))


if __name__ == "__main__":
    main()
