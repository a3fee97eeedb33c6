"""Do the entity features help? The same features with and without them, on the same splits.

    python benchmarks/entities.py DATA [DATA ...]

DATA: adverts with pay and a category column, some with descriptions, in any format that salarypred
reads; for instance the training file of Kaggle's "Job Salary Prediction" (2013). You bring it; it
may lie anywhere. Without DATA: generated sample adverts, which show that the program runs and
nothing else.

For every seed the adverts are split anew (at random and by employer), the vectorizer is fitted
with ``entities=True`` and ``entities=False``, and both get the same networks with the same seeds.
To stay affordable these are the first stage of the salary regressor (its networks on log pay, mean
of --networks) without the second stage, and the networks and linear model of the category
classifier without its calibration, which does not change the most probable category.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from splits import TEXTS, Split, load, split

from salarypred.adverts.table import Adverts, to_adverts
from salarypred.estimators.category import CategoryClassifier
from salarypred.estimators.networks import NetworkRegressor
from salarypred.features.encoded import Encoded, encode
from salarypred.features.vectorizer import TEXT_BLOCKS, AdvertVectorizer
from salarypred.sample.generate import generate

# As in the model's first stage.
_HIDDEN = {"company": 0.25, "location": 0.05, "description": 0.3}

HELD_BACK = 0.15  # of the adverts at random; adverts with a description are few
#: The measures, their unit and whether more of it is better.
MEASURES = {
    "salary, all columns": ("£", False),
    "salary, texts only": ("£", False),
    "category": ("points", True),
}


def choose(adverts: pd.DataFrame, n_rows: int, seed: int = 0) -> pd.DataFrame:
    """Adverts with pay and category: those with a description first, the others at random."""
    usable = adverts[adverts["salary"].notna() & (adverts["category"] != "")]
    order = np.random.default_rng(seed).permutation(len(usable))
    usable = usable.iloc[order]
    usable = usable.loc[(usable["description"] == "").sort_values(kind="stable").index]
    return usable.head(n_rows).sort_index().reset_index(drop=True)


def compare(adverts: pd.DataFrame, seeds: Sequence[int], n_networks: int = 1) -> pd.DataFrame:
    """Error with and without entity features.

    Parameters
    ----------
    adverts : DataFrame
        Advert table with ``salary`` and ``category``, as from ``choose``.
    seeds : sequence of int
        One split and one pair of trainings each.
    n_networks : int
        Networks that are averaged, in the salary regressor and in the classifier.

    Returns
    -------
    DataFrame
        One row for each seed, set of rows and measure: ``n`` held-back adverts, ``without`` and
        ``with`` (mean absolute error in £, or accuracy in per cent), ``share``: held-back adverts
        for each one that was trained on.
    """
    found = []
    for seed in seeds:
        parts = split(adverts, share=HELD_BACK, seed=seed)
        results = {
            name: _held_back(adverts, parts, entities, seed, n_networks)
            for name, entities in (("without", False), ("with", True))
        }
        told = int((adverts["description"].iloc[parts.train] != "").sum())
        for rows, chosen in _sets(adverts, parts).items():
            # The interval is corrected by the number of like adverts that were learned from.
            alike = told if rows.endswith("with description") else len(parts.train) - told
            for measure in MEASURES:
                if not chosen.any():
                    continue
                row = {"seed": seed, "rows": rows, "measure": measure, "n": int(chosen.sum())}
                for name, errors in results.items():
                    row[name] = float(errors[measure][chosen].mean())
                found.append(row | {"share": chosen.sum() / max(alike, 1)})
    return pd.DataFrame(found)


def _sets(adverts: pd.DataFrame, parts: Split) -> dict[str, NDArray[np.bool_]]:
    """Held-back adverts (positions in random + unseen employers) that are looked at apart."""
    out = np.concatenate([parts.random, parts.unseen_employers])
    told = (adverts["description"].iloc[out] != "").to_numpy()
    at_random = np.arange(len(out)) < len(parts.random)
    return {
        f"{name}, {text}": which & has
        for name, which in (("random", at_random), ("unseen employers", ~at_random))
        for text, has in (("title only", ~told), ("with description", told))
    }


def _held_back(
    adverts: pd.DataFrame, parts: Split, entities: bool, seed: int, n_networks: int
) -> dict[str, NDArray[np.float64]]:
    """Train once; for each measure the error or success of each held-back advert."""
    train = adverts.iloc[parts.train]
    out = adverts.iloc[np.concatenate([parts.random, parts.unseen_employers])]
    vectorizer = AdvertVectorizer(entities=entities)
    encoded = encode(vectorizer, Adverts(train), fit=True)
    seen = encode(vectorizer, Adverts(out))
    networks = [
        NetworkRegressor(
            n_bins=64 if number % 2 == 0 else 40,
            column_groups=[
                *((*vectorizer.blocks_[name], p) for name, p in _HIDDEN.items()),
                (*encoded.table_columns, 0.5),
            ],
            binary_columns=[
                blocks for name, blocks in vectorizer.blocks_.items() if name != "description"
            ]
            if number % 2 == 0
            else (),
            random_state=seed + number,
        ).fit(encoded.X, np.log(train["salary"].to_numpy()))
        for number in range(n_networks)
    ]
    pay = out["salary"].to_numpy()

    def error(some: Encoded) -> NDArray[np.float64]:
        log_pay = np.mean([network.predict(some.X) for network in networks], axis=0)
        return np.abs(np.exp(log_pay) - pay)

    _, last = vectorizer.columns(TEXT_BLOCKS)
    # One fold: no cross-validation, so no calibration either.
    classifier = CategoryClassifier(
        n_folds=1, n_networks=n_networks, n_jobs=1, random_state=seed
    ).fit(encoded.X[:, :last], train["category"].to_numpy(dtype=object))
    right = classifier.predict(seen.X[:, :last]) == out["category"].to_numpy(dtype=object)
    return {
        "salary, all columns": error(seen),
        "salary, texts only": error(encode(vectorizer, to_adverts(out[TEXTS])).texts_only()),
        "category": 100.0 * right,
    }


def summary(results: pd.DataFrame) -> pd.DataFrame:
    """Mean over the seeds, the mean difference, and its 95% interval.

    The splits of different seeds share most adverts, so the plain standard error is too small; it
    is corrected as in C. Nadeau and Y. Bengio, "Inference for the Generalization Error" (2003),
    section 3.
    """
    found = []
    for (rows, measure), group in results.groupby(["rows", "measure"], sort=False):
        difference = group["with"] - group["without"]
        k = len(group)
        half = np.nan
        if k > 1:
            spread = difference.std() * np.sqrt(1 / k + group["share"].mean())
            half = float(stats.t.ppf(0.975, k - 1) * spread)
        found.append(
            {
                "rows": rows,
                "measure": measure,
                "n": round(group["n"].mean()),
                "without": group["without"].mean(),
                "with": group["with"].mean(),
                "difference": difference.mean(),
                "+/-": half,
                "same sign": f"{max((difference > 0).sum(), (difference < 0).sum())} of {k}",
            }
        )
    return pd.DataFrame(found)


def sentences(table: pd.DataFrame) -> list[str]:
    """Say for each row of ``summary`` whether entities help, and whether that is beyond noise."""
    said = []
    for row in table.to_dict("records"):
        unit, more_is_better = MEASURES[row["measure"]]
        gain = row["difference"] if more_is_better else -row["difference"]
        noise = row["+/-"]
        size = f"£{abs(gain):,.0f}" if unit == "£" else f"{abs(gain):.2f} points"
        if not np.isfinite(noise):
            verdict = "cannot be told from noise with one seed"
        elif abs(gain) > noise:
            verdict = f"the entity features {'help' if gain > 0 else 'harm'}, beyond seed noise"
        else:
            verdict = "the entity features do not help (a difference within seed noise)"
        change = "better" if gain > 0 else "worse"
        said.append(f"{row['measure']}, {row['rows']}: {verdict}: {size} {change} with them.")
    return said


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="*", type=Path, metavar="DATA")
    parser.add_argument("--rows", type=int, default=60_000, help="default: 60000")
    parser.add_argument("--seeds", type=int, default=5, help="number of splits (default: 5)")
    parser.add_argument("--networks", type=int, default=1, help="averaged (default: 1)")
    arguments = parser.parse_args(argv)
    if arguments.data:
        adverts = load(arguments.data)
    else:
        print("No DATA: generated sample adverts. The figures say nothing about real adverts.")
        adverts = generate(min(arguments.rows, 3_000), seed=1)
        adverts.loc[::2, "description"] = ""
    adverts = choose(adverts, arguments.rows)
    told = int((adverts["description"] != "").sum())
    print(f"{len(adverts):,} adverts, {told:,} with a description; {arguments.seeds} seeds")
    table = summary(compare(adverts, range(arguments.seeds), arguments.networks))
    print(table.round(2).to_string(index=False))
    print("salary: mean absolute error, £; category: accuracy, per cent; +/-: 95% interval")
    print("\n".join(sentences(table)))


if __name__ == "__main__":
    main()
