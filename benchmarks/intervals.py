"""Methods for prediction intervals side by side, on the same estimates.

    python benchmarks/intervals.py DATA [DATA ...] [--rows N]

DATA: adverts with pay, in any format that salarypred reads. Needs `pip install crepes`.

A small salary model gives out-of-fold tables for its second stage. Their employers are dealt into
three parts: trees learn on the first, intervals are calibrated on the second, and everything below
is measured on the third. Methods:

- `last round`: residuals over a power of their expected size and of the pay, by known employer
  and time; the shares of misses below and above chosen for the smallest width
- `split CQR`: quantile trees and one shift (Romano, Patterson and Candès 2019)
- `crepes`: normalised Mondrian predictive system of the package crepes, bins = predicted pay
- `salarypred`: the package's own

`width` is the mean width in £ as it comes, `width at 80%` after all ends of a method were moved by
the one factor that makes it cover 80% of all. `winkler` is the interval score of the 80% interval
(width + 10 x what a miss lies outside), £. `ert` is the excess risk of target coverage (Braun et
al., "Conditional coverage diagnostics", 2025): the part of the Brier score that a classifier of
the misses saves against the constant 80%; its root is how far coverage strays, in percent points,
as far as the classifier can tell.
"""

import argparse
import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.model_selection import cross_val_predict
from splits import load

from salarypred.adverts.table import Adverts
from salarypred.estimators.distribution.predictive_distribution import PredictiveDistribution
from salarypred.features.encoded import encode
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.model.salary.regressor import SalaryRegressor
from salarypred.model.second_stage.conditions import conditions
from salarypred.model.second_stage.quantiles import central_shares

BANDS = (15_000, 20_000, 30_000, 40_000, 50_000, 70_000)
LEVEL = 0.8
Ends = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """Rows of the second stage's table, log pay and estimates relative to what is usual."""

    X: NDArray[np.float32]
    table: pd.DataFrame
    y: NDArray[np.float64]
    center: NDArray[np.float64]
    usual: NDArray[np.float64]

    @property
    def predicted(self) -> NDArray[np.float64]:
        """Estimates, £ a year."""
        return np.exp(self.center + self.usual)


class _Recorded(SalaryRegressor):
    """Keeps the out-of-fold tables of the training."""

    def _fit_second_stage(self, data: Any, employers: Any, rounds: Any, left_out: Any) -> None:
        self.recorded_ = (data, employers, rounds)
        super()._fit_second_stage(data, employers, rounds, left_out)


