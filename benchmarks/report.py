"""How long does a report of many rows take? Against pandas reading the same file whole.

    python benchmarks/report.py [--rows 300000]

Writes so many predicted rows (synthetic adverts, repeated, each title its own; made-up estimates)
to a Parquet file, reads it with `pandas.read_parquet`, and runs `salarypred report` on it.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from salarypred.sample.generate import generate


def main() -> None:
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=300_000)
    given = parser.parse_args()
    some = generate(3_000, seed=4)
    table = pd.concat([some] * -(-given.rows // len(some)), ignore_index=True).head(given.rows)
    table["title"] = table["title"].astype(str) + " " + table.index.astype(str)
    table["description"] = table["description"].astype(str) * 4
    rng = np.random.default_rng(0)
    pay = table["salary"].to_numpy() * rng.lognormal(0, 0.2, len(table))
    table = table.assign(
        predicted_salary=pay.round(),
        salary_low=(pay * 0.77).round(),
        salary_high=(pay * 1.3).round(),
        predicted_category=table["category"],
        category_probability=0.9,
        stated_salary_min=np.nan,
        stated_salary_max=np.nan,
        warnings=np.where(rng.random(len(table)) < 0.03, "written in French: a guess", ""),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "predictions.parquet")
        table.to_parquet(path, index=False)
        start = time.perf_counter()
        pd.read_parquet(path)
        read = time.perf_counter() - start
        command = [sys.executable, "-m", "salarypred", "report", path, "--output"]
        start = time.perf_counter()
        subprocess.run([*map(str, command), str(Path(folder, "report.html"))], check=True)
        took = time.perf_counter() - start
        size = Path(folder, "report.html").stat().st_size
    print(f"{len(table):,} rows: report {took:.1f} s, pandas reading alone {read:.1f} s")
    print(f"ratio {took / read:.1f}; page of {size / 1000:,.0f} kB")


if __name__ == "__main__":
    main()
