"""What a training costs as the adverts become more: time and peak memory, and how they grow.

    python benchmarks/training.py DATA [DATA ...] [--sizes 50000 100000 ...] [--as-of YYYY-MM]

DATA: adverts with pay, in any format that salarypred reads. Titles and the other columns are used,
descriptions are not. Where a size asks for more adverts than there are, adverts are drawn again,
with words of their titles changed for words of other titles drawn at random, so that titles do
not simply repeat and new pairs of words go on turning up. Pay stays.

Each size is trained by `train.py` in a process of its own, reading and saving included. Printed:
seconds, CPU seconds, peak memory, the size of the saved model, what failed, and the exponents b of
seconds = a * adverts ** b between the smallest and the largest size (1 is linear), and the same
for memory.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from memory import Usage, measured
from splits import load

TRAIN = Path(__file__).resolve().parents[1] / "train.py"
SIZES = (50_000, 100_000, 200_000, 400_000, 1_000_000)
#: Share of the words of a title drawn again that are changed; one at least.
_CHANGED = 0.25
#: GiB of a training of 1,000,000 title adverts at most.
MOST_MEMORY = 12.0


def resampled(adverts: pd.DataFrame, n: int, seed: int = 0) -> pd.DataFrame:
    """So many adverts: all or some of those given, then variations of them.

    Parameters
    ----------
    adverts : DataFrame
        With ``title``; the other columns go along.
    n : int
        Adverts that are wanted.
    seed : int, default=0

    Returns
    -------
    DataFrame of n rows
        In random order. An advert drawn again has a title in which a quarter of the words, and one
        at least, are words of other titles, as often as they are used there.
    """
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(adverts))
    rows = np.concatenate([order, rng.integers(len(adverts), size=max(0, n - len(adverts)))])[:n]
    titles = adverts["title"].to_numpy(dtype=object)[rows]
    again = titles[len(order) :]
    spoken = np.array(" ".join(adverts["title"]).split(), dtype=object)
    split = [title.split() for title in again]
    lengths = np.array([len(words) for words in split], dtype=np.intp)
    words = np.array([word for title in split for word in title], dtype=object)
    change = rng.random(len(words)) < _CHANGED
    ends = lengths.cumsum()
    some = lengths > 0
    change[ends[some] - 1 - rng.integers(lengths[some])] = True
    words[change] = spoken[rng.integers(len(spoken), size=int(change.sum()))]
    starts = ends - lengths
    titles[len(order) :] = [
        " ".join(words[start:end]) for start, end in zip(starts, ends, strict=True)
    ]
    made = adverts.iloc[rows].assign(title=titles, id=[str(row) for row in range(n)])
    return made.iloc[rng.permutation(n)].reset_index(drop=True)


def cost_of(
    adverts: pd.DataFrame, options: Sequence[str], limit: float | None
) -> tuple[Usage, float]:
    """What a training of these adverts takes, and the size of the saved model in MB."""
    with tempfile.TemporaryDirectory() as place:
        path, folder = Path(place, "adverts.parquet"), Path(place, "model")
        adverts.to_parquet(path)
        command = [sys.executable, str(TRAIN), str(path), "--output", str(folder), *options]
        usage = measured(command, pause=1.0, most_seconds=limit)
        size = sum(file.stat().st_size for file in folder.glob("*")) / 1e6
    return usage, size


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Slope of a line through the logarithms of both; NaN of fewer than 2 points."""
    if len(sizes) < 2:
        return float("nan")
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def summary(table: pd.DataFrame) -> list[str]:
    """The exponents of seconds, CPU seconds and memory over the sizes that did not fail."""
    done = table[table["failed"] == ""]
    lines = []
    for name in ("seconds", "CPU seconds", "peak GiB"):
        found = exponent(done["adverts"].tolist(), done[name].tolist())
        lines.append(f"{name}: adverts ** {found:.2f}" if np.isfinite(found) else f"{name}: -")
    return lines


def main(argv: Sequence[str] | None = None) -> None:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path, metavar="DATA")
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), metavar="N")
    parser.add_argument("--as-of", metavar="YYYY-MM", help="month of adverts without a date")
    parser.add_argument("--folds", type=int, default=3, help="of each round (default: 3)")
    parser.add_argument("--networks", type=int, default=2, help="in each fold (default: 2)")
    parser.add_argument("--jobs", type=int, default=2, help="networks at a time (default: 2)")
    parser.add_argument("--full", action="store_true", help="without --compact")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, help="a training that takes longer is ended")
    arguments = parser.parse_args(argv)
    options = [f"--{name}={getattr(arguments, name)}" for name in ("folds", "networks", "jobs")]
    options += ["--base=none", f"--seed={arguments.seed}"]
    options += [] if arguments.full else ["--compact"]
    options += [f"--as-of={arguments.as_of}"] if arguments.as_of else []
    print(f"train.py {' '.join(options)}", flush=True)
    adverts = load(arguments.data).drop(columns="description")
    adverts = adverts[adverts["salary"].notna() & (adverts["title"] != "")]
    rows = []
    for n in sorted(arguments.sizes):
        some = resampled(adverts, n, arguments.seed)
        different = some["title"].nunique()
        usage, size = cost_of(some, options, arguments.minutes and 60 * arguments.minutes)
        rows.append(
            {
                "adverts": n,
                "titles": different,
                "seconds": round(usage.seconds, 1),
                "CPU seconds": round(usage.cpu_seconds, 1),
                "peak GiB": round(usage.memory, 2),
                "model MB": round(size, 1),
                "failed": usage.failed,
            }
        )
        print(pd.DataFrame(rows[-1:]).to_string(index=False, header=len(rows) == 1), flush=True)
    print("\n".join(summary(pd.DataFrame(rows))))


if __name__ == "__main__":
    main()
