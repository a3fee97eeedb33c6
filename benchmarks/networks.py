"""What LazyAdam saves: the same training with it and with scikit-learn's own Adam.

    python benchmarks/networks.py [DATA ...]

DATA: adverts with pay, in any format that salarypred reads; for instance the training file of
Kaggle's "Job Salary Prediction" (2013). You bring it; it may lie anywhere. Without DATA: generated
sample adverts.

Everything but the optimizer is the same: features, network, noise, batches, seed. The time is that
of the training alone. One warm-up is not counted.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.neural_network._stochastic_optimizers import AdamOptimizer
from splits import load, split

from salarypred.adverts.table import Adverts
from salarypred.estimators.network_training import LazyAdam
from salarypred.estimators.networks import NetworkRegressor
from salarypred.features.encoded import encode
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.sample.generate import generate


class DenseAdam:
    """scikit-learn's Adam, made when it sees the parameters for the first time."""

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = learning_rate
        self.adam: AdamOptimizer | None = None

    def update_params(
        self, params: Sequence[NDArray[np.float32]], grads: Sequence[NDArray[np.float32]]
    ) -> None:
        """Change the parameters in place."""
        if self.adam is None:
            self.adam = AdamOptimizer(params, self.learning_rate)
        self.adam.update_params(params, grads)

    def iteration_ends(self, time_step: int) -> None:
        """Nothing changes between passes."""

    def trigger_stopping(self, msg: str, verbose: bool) -> bool:
        """Tell scikit-learn that there is no smaller rate to try."""
        return True


OPTIMIZERS: dict[str, Callable[[float], object]] = {"lazy": LazyAdam, "scikit-learn": DenseAdam}


def compare(adverts: pd.DataFrame, seeds: Sequence[int]) -> pd.DataFrame:
    """Train with each optimizer.

    Parameters
    ----------
    adverts : DataFrame
        Advert table with ``salary``.
    seeds : sequence of int
        One split and one training with each optimizer for each.

    Returns
    -------
    DataFrame
        One row for each seed and optimizer: ``features``, ``seconds`` of the training, ``mae`` (£)
        on rows held back at random and ``mae_unseen`` on unseen employers.
    """
    found = []
    for seed in seeds:
        parts = split(adverts, share=0.1, seed=seed)
        vectorizer = AdvertVectorizer(entities=False)
        train = encode(vectorizer, Adverts(adverts.iloc[parts.train]), fit=True)
        pay = adverts["salary"].to_numpy()
        held = {"mae": parts.random, "mae_unseen": parts.unseen_employers}
        seen = {
            name: encode(vectorizer, Adverts(adverts.iloc[rows])) for name, rows in held.items()
        }
        for name, optimizer in OPTIMIZERS.items():
            with patch("salarypred.estimators.network_training.LazyAdam", optimizer):
                network = NetworkRegressor(random_state=seed)
                start = time.perf_counter()
                network.fit(train.X, np.log(pay[parts.train]))
                seconds = time.perf_counter() - start
            row = {"seed": seed, "optimizer": name, "features": train.X.shape[1]}
            row["seconds"] = seconds
            for measure, rows in held.items():
                estimates = np.exp(network.predict(seen[measure].X))
                row[measure] = float(np.abs(estimates - pay[rows]).mean())
            found.append(row)
    return pd.DataFrame(found)


def sentences(results: pd.DataFrame) -> list[str]:
    """Time ratio and difference of the errors, from the rows of ``compare``."""
    lazy, dense = (results[results["optimizer"] == name].set_index("seed") for name in OPTIMIZERS)
    ratio = dense["seconds"] / lazy["seconds"]
    said = [
        f"Training takes scikit-learn's Adam {ratio.median():.1f} times as long as LazyAdam "
        f"({ratio.min():.1f} to {ratio.max():.1f})."
    ]
    for measure, rows in (("mae", "random rows"), ("mae_unseen", "unseen employers")):
        gain = dense[measure] - lazy[measure]
        said.append(
            f"{rows}: mean error £{lazy[measure].mean():,.0f} with LazyAdam, "
            f"£{dense[measure].mean():,.0f} with scikit-learn's Adam "
            f"(difference by seed: {', '.join(f'{value:+,.0f}' for value in gain)})."
        )
    return said


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="*", type=Path, metavar="DATA")
    parser.add_argument("--rows", type=int, default=40_000, help="default: 40000")
    parser.add_argument("--seeds", type=int, default=2, help="number of splits (default: 2)")
    arguments = parser.parse_args(argv)
    if arguments.data:
        adverts = load(arguments.data)
        adverts = adverts[adverts["salary"].notna()]
        adverts = adverts.sample(min(arguments.rows, len(adverts)), random_state=0)
        adverts = adverts.sort_index().reset_index(drop=True)
    else:
        print("No DATA: generated sample adverts.")
        adverts = generate(min(arguments.rows, 5_000), seed=1)
    print(f"{len(adverts):,} adverts")
    compare(adverts.head(500), [0])
    results = compare(adverts, range(arguments.seeds))
    print(results.round(1).to_string(index=False))
    print("\n".join(sentences(results)))


if __name__ == "__main__":
    main()
