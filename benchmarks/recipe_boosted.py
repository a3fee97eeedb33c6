"""Boosted trees on reduced text.

The usual way to give a table with texts to boosted trees: each text as TF-IDF that a singular value
decomposition reduces to 100 columns (latent semantic analysis; S. Deerwester and others, "Indexing
by latent semantic analysis", 1990; so does skrub's `tabular_pipeline`, with 30 columns a text),
each column of names as the mean target of its value (D. Micci-Barreca, "A preprocessing scheme for
high-cardinality categorical attributes", 2001), then scikit-learn's HistGradientBoostingRegressor.

Trees learn the absolute error of log pay: its best constant is the logarithm of the median pay,
which is what the mean error in money asks for. The means come from scikit-learn's TargetEncoder,
which hides a training row's own fold from its mean.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.decomposition import TruncatedSVD
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import KFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import TargetEncoder
from splits import TABLE_COLUMNS


class Boosted:
    """The fitted recipe; called with adverts it returns their pay."""

    def __init__(self, train: pd.DataFrame) -> None:
        text = make_pipeline(
            TfidfVectorizer(
                ngram_range=(1, 2),
                min_df=3,
                sublinear_tf=True,
                max_features=100_000,
                dtype=np.float32,
            ),
            TruncatedSVD(100, random_state=0),
        )
        names = ["title", "company", "location", *TABLE_COLUMNS]
        folds = KFold(5, shuffle=True, random_state=0)
        features = ColumnTransformer(
            [
                ("text", text, "text"),
                ("means", TargetEncoder(target_type="continuous", cv=folds), names),
            ]
        )
        trees = HistGradientBoostingRegressor(
            loss="absolute_error", max_iter=500, early_stopping=True, random_state=0
        )
        self.model = TransformedTargetRegressor(
            make_pipeline(features, trees), func=np.log, inverse_func=np.exp
        ).fit(_with_text(train), train["salary"])

    def __call__(self, adverts: pd.DataFrame) -> NDArray[np.float64]:
        """Pay of the adverts."""
        return self.model.predict(_with_text(adverts))


def fit(train: pd.DataFrame, jobs: int) -> Boosted:
    """Fit the recipe; its threads are OpenMP's."""
    return Boosted(train)


def _with_text(adverts: pd.DataFrame) -> pd.DataFrame:
    return adverts.assign(text=adverts["title"] + " " + adverts["description"])
