"""How far official figures that are filled or interpolated lie from those that ONS states.

    python benchmarks/official.py

Stated cells of the survey of earnings are hidden by turns, filled as the package fills what ONS
suppresses, and compared with what was stated.
"""

import argparse

import numpy as np
import pandas as pd

from salarypred.official.filling import BASES, fill
from salarypred.official.occupations import april, official_table, survey_cubes
from salarypred.official.tables import MEASURES
from salarypred.pay.earnings import log_earnings

MEDIAN = MEASURES.index("median")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--parts", type=int, default=10, help="parts hidden by turns")
    arguments = parser.parse_args()
    table = pd.concat([filled(arguments.seed, arguments.parts), interpolated()])
    print(table.to_string(index=False, float_format=lambda value: f"{value:.3f}"))


def filled(seed: int, parts: int) -> pd.DataFrame:
    """Errors of figures hidden in two ways: an occupation's annual pay, and its hourly pay too."""
    rows = []
    cubes = survey_cubes()
    units = np.array([len(code) == 4 for code in cubes.codes])
    part = np.random.default_rng(seed).integers(0, parts, len(units))
    for name, hourly_too, years in (
        ("annual pay of one year hidden", False, [2]),
        ("annual and hourly pay of one year hidden", True, [2]),
        ("annual and hourly pay of all years hidden", True, [0, 1, 2, 3, 4]),
    ):
        found = np.full(cubes.annual.shape, np.nan)
        kinds = np.zeros(cubes.annual.shape, dtype=np.int8)
        for number in range(parts):
            hidden = np.ix_(units & (part == number), years)
            annual, hourly = cubes.annual.copy(), cubes.hourly.copy()
            annual[hidden] = np.nan
            if hourly_too:
                hourly[hidden] = np.nan
            answer = fill(annual, hourly, cubes.hours, cubes.parents, cubes.earnings)
            found[hidden], kinds[hidden] = answer.logs[hidden], answer.kinds[hidden]
        for measure in ("median", "p10", "p25", "p75", "p90"):
            column = MEASURES.index(measure)
            errors = np.abs(found - cubes.annual)[:, 2, column]
            for kind, basis in enumerate(BASES):
                use = np.isfinite(errors) & (kinds[:, 2, column] == kind) & units
                if kind and use.sum() >= 10:
                    rows.append((name, measure, basis, use.sum(), *_summary(errors[use])))
    return pd.DataFrame(
        rows, columns=["hidden", "figure", "basis", "n", "median |log error|", "p90"]
    )


def interpolated() -> pd.DataFrame:
    """Errors of 2022 and 2023 when only 2021 and 2024 are known."""
    stated = official_table()["median"].where(official_table()["basis"] == "stated").unstack()
    stated = stated[stated.index.str.len() == 4]
    earnings = pd.Series(
        {year: log_earnings(np.array([april(int(str(year)))]))[0] for year in stated}
    )
    above = np.log(stated) - earnings
    rows = []
    for year in (2022, 2023):
        share = (year - 2021) / 3
        errors = (above[2021] * (1 - share) + above[2024] * share - above[year]).abs().dropna()
        rows.append((f"{year} hidden", "median", "interpolated", len(errors), *_summary(errors)))
    return pd.DataFrame(
        rows, columns=["hidden", "figure", "basis", "n", "median |log error|", "p90"]
    )


def _summary(errors: "np.ndarray | pd.Series[float]") -> tuple[float, float]:
    return float(np.median(errors)), float(np.quantile(errors, 0.9))


if __name__ == "__main__":
    main()
