"""How fast adverts with masks are answered, and what reading and filling the masks costs.

    python benchmarks/masks_speed.py --model FOLDER [--data FILE ...]

FOLDER: a model made by train.py. Two kinds of adverts: texts of 2,000 characters with 26 masks
each, which are made-up adverts strung together, and ordinary ones with masks: made-up, or with
``--data`` those of your own. Printed for each kind:

- adverts a second of ``predict.py``, file to file, on all cores, less its time for one advert, and
  adverts a second of its processor time (on a machine that others use only this can be compared);
- of one process, milliseconds of processor time an advert: reading and filling the masks, the rest
  of the prediction, and the first as a share of the second. The masks are read and filled as often
  as the adverts are predicted, in turn; medians.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from speed import PREDICT, make_adverts
from splits import load

from salarypred.adverts.masks import MASK
from salarypred.adverts.table import to_adverts
from salarypred.masks.output import estimated_masks, masks_column
from salarypred.model.advert_model import AdvertModel
from salarypred.model.loading import load_model
from salarypred.sample.generate import generate

#: What the project promises on 2 cores: adverts with 26 masks a second, and the share of the rest.
LEAST_ADVERTS, MOST_SHARE = 450, 0.4
_REPEATS = 3


def ordinary(n_rows: int, data: list[Path] | None) -> pd.DataFrame:
    """Adverts with at least one mask, at most so many."""
    adverts = load(data) if data else generate(2 * n_rows, seed=23, long=True)
    masked = adverts["description"].str.contains(MASK, regex=False)
    return adverts.loc[masked, ["title", "description"]].head(n_rows).reset_index(drop=True)


def shares(model: AdvertModel, rows: pd.DataFrame, repeats: int = _REPEATS) -> tuple[float, float]:
    """CPU milliseconds an advert of reading and filling masks, and of the rest of a prediction."""
    adverts = to_adverts(rows)
    pay = model.predict_adverts(adverts.head(1)).pay[0]
    ends = np.tile(np.array([pay, 0.8 * pay, 1.25 * pay]).round(), (len(rows), 1))

    def read_and_fill() -> None:
        masks_column(estimated_masks(adverts, ends))

    works: tuple[Callable[[], object], ...] = (read_and_fill, partial(model.predict, rows))
    times: list[list[float]] = [[], []]
    for _ in range(repeats):
        for work, runs in zip(works, times, strict=True):
            start = time.process_time()
            work()
            runs.append(1_000 * (time.process_time() - start) / len(rows))
    masks, whole = (statistics.median(runs) for runs in times)
    return masks, whole - masks


def command_cost(folder: Path, rows: pd.DataFrame) -> tuple[float, float]:
    """Seconds and CPU seconds of ``predict.py``, file to file, above those for one advert."""
    costs = []
    with tempfile.TemporaryDirectory() as place:
        path, answers = Path(place, "adverts.csv"), Path(place, "answers.csv")
        for part in (rows.head(1), rows.head(1), rows):  # the first run reads the files from disk
            part.to_csv(path, index=False)
            before, start = os.times(), time.perf_counter()
            subprocess.run(
                [sys.executable, PREDICT, path, "--model", folder, "--output", answers], check=True
            )
            after, seconds = os.times(), time.perf_counter() - start
            # User and system time of the processes that this one has waited for.
            costs.append((seconds, sum(after[2:4]) - sum(before[2:4])))
    (least, least_cpu), (whole, cpu) = costs[1:]
    return max(whole - least, 1e-3), max(cpu - least_cpu, 1e-2)


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--data", type=Path, nargs="+", metavar="FILE", help="adverts with masks")
    parser.add_argument("--rows", type=int, default=4_000, help="adverts of each kind at most")
    arguments = parser.parse_args()
    model = load_model(arguments.model)
    full = make_adverts(arguments.rows)[["title", "description"]]
    plain = ordinary(arguments.rows, arguments.data)
    model.predict(full.tail(50))  # the word lists are read once
    found = []
    for name, rows in (("26 masks", full), ("ordinary", plain)):
        masks, rest = shares(model, rows.head(1_000))
        seconds, cpu = command_cost(arguments.model, rows)
        found.append(
            {
                "adverts": name,
                "rows": len(rows),
                "masks each": round(rows["description"].str.count(r"\*{4}").mean(), 1),
                f"a second by {PREDICT.name}": round((len(rows) - 1) / seconds),
                "a CPU second": round((len(rows) - 1) / cpu),
                "masks, CPU ms": round(masks, 3),
                "rest, CPU ms": round(rest, 3),
                "masks / rest": round(masks / rest, 2),
            }
        )
    print(pd.DataFrame(found).to_string(index=False))
    print(f"promised on 2 cores: {LEAST_ADVERTS} a second with 26 masks; share {MOST_SHARE}")


if __name__ == "__main__":
    main()
