"""The first stage of the pay: networks and ridge on the sparse features."""

from typing import Any

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy import sparse

from ...estimators.eras.era_encoder import EraEncoder
from ...estimators.eras.era_ridge import EraRidge
from ...estimators.eras.era_shift import EraShift
from ...estimators.mean_encoder import MeanEncoder
from ...estimators.networks import NetworkRegressor
from ...estimators.weights import Weights
from ...features.encoded import Encoded
from ...features.vectorizer import VALUE_BLOCKS, AdvertVectorizer
from ..second_stage.table import FirstStage, second_stage_table
from .limits import official_log_pay

# How often a row's employer, place, description or table columns are hidden while training, so
# that one model serves adverts that lack them. Compared in benchmarks/.
_HIDDEN = {"company": 0.25, "location": 0.05, "description": 0.3}
_HIDDEN_TABLE = 0.5


class FirstStageMixin:
    """What a salary regressor trains and reads first.

    Attributes
    ----------
    vectorizer_ : AdvertVectorizer
    era_ : EraEncoder
        Tells the times of the training apart.
    era_shift_ : EraShift
        What pay has moved by against average earnings.
    small_ : bool
        Whether there were few adverts.
    seed_ : int
    """

    hidden_layer_sizes: tuple[int, ...]
    min_cell: int
    n_jobs: int
    vectorizer_: AdvertVectorizer
    era_: EraEncoder
    era_shift_: EraShift
    small_: bool
    seed_: int

    def train_members(
        self, encoded: Encoded, y: NDArray[Any], number: int, weight: Weights = None
    ) -> list[Any]:
        """Train networks; every second one reads 0/1 features in place of TF-IDF. Ridge is last."""
        blocks = self.vectorizer_.blocks_
        groups = [(*blocks[name], p) for name, p in _HIDDEN.items() if name in blocks]
        if encoded.table_columns[1] > encoded.table_columns[0]:
            groups.append((*encoded.table_columns, _HIDDEN_TABLE))
        X, n_eras = self._with_era(encoded), len(self.era_.knots_)
        binary = [blocks[name] for name in blocks if name not in VALUE_BLOCKS]
        members: list[Any] = [
            NetworkRegressor(
                n_bins=0 if self.small_ else 64 if index % 2 == 0 else 40,
                hidden_layer_sizes=(64, 32) if self.small_ else self.hidden_layer_sizes,
                column_groups=tuple(groups),
                binary_columns=tuple(binary) if index % 2 == 0 else (),
                random_state=self.seed_ + index,
            )
            for index in range(number)
        ]
        members.append(EraRidge(n_eras=n_eras, min_count=max(2, self.min_cell)))
        return Parallel(n_jobs=self.n_jobs, prefer="threads")(
            delayed(member.fit)(X, y, weight) for member in members
        )

    def fit_shift(
        self, encoded: Encoded, relative: NDArray[np.float64], weight: Weights = None
    ) -> EraShift:
        """What pay has moved by against average earnings, told by title and place."""
        blocks = [self.vectorizer_.blocks_.get(name, (0, 0)) for name in ("title", "location")]
        columns = np.concatenate([np.arange(*block) for block in blocks])
        era = self.era_.transform(encoded.years())
        titles = encoded.keys["title_tail"].to_numpy()
        return EraShift().fit(encoded.X[:, columns], relative, era, titles, weight)

    def log_shift(self, encoded: Encoded) -> NDArray[np.float64]:
        """What pay has moved by against average earnings, shape (n_adverts,)."""
        return self.era_shift_.transform(self.era_.transform(encoded.years()))

    def _with_era(self, encoded: Encoded) -> sparse.csr_matrix:
        era = self.era_.transform(encoded.years())
        return sparse.hstack([encoded.X, era], format="csr", dtype=np.float32)

    def _guess(self, encoded: Encoded, members: list[Any]) -> FirstStage:
        """What the networks and ridge say."""
        X = self._with_era(encoded)
        *networks, ridge = members
        spreads = [network.predict_spread(X) for network in networks]
        linear = ridge.predict(X)
        # Of few adverts ridge knows as much as a network.
        averaged = [*(spread[:, 0] for spread in spreads), *([linear] if self.small_ else [])]
        return FirstStage(np.mean(averaged, axis=0), linear, np.mean(spreads, axis=0)[:, 1:])

    def read_table(self, encoded: Encoded, members: list[Any], means: MeanEncoder) -> pd.DataFrame:
        """What the second stage reads."""
        era = self.era_.transform(encoded.years()) @ self.era_.knots_
        official = official_log_pay(encoded) - encoded.log_usual() - self.log_shift(encoded)
        return second_stage_table(self._guess(encoded, members), encoded, era, means, official)
