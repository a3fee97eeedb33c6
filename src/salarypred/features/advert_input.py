"""What estimators that read advert tables have in common for scikit-learn."""

from typing import Any

import numpy as np
import pandas as pd

from ..adverts.table import require_table


class AdvertInput:
    """Mixin of estimators whose input is a table of adverts with known column names."""

    def _remember_columns(self, adverts: pd.DataFrame) -> None:
        """Set ``feature_names_in_`` and ``n_features_in_`` to the columns of the training.

        Raises
        ------
        InputError
            If it is no DataFrame.
        """
        require_table(adverts)
        self.feature_names_in_ = np.array([str(name) for name in adverts.columns], dtype=object)
        self.n_features_in_ = len(self.feature_names_in_)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()  # type: ignore[misc]
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.input_tags.allow_nan = True
        return tags