def out_of_fold(adverts: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Table of the second stage, and ``y``, ``usual`` and ``employer`` of its rows."""
    vectorizer = AdvertVectorizer(min_count=10)
    encoded = encode(vectorizer, Adverts(adverts.drop(columns="salary")), fit=True)
    model = _Recorded(
        vectorizer=vectorizer,
        n_networks=1,
        n_final=1,
        hidden_layer_sizes=(128, 48),
        min_cell=10,
        random_state=seed,
    ).fit_encoded(encoded, adverts["salary"])
    data, employers, rounds = model.recorded_
    rng = np.random.default_rng(seed)
    parts = []
    for full, texts in rounds:
        bare = rng.random(len(full)) < 0.5
        parts.append(pd.concat([full[~bare], texts[bare]]).sort_index())
    n = len(parts)
    rows = {"y": data.y, "usual": data.usual, "employer": employers}
    return (
        pd.concat(parts, ignore_index=True),
        pd.DataFrame({name: np.tile(values, n) for name, values in rows.items()}),
    )


def parts_of(table: pd.DataFrame, rows: pd.DataFrame, seed: int) -> list[Part]:
    """Three parts by employer; the centers of the others are those of trees of the first."""
    dealt = np.random.default_rng(seed).integers(0, 3, rows["employer"].max() + 1)
    of = dealt[rows["employer"].to_numpy()]
    X, average = table.to_numpy(dtype=np.float32), table["average"].to_numpy(dtype=np.float64)
    y = rows["y"].to_numpy()
    trees = _trees("absolute_error", steps=400, leaves=24, rate=0.05)
    trees.fit(X[of == 0], (y - average)[of == 0])
    center = average + trees.predict(X)
    return [
        Part(X[k], table[k], y[k], center[k], rows["usual"].to_numpy()[k])
        for k in (of == number for number in range(3))
    ]


def _trees(loss: str, steps: int = 80, leaves: int = 16, rate: float = 0.08, **more: Any) -> Any:
    return HistGradientBoostingRegressor(
        loss=loss,
        learning_rate=rate,
        max_iter=steps,
        max_leaf_nodes=leaves,
        min_samples_leaf=60,
        early_stopping=False,
        random_state=0,
        **more,
    )


def last_round(learn: Part, calibrate: Part, new: Part) -> tuple[Ends, Ends]:
    """The method of the last round, with its powers 0.6 and 0.3."""
    trees = _trees("absolute_error").fit(learn.X, np.abs(learn.y - learn.center))

    def scale(part: Part) -> NDArray[np.float64]:
        return np.maximum(trees.predict(part.X), 0.01) ** 0.6 * np.exp(-0.3 * part.center)

    def kinds(part: Part) -> NDArray[np.intp]:
        time = np.searchsorted((2015.0, 2018.5, 2023.0), part.table["era"])
        return 2 * time + (part.table["company_log_count"].to_numpy() > 0)

    quotients = (calibrate.y - calibrate.center) / scale(calibrate)
    pay, theirs, low, high = np.exp(calibrate.center), kinds(new), *np.zeros((2, len(new.y)))
    for kind in np.unique(theirs):
        same = kinds(calibrate) == kind
        same = same if same.sum() >= 300 else np.ones(len(same), dtype=bool)
        tails = [
            np.quantile(quotients[same], (below, below + LEVEL))
            for below in (1 - LEVEL) * np.linspace(0.2, 0.8, 13)
        ]
        size = scale(calibrate)[same]
        widths = [(pay[same] * np.diff(np.exp(np.outer(size, t)))[:, 0]).mean() for t in tails]
        rows = theirs == kind
        low[rows], high[rows] = np.outer(tails[int(np.argmin(widths))], scale(new)[rows])
    return low, high


def split_cqr(learn: Part, calibrate: Part, new: Part) -> tuple[Ends, Ends]:
    """Conformalised quantile regression with one shift for all rows."""
    down, up = (
        _trees("quantile", quantile=share).fit(learn.X, learn.y - learn.center)
        for share in central_shares(LEVEL)
    )
    missed = calibrate.y - calibrate.center
    outside = np.maximum(down.predict(calibrate.X) - missed, missed - up.predict(calibrate.X))
    shift = np.quantile(outside, LEVEL)
    return down.predict(new.X) - shift, up.predict(new.X) + shift


def crepes_mondrian(learn: Part, calibrate: Part, new: Part) -> tuple[Ends, Ends]:
    """Normalised Mondrian conformal predictive system, bins = bands of predicted pay."""
    from crepes import ConformalPredictiveSystem

    trees = _trees("absolute_error").fit(learn.X, np.abs(learn.y - learn.center))
    sigmas = [np.maximum(trees.predict(part.X), 0.01) for part in (calibrate, new)]
    bins = [np.digitize(part.predicted, BANDS) for part in (calibrate, new)]
    system, missed = ConformalPredictiveSystem(), calibrate.y - calibrate.center
    system.fit(residuals=missed, sigmas=sigmas[0], bins=bins[0])
    ends = system.predict_int(
        y_hat=np.zeros(len(new.y)),
        sigmas=sigmas[1],
        bins=bins[1],
        confidence=LEVEL,
        y_min=missed.min(),  # of a bin of less than 20 rows crepes tells nothing
        y_max=missed.max(),
    )
    return ends[:, 0], ends[:, 1]


def own(learn: Part, calibrate: Part, new: Part) -> tuple[Ends, Ends]:
    """The package's predictive distribution."""
    found = PredictiveDistribution().fit(learn.X, learn.y - learn.center)
    scales = [found.scale(part.X) for part in (calibrate, new)]
    told = [
        conditions(part.table, part.center, scale, np.full(len(part.y), False))
        for part, scale in zip((calibrate, new), scales, strict=True)
    ]
    found.calibrate(calibrate.y - calibrate.center, scales[0], told[0])
    low, high = found.quantiles(scales[1], told[1], central_shares(LEVEL)).T
    return low, high


METHODS: dict[str, Callable[[Part, Part, Part], tuple[Ends, Ends]]] = {
    "last round": last_round,
    "split CQR": split_cqr,
    "crepes": crepes_mondrian,
    "salarypred": own,
}


def figures(part: Part, low: Ends, high: Ends) -> dict[str, float]:
    """Coverage, width, interval score, coverage by predicted pay and ERT of an 80% interval.

    Parameters
    ----------
    part : Part of n rows
    low, high : ndarray of shape (n,)
        Ends relative to the estimate.
    """
    missed, pay = part.y - part.center, part.predicted
    inside = (missed >= low) & (missed <= high)
    ends = pay[:, None] * np.exp(np.column_stack([low, high]))
    true = np.exp(part.y + part.usual)
    outside = np.maximum(ends[:, 0] - true, 0) + np.maximum(true - ends[:, 1], 0)
    # The factor by which each row's interval would have to grow to hold its pay.
    needed = np.where(missed < 0, missed / np.minimum(low, -1e-6), missed / np.maximum(high, 1e-6))
    factor = np.quantile(needed, LEVEL)
    stretched = pay * (np.exp(factor * high) - np.exp(factor * low))
    result = {
        "coverage": 100 * inside.mean(),
        "width": np.diff(ends).mean(),
        "width at 80%": stretched.mean(),
        "winkler": (np.diff(ends)[:, 0] + 2 / (1 - LEVEL) * outside).mean(),
        "ert": excess_risk(part.X, inside),
    }
    bands = np.digitize(pay, BANDS)
    names = [f"<{BANDS[0] / 1e3:.0f}k", *(f"{edge / 1e3:.0f}k+" for edge in BANDS)]
    return result | {
        name: 100 * inside[bands == band].mean()
        for band, name in enumerate(names)
        if (bands == band).sum() >= 50
    }


def excess_risk(X: NDArray[np.float32], inside: NDArray[np.bool_]) -> float:
    """Brier score that boosted trees save against the constant 80%, at least 0; out of fold.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> x = rng.random((3000, 1)).astype(np.float32)
    >>> round(excess_risk(x, rng.random(3000) < 0.8), 3) < 0.01
    True
    >>> round(excess_risk(x, rng.random(3000) < np.where(x[:, 0] < 0.5, 1, 0.6)), 2)
    0.04
    """
    classifier = HistGradientBoostingClassifier(
        max_iter=40, max_leaf_nodes=8, learning_rate=0.1, min_samples_leaf=100, random_state=0
    )
    share = cross_val_predict(classifier, X, inside, cv=3, method="predict_proba")[:, 1]
    saved = (inside - LEVEL) ** 2 - (inside - share) ** 2
    return max(0.0, float(saved.mean()))


def compare(table: pd.DataFrame, rows: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Figures of every method."""
    learn, calibrate, new = parts_of(table, rows, seed)
    found = {name: figures(new, *run(learn, calibrate, new)) for name, run in METHODS.items()}
    result = pd.DataFrame(found).T
    result.insert(5, "strays by", 100 * np.sqrt(result["ert"]))
    return result


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, help="take a random part of the adverts")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    adverts = load(arguments.data)
    adverts = adverts[adverts["salary"].notna()].reset_index(drop=True)
    if arguments.rows and arguments.rows < len(adverts):
        adverts = adverts.sample(arguments.rows, random_state=arguments.seed, ignore_index=True)
    found = compare(*out_of_fold(adverts, arguments.seed), arguments.seed)
    print(found.round(4).to_string())


if __name__ == "__main__":
    main()
