"""A linear model of Vowpal Wabbit, as a blog beat the random forest of 2013 with it.

Z. Zajac, "Predicting advertised salaries", FastML 2013,
https://fastml.com/predicting-advertised-salaries/ : one namespace for each column, the logarithm of
pay as the target, several passes over a file.

Added here: pairs of neighbouring words in title and description, and the quantile loss at one half
(the absolute error), the competition's measure; the target is standardised, for a learner that
starts at 0 needs all its passes to reach a log pay of 10. Early stopping is Vowpal Wabbit's own, on
a tenth of the training rows. Loss, rate, pairs and passes were chosen on a part of 8,350 training
adverts (48 settings).

Needs ``pip install vowpalwabbit``.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from splits import TABLE_COLUMNS

_TEXTS = {"t": "title", "d": "description", "l": "location"}
_NAMES = dict(zip("cykgs", ["company", *TABLE_COLUMNS], strict=True))
_OPTIONS = (
    "--loss_function quantile --quantile_tau 0.5 -b 22 --ngram t2 --ngram d2 "
    "--passes 20 --learning_rate 0.1"
)


@dataclass
class Vowpal:
    """The saved model; called with adverts it returns their pay."""

    saved: bytes
    mean: float
    scale: float

    def __call__(self, adverts: pd.DataFrame) -> NDArray[np.float64]:
        """Pay of the adverts."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "model").write_bytes(self.saved)
            _write(folder / "rows", adverts)
            _run(f"-t -i {folder}/model -d {folder}/rows -p {folder}/answers")
            return np.exp(np.loadtxt(folder / "answers", ndmin=1) * self.scale + self.mean)


def fit(train: pd.DataFrame, jobs: int) -> Vowpal:
    """Fit the recipe, on one core."""
    # Learning is one row after another: rows in the file's order would drift.
    train = train.sample(frac=1.0, random_state=0)
    log_pay = np.log(train["salary"].to_numpy(dtype=float))
    mean, scale = float(log_pay.mean()), float(log_pay.std()) or 1.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder / "rows", train, (log_pay - mean) / scale)
        files = f"-d {folder}/rows --cache_file {folder}/cache -f {folder}/model"
        _run(f"{files} {_OPTIONS}")
        return Vowpal((folder / "model").read_bytes(), mean, scale)


def _run(options: str) -> None:
    from vowpalwabbit import Workspace

    # Given a file, the workspace reads all of it while it is made.
    Workspace(f"{options} --quiet").finish()


def _write(path: Path, adverts: pd.DataFrame, target: NDArray[np.float64] | None = None) -> None:
    """The adverts in Vowpal Wabbit's text format; "|" and ":" have a meaning there."""
    with path.open("w", encoding="utf-8") as file:
        for row, advert in enumerate(adverts.to_dict("records")):
            parts = ["" if target is None else f"{target[row]:.5f}"]
            for key, column in _TEXTS.items():
                parts.append(f"{key} " + " ".join(re.findall(r"\w+", advert[column].lower())))
            for key, column in _NAMES.items():
                parts.append(f"{key} " + re.sub(r"\W+", "_", advert[column].lower()))
            file.write(" |".join(parts) + "\n")
