"""Training on own adverts: whether the 80% range holds, and the model is better than its base.

    python benchmarks/own_adverts.py DATA --base-rows 30000 [--other DATA] [--keep FOLDER]

DATA: adverts with pay. A part of them trains a base, which is kept in `--keep` and used again.
Then models are trained on a few adverts: without a base, upon the base with adverts that it does
not know, and upon the base with adverts that it was trained on. Each is measured on adverts that
neither has seen. `--other`: further adverts that the base does not know, of another time or source.

Printed for each training: how many adverts the base knew, the error of the model and of the base
alone, what the 80% range covers, and what the training itself said of both. Several small
trainings of the same size are averaged: 80% of 20 adverts is 16 give or take 2.
"""

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from splits import load

from salarypred.adverts.months import undated
from salarypred.adverts.table import targets
from salarypred.model.advert_model import AdvertModel
from salarypred.model.loading import load_model, save_model

_MOST_TRAININGS = 6


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--other", nargs="*", default=[], type=Path)
    parser.add_argument("--as-of", metavar="YYYY-MM", default="2013-01")
    parser.add_argument("--base-rows", type=int, default=30_000)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20, 100, 300, 1000, 5000, 20_000])
    parser.add_argument("--ways", nargs="+", default=["none", "unseen", "seen"])
    parser.add_argument("--held-back", type=int, default=2000)
    parser.add_argument("--keep", type=Path, help="folder of the base")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rows = with_pay(arguments.data, arguments.as_of).sample(
        frac=1, random_state=arguments.seed, ignore_index=True
    )
    seen, rest = rows[: arguments.base_rows], rows[arguments.base_rows :]
    base = base_model(seen, arguments.keep)
    held, unseen = rest[: arguments.held_back], rest[arguments.held_back :]
    others = {str(path.stem): with_pay([path], arguments.as_of) for path in arguments.other}
    for size in arguments.sizes:
        for way in arguments.ways:
            pool = seen if way == "seen" else unseen
            below = None if way == "none" else base
            show(way, pool, held, size, below, arguments.seed)
        for name, table in others.items():
            half = len(table) // 2
            mixed = table.sample(frac=1, random_state=arguments.seed, ignore_index=True)
            if size <= half:
                pool, rows = mixed[:half], mixed[half:]
                for way, below in {"none": None, "base": base}.items():
                    show(f"{name} {way}", pool, rows, size, below, arguments.seed)


def with_pay(paths: list[Path], as_of: str) -> pd.DataFrame:
    """Adverts whose pay is known, all dated, without their category: this is about pay."""
    rows = load(paths)
    rows["posted"] = rows["posted"].mask(undated(rows["posted"]), as_of)
    kept = rows[targets(rows).notna()]
    return kept.drop(columns=[name for name in kept if str(name).lower() == "category"])


def base_model(rows: pd.DataFrame, folder: Path | None) -> AdvertModel:
    """The base, trained unless its folder is there already."""
    if folder is not None and folder.exists():
        return load_model(folder)
    base = AdvertModel(compact=True).fit(rows)
    if folder is not None:
        save_model(base, folder, {"data": {"rows": len(rows)}}, {"README.md": "A benchmark's.\n"})
    return base


def show(
    name: str,
    pool: pd.DataFrame,
    held: pd.DataFrame,
    size: int,
    base: AdvertModel | None,
    seed: int,
) -> None:
    """Train on several draws of a size, and print the means."""
    if size > len(pool):
        return
    true = targets(held).to_numpy()
    draws = int(np.clip(2000 // size, 1, _MOST_TRAININGS))
    figures = []
    for draw in range(draws):
        own = pool.sample(size, random_state=seed + draw)
        model = AdvertModel(random_state=seed + draw, n_jobs=1).fit(own, base=base)
        figures.append(measured(model, held, true))
    table = pd.DataFrame(figures)
    alone = np.nan
    if base is not None:
        alone = np.abs(base.predict(held)["predicted_salary"] - true).mean()
    mean = table.mean()
    print(
        f"{name:24} {size:6} adverts x {draws}: base knew {mean['knew']:7.0f}, error "
        f"£{mean['error']:,.0f} (base alone £{alone:,.0f}, said £{mean['said_error']:,.0f}), "
        f"80% range covers {mean['covered']:.1%} (from {table['covered'].min():.1%} to "
        f"{table['covered'].max():.1%}, said {mean['said_covered']:.1%}), "
        f"width £{mean['width']:,.0f}",
        flush=True,
    )


def measured(
    model: AdvertModel, held: pd.DataFrame, true: "np.ndarray[Any, Any]"
) -> dict[str, float]:
    """Figures of one model on the adverts held back, and what its training said."""
    found = model.predict(held)
    low, high = found["salary_low"].to_numpy(), found["salary_high"].to_numpy()
    metrics = model.salary_.metrics_ if model.salary_ else {}
    said = [figures for name, figures in metrics.items() if name == "random"]
    return {
        "knew": model.n_known_,
        "error": float(np.abs(found["predicted_salary"] - true).mean()),
        "covered": float(((low <= true) & (true <= high)).mean()),
        "width": float((high - low).mean()),
        "said_error": said[0]["mean error"] if said else np.nan,
        "said_covered": said[0]["coverage of 80% interval"] if said else np.nan,
    }


if __name__ == "__main__":
    main()
