"""What a first stage says of adverts that it does not know: out of fold, and of other times."""

import logging
from copy import copy
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import clone
from sklearn.model_selection import GroupKFold, KFold

from ...estimators.mean_encoder import MeanEncoder
from ...estimators.weights import Weights, part_of
from ...features.encoded import Encoded
from ..second_stage.stage import UnseenTime
from .first_stage import FirstStageMixin

logger = logging.getLogger(__name__)

#: A time of fewer adverts is not left out; of one with more a part stands for all.
_LEAST_OF_TIME, _MOST_OF_TIME = 500, 6000


@dataclass(frozen=True)
class TrainingRows:
    """Rows of a training: adverts, log pay relative to what was usual then, and whose copies."""

    encoded: Encoded
    y: NDArray[np.float64]
    usual: NDArray[np.float64]
    parents: NDArray[np.intp]
    weight: Weights = None

    @property
    def own(self) -> NDArray[np.bool_]:
        """Whether a row is an advert, not a copy of one."""
        return self.parents == np.arange(len(self.parents))


@dataclass(frozen=True)
class LeftOutTime:
    """Adverts of a time that was left out, the part they were read from, and what is usual."""

    unseen: UnseenTime
    rows: NDArray[np.intp]
    texts_only: NDArray[np.bool_]
    usual: NDArray[np.float64]


class Round(NamedTuple):
    """Second-stage tables of all rows, from networks that lack a row's own pay."""

    all_columns: pd.DataFrame
    texts_only: pd.DataFrame


def splits(employers: NDArray[np.intp], n_folds: int, seed: int) -> list[list[NDArray[Any]]]:
    """The rows left out in each fold: folds at random and, where there are enough, by employer.

    Numbers of the adverts, without copies.
    """
    shuffled = KFold(n_folds, shuffle=True, random_state=seed)
    splits = [[out for _, out in shuffled.split(employers)]]
    if len(np.unique(employers)) >= n_folds:
        by_employer = GroupKFold(n_folds).split(employers, groups=employers)
        splits.append([out for _, out in by_employer])
    return splits


def out_of_fold(
    model: FirstStageMixin,
    data: TrainingRows,
    splits: list[NDArray[Any]],
    n_networks: int,
    name: str,
) -> Round:
    """What the first stage says of each row when its own fold is left out."""
    full, texts = [], []
    for number, left_out in enumerate(splits, 1):
        logger.info("salary: %s, fold %d of %d", name, number, len(splits))
        held = np.isin(data.parents, left_out)
        train, out = np.flatnonzero(~held), np.flatnonzero(held)
        members = model.train_members(
            data.encoded.take(train), data.y[train], n_networks, part_of(data.weight, train)
        )
        some = train[data.own[train]]
        means = MeanEncoder(min_count=model.min_cell).fit(
            data.encoded.keys.iloc[some], data.y[some], part_of(data.weight, some)
        )
        seen = data.encoded.take(out)
        full.append(model.read_table(seen, members, means).set_axis(out))
        texts.append(model.read_table(seen.texts_only(), members, means).set_axis(out))
    return Round(pd.concat(full).sort_index(), pd.concat(texts).sort_index())


def times_left_out(
    model: FirstStageMixin, data: TrainingRows, relative: NDArray[np.float64]
) -> list[LeftOutTime]:
    """Each time of enough adverts, read by a first stage that knows no advert of it.

    What it knows of the growth of pay, it knows of the other times too. The time of the most
    adverts stays: without it hardly anything is left to learn from.
    """
    years = data.encoded.years()
    nearest = np.abs(years[:, None] - model.era_.knots_).argmin(axis=1)
    counts = np.bincount(nearest[data.own])
    found = []
    rng = np.random.default_rng(model.seed_)
    for time in np.flatnonzero(counts >= _LEAST_OF_TIME):
        if time == counts.argmax():
            continue
        logger.info("salary: without the adverts of about %.0f", model.era_.knots_[time])
        here, rest = np.flatnonzero(data.own & (nearest == time)), nearest != time
        if len(here) > _MOST_OF_TIME:
            here = np.sort(rng.choice(here, _MOST_OF_TIME, replace=False))
        other, own = copy(model), np.flatnonzero(rest & data.own)
        other.era_ = clone(model.era_).fit(years[own])
        other.era_shift_ = other.fit_shift(
            data.encoded.take(own), relative[own], part_of(data.weight, own)
        )
        others = np.flatnonzero(rest)
        train, weight = data.encoded.take(others), part_of(data.weight, others)
        y, mine = relative[rest] - other.log_shift(train), np.flatnonzero(data.own[rest])
        members = other.train_members(train, y, 1, weight)
        known = MeanEncoder(min_count=model.min_cell).fit(
            train.keys.iloc[mine], y[mine], part_of(weight, mine)
        )
        rows, texts = (
            data.encoded.take(here).known_features(train.X),
            rng.random(len(here)) < 0.5,
        )
        full = other.read_table(rows, members, known)
        bare = other.read_table(rows.texts_only(), members, known)
        table = pd.concat([full[~texts], bare[texts]]).sort_index()
        shift = other.log_shift(rows)
        unseen = UnseenTime(table, relative[here] - shift, nearest == time)
        found.append(LeftOutTime(unseen, here, texts, rows.log_usual() + shift))
    return found
