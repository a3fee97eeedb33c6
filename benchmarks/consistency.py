"""Whether all that a model says of an advert's pay fits together, on many rows.

    python benchmarks/consistency.py [DATA ...] [--model FOLDER] [--rows 20000]

DATA: adverts in any format that salarypred reads; without, generated ones, with columns left out
and dates of 2012 to 2028 dealt at random. Without --model: the shipped model. Printed is the number
of rows that break each rule; the exit status is 1 if there are any.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from splits import load

from salarypred.adverts.months import month_name, parse_month
from salarypred.adverts.table import to_adverts
from salarypred.model.advert_model import AdvertModel
from salarypred.model.loading import load_model
from salarypred.pay.earnings import MONTHS_AHEAD, last_known_month
from salarypred.pay.minimum_wage import minimum_pay
from salarypred.resources import shipped_model
from salarypred.sample.generate import generate
from salarypred.web.shown.curve import SHARES

_QUANTILES = [f"salary_p{share}" for share in (10, 25, 50, 75, 90)]
_DEALT = ("description", "company", "location", "category", "contract_type", "contract_time")


def rows_to_ask(paths: list[Path], n: int, seed: int) -> pd.DataFrame:
    """Adverts with columns left out and months dealt at random."""
    rng = np.random.default_rng(seed)
    if paths:
        rows = load(paths).drop(columns="salary")
        return rows.sample(min(n, len(rows)), random_state=seed, ignore_index=True)
    rows = to_adverts(generate(n, seed=seed)).reset_index(drop=True)
    for name in _DEALT:
        rows[name] = rows[name].mask(rng.random(n) < 0.4, "")
    last = parse_month(last_known_month()) + MONTHS_AHEAD
    months = rng.integers(parse_month("2012-01"), last + 1, n)
    return rows.assign(posted=[month_name(month) for month in months])


def broken(model: AdvertModel, rows: pd.DataFrame) -> dict[str, int]:
    """Rows that break each rule.

    Parameters
    ----------
    model : AdvertModel
        With a salary regressor.
    rows : DataFrame of n adverts
    """
    answer, curve = model.predict_quantiles(rows, SHARES)
    half = model.predict(rows, level=0.5)
    assert model.salary_ is not None
    asked = answer["predicted_salary"].notna().to_numpy()
    encoded = model.encode(to_adverts(rows))
    floor = np.zeros(len(rows))
    if len(model.salary_.era_.knots_) > 1:
        floor = minimum_pay(encoded.months, encoded.kinds)
    pay, steps = answer["predicted_salary"].to_numpy(), answer[_QUANTILES].to_numpy()
    low, high = answer["salary_low"].to_numpy(), answer["salary_high"].to_numpy()
    rules = {
        "quantiles in order": (np.diff(steps, axis=1) >= 0).all(axis=1),
        "estimate between p25 and p75": (pay >= steps[:, 1]) & (pay <= steps[:, 3]),
        "estimate is p50": pay == steps[:, 2],
        "80% range is p10 to p90": (low == steps[:, 0]) & (high == steps[:, 4]),
        "50% range is p25 to p75": (half["salary_low"].to_numpy() == steps[:, 1])
        & (half["salary_high"].to_numpy() == steps[:, 3]),
        "curve in order": (np.diff(curve, axis=1) >= 0).all(axis=1),
        "curve passes the estimate": curve[:, SHARES.index(0.5)] == pay,
        "nothing below the legal minimum": curve[:, 0] >= np.floor(floor),
        "level moves no estimate": half["predicted_salary"].to_numpy() == pay,
        "high is narrow": (answer["confidence"].to_numpy() != "high") | (high / low <= 1.501),
    }
    return {rule: int((~holds[asked]).sum()) for rule, holds in rules.items()}


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", nargs="*", type=Path)
    parser.add_argument("--model", type=Path, default=shipped_model())
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    rows = rows_to_ask(arguments.data, arguments.rows, arguments.seed)
    found = broken(load_model(arguments.model), rows)
    print(f"{len(rows):,} adverts; rows that break a rule:")
    for rule, number in found.items():
        print(f"{number:8,}  {rule}")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main())
