"""Public recipes that the model is compared with, in the same run and on the same rows."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.ensemble import RandomForestRegressor
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge

Predict = Callable[[pd.DataFrame], NDArray[np.float64]]


def median(train: pd.DataFrame) -> Predict:
    """The median pay of the training rows for everyone."""
    value = train["salary"].median()
    return lambda adverts: np.full(len(adverts), value)


def ridge(train: pd.DataFrame) -> Predict:
    """TF-IDF of words, pairs and triples with ridge on log pay (10th place of 2013)."""
    vectorizer = TfidfVectorizer(
        ngram_range=(1, 3), min_df=3, sublinear_tf=True, max_features=200_000, dtype=np.float32
    )
    X = vectorizer.fit_transform(_one_text(train))
    model = Ridge(alpha=1.0, solver="lsqr").fit(X, np.log(train["salary"]))
    return lambda adverts: np.exp(model.predict(vectorizer.transform(_one_text(adverts))))


def random_forest(train: pd.DataFrame) -> Predict:
    """Kaggle's benchmark of the 2013 competition: 100 words a field, 50 trees."""
    fields = ["title", "description", "location"]
    counters = [CountVectorizer(max_features=100).fit(train[field]) for field in fields]

    def features(adverts: pd.DataFrame) -> NDArray[np.float32]:
        parts = [c.transform(adverts[f]) for c, f in zip(counters, fields, strict=True)]
        return sparse.hstack(parts, format="csr", dtype=np.float32).toarray()  # 300 columns

    model = RandomForestRegressor(
        n_estimators=50, min_samples_split=30, n_jobs=2, random_state=3465343
    ).fit(features(train), train["salary"])
    return lambda adverts: model.predict(features(adverts))


def logistic(train: pd.DataFrame) -> Callable[[pd.DataFrame], NDArray[np.object_]]:
    """Categories: TF-IDF of words and pairs with logistic regression."""
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
    X = vectorizer.fit_transform(_texts(train))
    model = LogisticRegression(C=10.0, max_iter=100).fit(X, train["category"])
    return lambda adverts: model.predict(vectorizer.transform(_texts(adverts)))


SALARY = {"median": median, "random forest": random_forest, "ridge": ridge}


def _texts(adverts: pd.DataFrame) -> "pd.Series[str]":
    return adverts["title"] + " " + adverts["description"] + " " + adverts["company"]


def _one_text(adverts: pd.DataFrame) -> "pd.Series[str]":
    """All of an advert as one text; a table column's value is one word."""
    text = _texts(adverts) + " " + adverts["location"]
    for column in ("contract_time", "category", "source"):
        text = text + " " + column + adverts[column].str.replace(r"\W+", "", regex=True)
    return text
