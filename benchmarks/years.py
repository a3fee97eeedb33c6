"""One model over several years and sources, as `train.py --compact` makes it, on held-back adverts.

    python benchmarks/years.py DATA [DATA ...] [--as-of YYYY-MM] [--without SOURCE]

DATA: adverts with pay, in any format that salarypred reads; some with `posted`, the others are of
the month that `--as-of` gives. A kind of adverts is a file, or, where a file's column `source` has
up to ten values, a source. Pay that texts state is masked everywhere before anything is trained.

Printed for each kind: error of the model given all columns, texts only and titles only, beside
that of the median and of ridge on TF-IDF (words and pairs, all columns, the year as a word) that
was trained on the same adverts; coverage and width of the 80% interval. `--without SOURCE` leaves
one kind out of the training altogether: adverts of a source that nobody has seen.
"""

import argparse
import logging
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from splits import TABLE_COLUMNS, TEXTS, load, split

from salarypred.adverts.months import month_name, months_posted
from salarypred.adverts.table import Adverts, target_columns
from salarypred.estimators.coverage import coverage_table, interval_metrics
from salarypred.estimators.metrics import salary_metrics
from salarypred.masks.hiding import masked_adverts
from salarypred.model.advert_model import AdvertModel
from salarypred.model.loading import load_model, save_model

