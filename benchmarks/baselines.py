"""Public recipes that the model is compared with, in the same run and on the same rows."""

from collections.abc import Callable
from functools import partial

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
    return partial(_constant, float(train["salary"].median()))


def ridge(train: pd.DataFrame) -> Predict:
    """TF-IDF of words, pairs and triples with ridge on log pay (10th place of 2013)."""
    vectorizer = TfidfVectorizer(
        ngram_range=(1, 3), min_df=3, sublinear_tf=True, max_features=200_000, dtype=np.float32
    )
    X = vectorizer.fit_transform(_one_text(train))
    model = Ridge(alpha=1.0, solver="lsqr").fit(X, np.log(train["salary"]))
    return partial(_ridge_pay, vectorizer, model)


def random_forest(train: pd.DataFrame, jobs: int = 2) -> Predict:
    """Kaggle's benchmark of the 2013 competition: 100 words a field, 50 trees."""
    counters = {
        field: CountVectorizer(max_features=100).fit(train[field])
        for field in ("title", "description", "location")
    }
    model = RandomForestRegressor(
        n_estimators=50, min_samples_split=30, n_jobs=jobs, random_state=3465343
    ).fit(_counts(counters, train), train["salary"])
    return partial(_forest_pay, counters, model)


def logistic(train: pd.DataFrame) -> Callable[[pd.DataFrame], NDArray[np.object_]]:
    """Categories: TF-IDF of words and pairs with logistic regression."""
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)
    X = vectorizer.fit_transform(_texts(train))
    model = LogisticRegression(C=10.0, max_iter=100).fit(X, train["category"])
    return lambda adverts: model.predict(vectorizer.transform(_texts(adverts)))


SALARY = {"median": median, "random forest": random_forest, "ridge": ridge}


# Functions of the module, which joblib can save, where a function within a function it cannot.
def _constant(value: float, adverts: pd.DataFrame) -> NDArray[np.float64]:
    return np.full(len(adverts), value)


def _ridge_pay(
    vectorizer: TfidfVectorizer, model: Ridge, adverts: pd.DataFrame
) -> NDArray[np.float64]:
    return np.exp(model.predict(vectorizer.transform(_one_text(adverts))))


def _forest_pay(
    counters: dict[str, CountVectorizer], model: RandomForestRegressor, adverts: pd.DataFrame
) -> NDArray[np.float64]:
    return model.predict(_counts(counters, adverts))


def _counts(counters: dict[str, CountVectorizer], adverts: pd.DataFrame) -> NDArray[np.float32]:
    parts = [counter.transform(adverts[field]) for field, counter in counters.items()]
    return sparse.hstack(parts, format="csr", dtype=np.float32).toarray()  # 300 columns


def _texts(adverts: pd.DataFrame) -> "pd.Series[str]":
    return adverts["title"] + " " + adverts["description"] + " " + adverts["company"]


def _one_text(adverts: pd.DataFrame) -> "pd.Series[str]":
    """All of an advert as one text; a table column's value is one word."""
    text = _texts(adverts) + " " + adverts["location"]
    for column in ("contract_time", "category", "source"):
        text = text + " " + column + adverts[column].str.replace(r"\W+", "", regex=True)
    return text
