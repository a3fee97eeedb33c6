"""What the second stage reads: what the first stage says, and what like adverts paid."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ...estimators.mean_encoder import MeanEncoder
from ...estimators.networks import SPREAD
from ...features.encoded import Encoded

#: Columns that tell how far the networks' own bins spread.
SPREAD_COLUMNS = ("network_std", *(f"network_p{100 * share:02.0f}" for share in SPREAD))
#: Column of official pay. No tree reads it: see ``toward_official``.
OFFICIAL = "official"
#: Columns that the first stage fills.
FIRST_COLUMNS = ("average", OFFICIAL, "era", "ridge", *SPREAD_COLUMNS)
#: Columns that a base model fills: its log pay over what is usual, and how far its 80% interval
#: goes down and up, as differences of log pay.
BASE_COLUMNS = ("base_pay", "base_down", "base_up")
#: Stands for a missing mean. Trees split a value far outside off as well as a missing one, and
#: scikit-learn's fail on a column in which every value is missing.
_MISSING = -9.0


class FirstStage(NamedTuple):
    """What the first stage says of n adverts, as log pay relative to what is usual."""

    average: NDArray[np.float64]  # (n,), what the second stage corrects
    ridge: NDArray[np.float64]  # (n,)
    spread: NDArray[np.float64]  # (n, len(SPREAD_COLUMNS)), of the networks' bins


def second_stage_table(
    first: FirstStage,
    encoded: Encoded,
    era: NDArray[np.float64],
    means: MeanEncoder,
    official: ArrayLike = 0.0,
) -> pd.DataFrame:
    """Columns that the second stage reads.

    Parameters
    ----------
    first : FirstStage of n adverts
    encoded : Encoded of n adverts
    era : ndarray of shape (n,)
        Year of each advert, between the knots of the model's eras: adverts of one time must not
        be told apart by months.
    means : MeanEncoder
        Mean log pay of adverts with the same keys.
    official : array-like of shape (n,)
        Logarithm of official pay of the occupation, relative to what is usual.

    Returns
    -------
    DataFrame of n rows
        ``average`` and ``official`` (float64), ``era``, ``ridge`` (less the average),
        `SPREAD_COLUMNS`, the facts of the adverts, and for each key ``<key>_mean`` (less the
        average), ``<key>_log_count`` and ``<key>_spread``, all float32.
    """
    statistics = np.array(means.transform(encoded.keys[list(means.feature_names_in_)]))
    names = [str(name) for name in means.get_feature_names_out()]
    of_means = [name.endswith("_mean") for name in names]
    statistics[:, of_means] -= first.average[:, None].astype(np.float32)
    statistics[np.isnan(statistics)] = _MISSING
    parts = {
        "average": first.average,
        OFFICIAL: np.broadcast_to(np.asarray(official, dtype=np.float64), first.average.shape),
        "era": era.astype(np.float32),
        "ridge": (first.ridge - first.average).astype(np.float32),
        **dict(zip(SPREAD_COLUMNS, first.spread.T.astype(np.float32), strict=True)),
        **{str(name): encoded.facts[name].to_numpy() for name in encoded.facts},
        **dict(zip(names, statistics.T, strict=True)),
    }
    return pd.DataFrame(parts)