_DOCUMENT = 500  # characters of a description from which on an advert counts as a document
_MOST_SOURCES = 10


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--as-of", metavar="YYYY-MM", help="month of adverts without a date")
    parser.add_argument("--without", metavar="SOURCE", action="append", default=[])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rows", type=int, help="take a random part of the adverts")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--networks", type=int, default=2)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    adverts = adverts_by_kind(arguments.data, arguments.as_of)
    if arguments.rows and arguments.rows < len(adverts):
        adverts = adverts.sample(arguments.rows, random_state=arguments.seed, ignore_index=True)
    train, held = divided(adverts, arguments.without, arguments.seed)
    print({"train": len(train)} | {name: len(rows) for name, rows in held.items()})

    start = time.perf_counter()
    model = AdvertModel(
        compact=True,
        n_folds=arguments.folds,
        n_networks=arguments.networks,
        random_state=arguments.seed,
    ).fit(train.drop(columns="kind"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"training: {time.perf_counter() - start:.0f} s, peak memory {peak:.2f} GiB")
    model, size = saved_and_loaded(model)
    print(f"saved: {size / 1e6:.1f} MB")
    recipes = {"median": median(train), "ridge": ridge(train)}
    answers = {name: estimates(model, rows, recipes) for name, rows in held.items()}
    print(error_table(answers).to_string(sparsify=False))
    print(interval_table(answers).to_string(sparsify=False))
    for name, answer in answers.items():
        rows = answer.reset_index(drop=True)
        rows = rows.assign(advert=range(len(rows)), copy=False, folds=name)
        print(f"80% interval, {name}:")
        print(pd.DataFrame(coverage_table(rows, rows["category"])).to_string(index=False))


def adverts_by_kind(paths: list[Path], as_of: str | None) -> pd.DataFrame:
    """Advert table with `salary`, `kind` and a date in every row; visible pay is masked."""
    parts = []
    for path in paths:
        rows = load([path])
        few = rows["source"].nunique() <= _MOST_SOURCES
        rows["kind"] = rows["source"].where(few & (rows["source"] != ""), path.stem)
        parts.append(rows[rows["salary"].notna()])
    adverts = pd.concat(parts, ignore_index=True)
    months = months_posted(adverts["posted"], as_of)
    adverts["posted"] = pd.Series([month_name(month) for month in months], dtype="str")
    hidden, n_masked = masked_adverts(
        Adverts(adverts.drop(columns="kind")), target_columns(adverts)
    )
    logging.info("pay was visible in %d adverts: masked", n_masked)
    return adverts.assign(title=hidden["title"], description=hidden["description"])


def divided(
    adverts: pd.DataFrame, without: list[str], seed: int
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Adverts to train on, and the held-back ones by kind of split."""
    left_out = adverts["kind"].isin(without)
    if without:
        return adverts[~left_out], {"unseen source": adverts[left_out]}
    parts = split(adverts, seed=seed)
    held = {"random": parts.random, "unseen employers": parts.unseen_employers}
    return adverts.iloc[parts.train], {name: adverts.iloc[rows] for name, rows in held.items()}


def saved_and_loaded(model: AdvertModel) -> tuple[AdvertModel, int]:
    """The model as a user loads it (its weights in 8 bits), and its bytes on disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = save_model(model, Path(folder) / "m", {}, {})
        size = sum(file.stat().st_size for file in path.iterdir())
        return load_model(path), size


def median(train: pd.DataFrame) -> Callable[[pd.DataFrame], NDArray[np.float64]]:
    """Median pay of the training adverts of the same year, else of all."""
    by_year = train["salary"].groupby(train["posted"].str[:4]).median()
    everywhere = float(train["salary"].median())
    return lambda rows: rows["posted"].str[:4].map(by_year).fillna(everywhere).to_numpy()


def ridge(train: pd.DataFrame) -> Callable[[pd.DataFrame], NDArray[np.float64]]:
    """TF-IDF of words and pairs with ridge on log pay; the year is a word."""
    vectorizer = TfidfVectorizer(
        ngram_range=(1, 2), min_df=3, sublinear_tf=True, max_features=300_000, dtype=np.float32
    )
    X = vectorizer.fit_transform(_one_text(train))
    model = Ridge(alpha=1.0, solver="lsqr").fit(X, np.log(train["salary"]))
    return lambda rows: np.exp(model.predict(vectorizer.transform(_one_text(rows))))


def _one_text(rows: pd.DataFrame) -> "pd.Series[str]":
    text = rows["title"] + " " + rows["description"] + " " + rows["company"]
    text = text + " " + rows["location"] + " year" + rows["posted"].str[:4]
    for column in TABLE_COLUMNS:
        text = text + " " + column + rows[column].str.replace(r"\W+", "", regex=True)
    return text


def estimates(
    model: AdvertModel,
    rows: pd.DataFrame,
    recipes: dict[str, Callable[[pd.DataFrame], NDArray[np.float64]]],
) -> pd.DataFrame:
    """True pay, every estimate of it, and the interval, for each advert."""
    shown = rows.drop(columns=["salary", "kind"])
    answer = model.predict(shown)
    less = {
        "texts only": [*TEXTS, "posted"],
        "without place": ["title", "description", "company", "posted"],
        "title only": ["title", "posted"],
    }
    found: dict[str, Any] = {
        "kind": rows["kind"],
        "document": rows["description"].str.len() > _DOCUMENT,
        "category": rows["category"],
        "year": rows["posted"].str[:4].astype(int),
        "words": (rows["title"] + " " + rows["description"]).str.count(r"\w+"),
        "true": rows["salary"],
        "predicted": answer["predicted_salary"],
        "low": answer["salary_low"],
        "high": answer["salary_high"],
    }
    for name, columns in less.items():
        some = shown[columns]
        empty = (some.get("title", "") == "") & (some.get("description", "") == "")
        answers = model.predict(some)["predicted_salary"]
        found[name] = answers.mask(pd.Series(empty, index=some.index))
    return pd.DataFrame(found | {name: predict(rows) for name, predict in recipes.items()})


def error_table(answers: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Mean error, £ a year, by split and kind; documents and the latest year as kinds too."""
    columns = ["predicted", "texts only", "without place", "title only", "ridge", "median"]
    table = {}
    for name, answer in answers.items():
        for kind, rows in _kinds(answer):
            errors = {c: salary_metrics(rows["true"], rows[c])["mae"] for c in columns}
            against = round(100 * (errors["predicted"] / errors["ridge"] - 1), 1)
            table[name, kind] = {"n": len(rows), **errors, "% against ridge": against}
    frame = pd.DataFrame(table).T.round(1)
    return frame.rename(columns={"predicted": "all columns"})


def interval_table(answers: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Coverage and width of the 80% interval by split and kind."""
    table = {
        (name, kind): interval_metrics(rows)
        for name, answer in answers.items()
        for kind, rows in _kinds(answer)
    }
    frame = pd.DataFrame(table).T
    frame["against constant"] = (frame["width"] / frame["constant_width"]).round(3)
    return frame


def _kinds(answer: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    parts = [("all", answer), *((str(kind), rows) for kind, rows in answer.groupby("kind"))]
    first, last = answer["year"].min(), answer["year"].max()
    documents = answer[answer["document"] & (answer["year"] == first)]
    parts += [(f"documents of {first}", documents), (f"{last}", answer[answer["year"] == last])]
    return [(name, rows) for name, rows in parts if len(rows) >= 10]


if __name__ == "__main__":
    main()
