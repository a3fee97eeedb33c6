"""The held-back rows of every benchmark: some at random, some by employer."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from salarypred.adverts.table import targets, to_adverts
from salarypred.features.vectorizer import company_key
from salarypred.files.read import read_batches

TEXTS = ["title", "description", "company", "location"]
#: What a table tells besides: each a choice of few values.
TABLE_COLUMNS = ["contract_type", "contract_time", "category", "source"]


@dataclass(frozen=True)
class Split:
    """Positions of the rows to train on and of the two sets of held-back rows."""

    train: NDArray[np.intp]
    random: NDArray[np.intp]
    unseen_employers: NDArray[np.intp]


def load(paths: list[Path]) -> pd.DataFrame:
    """Canonical advert table with a `salary` column, from any input that salarypred reads."""
    rows = pd.concat([batch.rows for batch in read_batches(paths, categories_from_folders=True)])
    rows = rows.reset_index(drop=True)
    return to_adverts(rows).assign(salary=targets(rows))


def held_back(
    paths: list[Path], rows: int | None = None, seed: int = 0
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """The adverts with pay to train on, and the held-back ones by kind.

    Parameters
    ----------
    paths : list of Path
        As for :func:`load`.
    rows : int, optional
        Take a random part of so many adverts, before the split.
    seed : int, default=0
        Of that choice and of the split.
    """
    adverts = load(paths)
    adverts = adverts[adverts["salary"].notna()].reset_index(drop=True)
    if rows and rows < len(adverts):
        adverts = adverts.sample(rows, random_state=seed, ignore_index=True)
    parts = split(adverts, seed=seed)
    held = {"random": adverts.iloc[parts.random]}
    if len(parts.unseen_employers):
        held["unseen employers"] = adverts.iloc[parts.unseen_employers]
    return adverts.iloc[parts.train], held


def split(adverts: pd.DataFrame, share: float = 0.08, seed: int = 0) -> Split:
    """Hold back a share of the rows at random, then all rows of a share of the employers.

    An advert without an employer is never among the "unseen employers".
    """
    rng = np.random.default_rng(seed)
    random = rng.random(len(adverts)) < share
    company = adverts["company"].map(company_key).to_numpy(dtype=object)
    names = np.unique(company[company != ""])
    held = set(rng.permutation(names)[: max(1, round(1.25 * share * len(names)))])
    unseen = np.array([name in held for name in company]) & ~random
    rows = np.arange(len(adverts))
    return Split(rows[~random & ~unseen], rows[random], rows[unseen])
