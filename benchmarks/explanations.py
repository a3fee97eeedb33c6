"""Do explanations hold? Terms that are named are taken out together, and the estimate compared.

The strongest terms of an advert are taken out, up to three at once and the first one alone: the
product of what was said of them against what the model then says. Printed: the correlation of both
(of log pay).

    python benchmarks/explanations.py [adverts.parquet] [--rows 200]

Without a table: the synthetic sample.
"""

import argparse

import numpy as np
import pandas as pd

from salarypred import load_model
from salarypred.adverts.table import to_adverts
from salarypred.model.explain import explain
from salarypred.model.occlusion import without
from salarypred.resources import shipped_model
from salarypred.sample.generate import generate


def main() -> None:
    """Print the correlation."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?")
    parser.add_argument("--rows", type=int, default=200)
    parser.add_argument("--most", type=int, default=8, help="terms of an explanation")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    frame = pd.read_parquet(given.data) if given.data else generate(2_000, seed=given.seed)
    adverts = to_adverts(frame.sample(min(given.rows, len(frame)), random_state=given.seed))
    folder = shipped_model()
    if folder is None:
        raise SystemExit("no shipped model; expected models/uk-adverts")
    model = load_model(folder)
    said: dict[str, list[float]] = {"together": [], "one": []}
    seen: dict[str, list[float]] = {"together": [], "one": []}
    for advert in adverts.to_dict("records"):
        named = {str(name): value for name, value in advert.items()}
        top = explain(model, named, most=given.most).salary
        sets = {"together": top[:3]} if len(top) > 1 else {}
        if top:
            sets["one"] = top[:1]
        for kind, some in sets.items():
            cut = dict(named)
            for name in {driver.field for driver in some}:
                spans = [span for driver in some if driver.field == name for span in driver.spans]
                cut[name] = without(cut[name], spans)
            if not f"{cut['title']}{cut['description']}".strip():
                continue
            pay = model.predict(pd.DataFrame([named, cut]))["predicted_salary"].to_numpy()
            said[kind].append(sum(np.log1p(driver.percent / 100) for driver in some))
            seen[kind].append(np.log(pay[0] / pay[1]))
    for kind, words in (("together", "two or three strongest"), ("one", "the strongest")):
        said_of, seen_of = np.array(said[kind]), np.array(seen[kind])
        same = float((np.sign(said_of) == np.sign(seen_of)).mean())
        print(
            f"{words} terms out, {len(said_of)} adverts: correlation of said and seen change "
            f"{np.corrcoef(said_of, seen_of)[0, 1]:.3f}, same direction {same:.1%}, mean change "
            f"seen {np.abs(seen_of).mean():.1%}"
        )


if __name__ == "__main__":
    main()
