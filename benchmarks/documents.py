"""Cross-validation on a folder of advert documents, beside the usual recipes.

    python benchmarks/documents.py FOLDER --labels FILE

FOLDER: advert documents (.txt) in sub-folders that are named after their categories; FILE: a table
with ``webindex`` (or ``id``) and ``salary``. You bring both; they may lie anywhere. The sample has
the same form: ``data/documents`` and ``data/labels.csv``. Without --labels only categories are
measured.

Folds are drawn at random (stratified by category, --repeats times) and by employer (no employer on
both sides; a document without one stands for itself). In every fold the whole model is trained on
the training part alone, as ``train.py`` would without a base model, or with ``--base-data TABLE``
upon a compact model of that table, as ``train.py`` does with the shipped one. Such a base model is
trained anew in every fold (minutes each) and knows none of the fold's held-back documents: their
rows, found by ``webindex`` (= the table's ``id``) or by title and employer, are taken out.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from baselines import median, ridge
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold
from splits import load

from salarypred.adverts.table import targets, to_adverts
from salarypred.estimators.metrics import salary_metrics
from salarypred.features.vectorizer import company_key
from salarypred.files.labels import join_labels, read_labels
from salarypred.files.read import read_batches
from salarypred.model.advert_model import AdvertModel

Fold = tuple[NDArray[np.intp], NDArray[np.intp]]


def load_documents(folder: Path, labels: Path | None) -> pd.DataFrame:
    """Advert table of the documents whose category is known, with ``salary`` (missing = NaN).

    Of the labels only the pay is taken: a model for documents must do without a table's columns.
    """
    batches = read_batches([folder], categories_from_folders=True)
    rows = pd.concat([batch.rows for batch in batches], ignore_index=True)
    if labels is not None:
        rows, joined, without = join_labels(rows, read_labels(labels))
        print(f"labels of {joined} documents joined, {without} without")
    adverts = to_adverts(rows)[["id", "title", "description", "company", "category"]]
    adverts = to_adverts(adverts).assign(salary=targets(rows))
    return adverts[adverts["category"] != ""].reset_index(drop=True)


def folds(
    adverts: pd.DataFrame, kind: str, n_folds: int, repeats: int
) -> Iterator[tuple[int, Fold]]:
    """Repeat's number and the positions to train on and to predict."""
    company = adverts["company"].map(company_key)
    alone = pd.Series([f"#{row}" for row in range(len(adverts))], index=adverts.index)
    groups = company.where(company != "", alone)
    for repeat in range(repeats):
        if kind == "random":
            stratified = StratifiedKFold(n_folds, shuffle=True, random_state=repeat)
            parts = stratified.split(adverts, adverts["category"])
        else:
            grouped = StratifiedGroupKFold(n_folds, shuffle=True, random_state=repeat)
            parts = grouped.split(adverts, adverts["category"], groups)
        for fold in parts:
            yield repeat, fold


def logistic(train: pd.DataFrame) -> Callable[[pd.DataFrame], NDArray[np.object_]]:
    """Categories: TF-IDF of the words of title and description, logistic regression with C=30."""
    vectorizer = TfidfVectorizer(sublinear_tf=True)
    X = vectorizer.fit_transform(train["title"] + " " + train["description"])
    model = LogisticRegression(C=30.0, max_iter=500).fit(X, train["category"])
    return lambda adverts: model.predict(
        vectorizer.transform(adverts["title"] + " " + adverts["description"])
    )


def base_model(table: pd.DataFrame, held_back: pd.DataFrame, n_jobs: int) -> AdvertModel:
    """Compact model of a table, less the documents that are to be predicted.

    Out goes every row with the id, or with the title and the employer, of such a document.
    """
    same = table["id"].isin(set(held_back["id"]) - {""})
    same |= _name(table).isin(set(_name(held_back)))
    known = table[~same]
    print(f"base model of {len(known)} adverts ({len(table) - len(known)} taken out)", flush=True)
    return AdvertModel(compact=True, n_jobs=n_jobs).fit(known)


def _name(adverts: pd.DataFrame) -> "pd.Series[str]":
    return adverts["title"].str.lower().str.strip() + " | " + adverts["company"].map(company_key)


