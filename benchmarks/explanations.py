"""Do explanations hold? Terms that are named are taken out, and the estimate compared.

Every term that an explanation names is taken out alone, and its three strongest together: what was
said of them (the product of it) against what the model then says. Printed: the correlation of both
(of log pay), which should be at least 0.9 of each.

    python benchmarks/explanations.py [adverts.parquet] [--rows 200]

Without a table: the synthetic sample.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from salarypred import load_model
from salarypred.adverts.table import to_adverts
from salarypred.model.explain import MOST_DRIVERS, explain
from salarypred.model.occlusion import Driver, without
from salarypred.resources import shipped_model
from salarypred.sample.generate import generate


def main() -> None:
    """Print the correlation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?")
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--most", type=int, default=MOST_DRIVERS, help="terms of an explanation")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    frame = pd.read_parquet(given.data) if given.data else generate(2_000, seed=given.seed)
    adverts = to_adverts(frame.sample(min(given.rows, len(frame)), random_state=given.seed))
    folder = shipped_model()
    if folder is None:
        raise SystemExit("no shipped model; expected models/uk-adverts")
    model = load_model(folder)
    said: dict[str, list[float]] = {"one": [], "three": []}
    seen: dict[str, list[float]] = {"one": [], "three": []}
    counted: Counter[str] = Counter()
    for advert in adverts.to_dict("records"):
        named = {str(name): value for name, value in advert.items()}
        if not f"{named['title']}{named['description']}".strip():
            continue
        top = explain(model, named, most=given.most).salary
        counted.update(driver.family for driver in top)
        sets = [("one", [driver]) for driver in top]
        if len(top) > 1:
            sets.append(("three", top[:3]))
        cut = [(kind, some, removed(named, some)) for kind, some in sets]
        cut = [item for item in cut if f"{item[2]['title']}{item[2]['description']}".strip()]
        rows = pd.DataFrame([named, *(row for _, _, row in cut)])
        pay = model.predict(rows)["predicted_salary"].to_numpy()
        for (kind, some, _), left in zip(cut, pay[1:], strict=True):
            said[kind].append(sum(np.log1p(driver.percent / 100) for driver in some))
            seen[kind].append(np.log(pay[0] / left))
    for kind, words in (("one", "one term"), ("three", "the two or three strongest")):
        said_of, seen_of = np.array(said[kind]), np.array(seen[kind])
        same = float((np.sign(said_of) == np.sign(seen_of)).mean())
        print(
            f"{words} out, {len(said_of)} times: correlation of said and seen change "
            f"{np.corrcoef(said_of, seen_of)[0, 1]:.3f}, same direction {same:.1%}, mean change "
            f"seen {np.abs(seen_of).mean():.1%}"
        )
    print("named:", ", ".join(f"{family} {n}" for family, n in counted.most_common()))


def removed(advert: dict[str, Any], drivers: Sequence[Driver]) -> dict[str, Any]:
    """The advert without these terms."""
    cut = dict(advert)
    for name in {name for driver in drivers for name in driver.spans}:
        spans = [span for driver in drivers for span in driver.spans.get(name, [])]
        cut[name] = without(cut[name], spans)
    return cut


if __name__ == "__main__":
    main()
