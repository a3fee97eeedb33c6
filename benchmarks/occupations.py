"""How right the occupation classifier is, beside a look-up and a plain linear model.

    python benchmarks/occupations.py CODED [--held-back]

CODED: adverts with the column ``soc2020`` and ``title``, optionally ``category``, ``company`` and
``location``; rows without a code are left out. The look-up takes the longest phrase of the title
that is a title of the coding index; the linear model is logistic regression on TF-IDF of the
index's titles (words and pairs of words). ``--held-back`` also trains on nine tenths of the titles
of the official lists and scores the tenth of the index (without own titles and adverts).
"""

import argparse
import time
from collections import Counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from salarypred.adverts.table import to_adverts
from salarypred.files.read import read_batches
from salarypred.occupations.classifier import OccupationClassifier
from salarypred.occupations.official import NO_CODE, titles
from salarypred.occupations.shipped import shipped_classifier
from salarypred.occupations.titles import read_title
from salarypred.occupations.training_rows import official_rows


def words(title: str) -> list[str]:
    """Words as the classifier reads them, so that the look-up is not hindered by plurals."""
    found = read_title(title)
    return [*found.main, *found.rest]


def longest_phrase(index: pd.DataFrame, adverts: pd.DataFrame) -> NDArray[np.object_]:
    """Code of the longest run of words that the index has ("" = none); the first where several."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for title, code in zip(index["title"], index["code"], strict=True):
        counts.setdefault(tuple(words(title)), Counter())[code] += 1
    best = {phrase: found.most_common(1)[0][0] for phrase, found in counts.items() if phrase}
    answers = []
    for title in adverts["title"]:
        found = words(title)
        runs = (
            tuple(found[i : i + n])
            for n in range(len(found), 0, -1)
            for i in range(len(found) - n + 1)
        )
        answers.append(next((best[run] for run in runs if run in best), ""))
    return np.array(answers, dtype=object)


def figures(
    name: str, classes: NDArray[np.str_], proba: NDArray[np.float64], true: NDArray[np.object_]
) -> dict[str, float | str]:
    """Accuracy at 4, 3 and 1 digits, among the first 5, and the calibration error (10 bins)."""
    order = np.argsort(-proba, axis=1)[:, :5]
    top = classes[order]
    best, sure = top[:, 0], proba.max(axis=1)
    right = best == true
    bins = np.minimum((sure * 10).astype(int), 9)
    error = sum(
        abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    )
    digits = {n: np.mean([a[:n] == b[:n] for a, b in zip(best, true, strict=True)]) for n in (3, 1)}
    return {
        "": name,
        "4 digits": right.mean(),
        "3 digits": digits[3],
        "major": digits[1],
        "top 5": (top == true[:, None]).any(axis=1).mean(),
        "calibration": float(error),
        "mean probability": sure.mean(),
    }


def one_hot(codes: NDArray[np.object_]) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    classes, place = np.unique(codes.astype(str), return_inverse=True)
    return classes, np.eye(len(classes))[place]


def linear_model(
    index: pd.DataFrame, adverts: pd.Series
) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1),
        LogisticRegression(C=30, max_iter=25),
    )
    model.fit([" ".join(words(t)) for t in index["title"]], index["code"])
    return model.classes_, model.predict_proba([" ".join(words(t)) for t in adverts])


def show(rows: list[dict[str, float | str]]) -> None:
    print(pd.DataFrame(rows).set_index("").round(3).to_string(), "\n")


def on_coded(path: str, index: pd.DataFrame) -> None:
    coded = pd.concat([batch.rows for batch in read_batches([path])], ignore_index=True)
    coded = coded[coded["soc2020"].notna() & (coded["soc2020"] != "")]
    true = coded["soc2020"].astype(str).str.zfill(4).to_numpy(dtype=object)
    adverts = to_adverts(coded)
    model = shipped_classifier()
    print(f"{len(coded)} coded adverts")
    show(
        [
            figures("longest phrase", *one_hot(longest_phrase(index, adverts)), true),
            figures("TF-IDF, linear", *linear_model(index, adverts["title"]), true),
            figures(
                "classifier, title only",
                model.classes_,
                model.predict_proba(adverts["title"]),
                true,
            ),
            figures("classifier", model.classes_, model.predict_proba(adverts), true),
        ]
    )


def on_held_back_titles(index: pd.DataFrame) -> None:
    phrases = index["title"].str.lower()
    rng = np.random.default_rng(0)
    unique = phrases.unique()
    out = set(rng.choice(unique, len(unique) // 10, replace=False))
    held = index[phrases.isin(out)].reset_index(drop=True)
    rest = index[~phrases.isin(out)]
    rows = official_rows()
    plain = rows["title"].str.replace(r" \(.*", "", regex=True).str.lower()
    rows = rows[~plain.isin(out)]
    model = OccupationClassifier(n_epochs=4).fit(rows, rows["code"], rows["weight"])
    true = held["code"].to_numpy(dtype=object)
    print(f"{len(held)} held-back titles of the index, which the other lists may not have either")
    show(
        [
            figures("longest phrase", *one_hot(longest_phrase(rest, held)), true),
            figures("TF-IDF, linear", *linear_model(rest, held["title"]), true),
            figures("classifier", model.classes_, model.predict_proba(held[["title"]]), true),
        ]
    )


def speed(index: pd.DataFrame) -> None:
    model = shipped_classifier()
    some = index["title"].drop_duplicates().sample(20_000, random_state=0, replace=False)
    model.predict_proba(some.head(100))
    start = time.perf_counter()
    model.predict_proba(some)
    print(
        f"{len(some) / (time.perf_counter() - start):,.0f} different titles a second, one process"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("coded")
    parser.add_argument("--held-back", action="store_true")
    arguments = parser.parse_args()
    index = titles().query(f"list == 'index' and code != '{NO_CODE}'")
    on_coded(arguments.coded, index)
    if arguments.held_back:
        on_held_back_titles(index)
    speed(index)


if __name__ == "__main__":
    main()