def evaluate(
    adverts: pd.DataFrame,
    kind: str,
    *,
    base_data: pd.DataFrame | None = None,
    n_folds: int = 3,
    repeats: int = 1,
    n_jobs: int = 1,
) -> pd.DataFrame:
    """One row for each repeat and model, over the held-back documents of all its folds.

    Parameters
    ----------
    adverts : DataFrame
        What ``load_documents`` returned.
    kind : {"random", "by employer"}
    base_data : DataFrame, optional
        Adverts that base models are trained on.
    n_folds, repeats : int
    n_jobs : int
        Networks that are trained at the same time.

    Returns
    -------
    DataFrame
        ``accuracy`` (per cent of the documents) and ``mae``, ``median_ae`` (£ a year, documents
        with known pay); missing where a recipe gives no such answer.
    """
    names = ("salarypred", "logistic", "ridge", "median")
    has_pay = adverts["salary"].notna().to_numpy()
    found = []
    category = {name: np.empty(len(adverts), dtype=object) for name in names[:2]}
    pay = {name: np.full(len(adverts), np.nan) for name in ("salarypred", "ridge", "median")}
    for number, (repeat, (train, out)) in enumerate(folds(adverts, kind, n_folds, repeats), 1):
        known, unknown = adverts.iloc[train], adverts.iloc[out]
        asked = unknown.drop(columns=["salary", "category"])
        base = None if base_data is None else base_model(base_data, unknown, n_jobs)
        model = AdvertModel(n_jobs=n_jobs, random_state=repeat).fit(known, base=base)
        answer = model.predict(asked)
        category["salarypred"][out] = answer["predicted_category"]
        pay["salarypred"][out] = answer["predicted_salary"]
        category["logistic"][out] = logistic(known)(unknown)
        paid = known[known["salary"].notna()].assign(category="")
        if len(paid):
            for name, recipe in (("ridge", ridge), ("median", median)):
                pay[name][out] = recipe(paid)(to_adverts(asked))
        if number % n_folds:
            continue
        for name in names:
            row: dict[str, object] = {"folds": kind, "repeat": repeat, "model": name}
            if name in category:
                right = category[name] == adverts["category"].to_numpy(dtype=object)
                row["accuracy"] = 100 * float(right.mean())
            if name in pay and has_pay.any() and np.isfinite(pay[name][has_pay]).all():
                figures = salary_metrics(adverts["salary"][has_pay], pay[name][has_pay])
                row |= {"mae": figures["mae"], "median_ae": figures["median_ae"]}
            found.append(row)
    return pd.DataFrame(found)


def summary(results: pd.DataFrame) -> pd.DataFrame:
    """Mean over the repeats, and the lowest and highest of them."""
    wanted = [name for name in ("accuracy", "mae", "median_ae") if name in results]
    groups = results.groupby(["folds", "model"], sort=False)
    table = groups[wanted].mean()
    for name, places in zip(wanted, (1, 0, 0), strict=False):
        low, high = groups[name].min(), groups[name].max()
        table.insert(
            table.columns.tolist().index(name) + 1,
            f"{name} range",
            [
                "" if np.isnan(a) else f"{a:.{places}f}-{b:.{places}f}"
                for a, b in zip(low, high, strict=True)
            ],
        )
    return table.round(1).reset_index()


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--labels", type=Path, metavar="FILE")
    parser.add_argument("--folds", type=int, default=3, help="default: 3")
    parser.add_argument("--repeats", type=int, default=3, help="default: 3")
    parser.add_argument("--base-data", type=Path, metavar="TABLE", help="see above")
    parser.add_argument("--jobs", type=int, default=2, help="networks at a time (default: 2)")
    parser.add_argument(
        "--kind", choices=["random", "by employer"], help="only these folds (default: both)"
    )
    arguments = parser.parse_args(argv)
    adverts = load_documents(arguments.folder, arguments.labels)
    paid = int(adverts["salary"].notna().sum())
    print(f"{len(adverts)} documents, {adverts['category'].nunique()} categories, {paid} with pay")
    base_data = None if arguments.base_data is None else load([arguments.base_data])
    start = time.perf_counter()
    kinds = [arguments.kind] if arguments.kind else ["random", "by employer"]
    results = pd.concat(
        [
            evaluate(
                adverts,
                kind,
                base_data=base_data,
                n_folds=arguments.folds,
                repeats=arguments.repeats,
                n_jobs=arguments.jobs,
            )
            for kind in kinds
        ]
    )
    print(summary(results).to_string(index=False, na_rep=""))
    print("accuracy: per cent; mae, median_ae: £ a year; range: lowest to highest repeat")
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
