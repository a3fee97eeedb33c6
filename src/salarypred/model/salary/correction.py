"""The second stage learns from adverts that the networks did not know, and is measured on them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..second_stage.quantiles import HeldBackQuantiles, LogPayDistribution, central_shares
from ..second_stage.small import SmallSecondStage
from ..second_stage.stage import SecondStage
from .folds import LeftOutTime, Round, TrainingRows

#: Kind of folds of adverts that a first stage read which knows no advert of their time.
WITHOUT_TIME = "without its time"
_LEVEL = 0.8
#: With fewer employers than this a small table leaves out single adverts, not whole employers.
_LEAST_EMPLOYERS = 5


def fit_second_stage(
    stage: SecondStage | SmallSecondStage,
    data: TrainingRows,
    employers: NDArray[np.intp],
    rounds: list[Round],
    left_out: list[LeftOutTime],
    seed: int,
) -> pd.DataFrame:
    """Fit the second stage, and measure it on employers left out of it.

    Returns
    -------
    DataFrame
        Truth and answers, see `validation_rows`; ``ridge_says`` and ``base_says`` stand beside,
        £ a year.
    """
    rng = np.random.default_rng(seed)
    n = len(rounds)
    bare = [rng.random(len(data.y)) < 0.5 for _ in rounds]  # rows that are texts only
    table = pd.concat(
        [
            pd.concat([full[~rows], texts[rows]]).sort_index()
            for rows, (full, texts) in zip(bare, rounds, strict=True)
        ],
        ignore_index=True,
    )
    groups = np.tile(employers, n)
    # Left out one at a time, few employers would leave out much: adverts are left out at random.
    if groups.max() + 1 < (_LEAST_EMPLOYERS if isinstance(stage, SmallSecondStage) else 2):
        groups = np.tile(rng.permutation(len(employers)), n)
    kinds = np.repeat(["random", "by employer"][:n], len(data.y))
    every = np.tile(np.arange(len(data.y)), n)
    texts, y, usual = np.concatenate(bare), np.tile(data.y, n), data.usual[every]
    weight = None if data.weight is None else np.tile(data.weight, n)
    further = []
    if isinstance(stage, SmallSecondStage):
        held = stage.fit_predict(table, y, groups, n, weight=weight)
        own = validation_rows(data, held, every, kinds, texts, usual)
    else:
        others = [
            part.unseen._replace(same_time=np.tile(part.unseen.same_time, n)) for part in left_out
        ]
        found = stage.fit_predict(table, y, groups, others, n_rounds=n, weight=weight)
        own = validation_rows(data, found, every, kinds, texts, usual)
        for part, answer in zip(left_out, stage.unseen_, strict=True):
            kind = np.full(len(part.rows), WITHOUT_TIME)
            further.append(
                validation_rows(data, answer, part.rows, kind, part.texts_only, part.usual)
            )
        del stage.unseen_
    others_say = {"ridge": table["average"] + table["ridge"]}
    if data.encoded.base_log_pay is not None:
        others_say["base"] = pd.Series(0.0, index=table.index)
    own = own.assign(**{f"{name}_says": np.exp(log + usual) for name, log in others_say.items()})
    return pd.concat([own, *further], ignore_index=True)


def validation_rows(
    data: TrainingRows,
    found: LogPayDistribution | HeldBackQuantiles,
    rows: NDArray[np.intp],
    folds: NDArray[np.str_],
    texts_only: NDArray[np.bool_],
    usual: NDArray[np.float64],
) -> pd.DataFrame:
    """Truth and answer of rows whose networks did not know them."""
    middle, low, high = found.quantiles((0.5, *central_shares(_LEVEL))).T
    words = data.encoded.facts[["title_words", "words"]].sum(axis=1).to_numpy()
    true = np.exp(data.y + data.usual)
    return pd.DataFrame(
        {
            "advert": data.parents[rows],
            "copy": ~data.own[rows],
            "folds": folds,
            "given": np.where(texts_only, "texts only", "all columns"),
            "year": data.encoded.years()[rows],
            "words": words[rows],
            "true": true[rows],
            "predicted": np.exp(middle + usual),
            "low": np.exp(low + usual),
            "high": np.exp(high + usual),
        }
    )
