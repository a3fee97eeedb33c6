"""How fast a trained model predicts, as ratios against named peers in the same run.

    python benchmarks/speed.py --model FOLDER

FOLDER: a model made by train.py. You need nothing else: the adverts are generated. With
--data FILE the titles and descriptions of your own adverts are used (descriptions are strung
together to 2,000 characters where there are any).

With --before CHECKOUT the command of an earlier version (git worktree add CHECKOUT COMMIT) runs on
the same files, in turn, and the peer too: seconds and CPU seconds a row, reading and writing
included. On a machine that others use only the CPU seconds can be compared.

The peer of the two rates is scikit-learn's TF-IDF (words and pairs) with ridge on log pay, which
answers one question with one number. The peer of the one document is a Python process that does
nothing but import pandas, scikit-learn's linear models and spaCy. Compare ratios, not times: the
seconds are this machine's.
"""

import argparse
import csv
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from memory import peak_memory
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge
from sklearn.pipeline import Pipeline, make_pipeline
from splits import load

from salarypred.model.advert_model import AdvertModel
from salarypred.model.loading import load_model
from salarypred.sample.generate import generate
from salarypred.sample.write import document

PREDICT = Path(__file__).resolve().parents[1] / "predict.py"
LENGTH = 2_000
# What a system counts processor time in, seconds.
_TICK = 0.01
IMPORTS = "import pandas, sklearn.linear_model, spacy"
#: What the project promises, on 2 cores.
LEAST_TITLES, LEAST_TEXTS, MOST_SECONDS, MOST_MEMORY = 10_000, 1_000, 2.0, 2.0


def make_adverts(n: int, source: pd.DataFrame | None = None) -> pd.DataFrame:
    """Table of n adverts with ``title``, a ``description`` of 2,000 characters, and ``salary``.

    Adverts of a source, or generated ones; from the second time that one is used a number word is
    added to its title, so that no title occurs twice and nothing is gained by remembering.
    """
    if source is None:
        source = generate(min(n, 3_000), seed=20, long=True)
    rows = np.arange(n) % len(source)
    again = np.arange(n) // len(source)
    title = source["title"].to_numpy(dtype=object)[rows]
    described = source["description"].loc[source["description"] != ""].to_list()
    texts = described or source["title"].to_list()
    longer = itertools.cycle(texts)
    return pd.DataFrame(
        {
            "title": [
                f"{text} {_word(row)}" if time_ else text
                for row, (text, time_) in enumerate(zip(title, again, strict=True))
            ],
            "description": [_long(longer) for _ in range(n)],
            "salary": source["salary"].to_numpy()[rows],
        }
    )


def _word(number: int) -> str:
    """Write a number in letters, for a word that no list knows."""
    return "zq" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


def _long(texts: "itertools.cycle[str]") -> str:
    text = next(texts)
    while len(text) < LENGTH:
        text += " " + (next(texts) or "-")
    return text[:LENGTH]


def peer(adverts: pd.DataFrame) -> Pipeline:
    """TF-IDF of words and pairs with ridge on log pay, fitted on title and description."""
    pipeline = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, dtype=np.float32),
        Ridge(solver="lsqr"),
    )
    return pipeline.fit(adverts["title"] + " " + adverts["description"], np.log(adverts["salary"]))


def rate(predict: Callable[[], object], n_rows: int, repeats: int = 3) -> float:
    """Rows a second: median of several runs."""
    return n_rows / statistics.median(_seconds(predict) for _ in range(repeats))


def command_rate(folder: Path, adverts: pd.DataFrame) -> float:
    """Rows a second of ``predict.py`` with a CSV in and one out, less its time for one row."""
    seconds = []
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "adverts.csv")
        for rows in (adverts.head(1), adverts):
            rows.to_csv(path, index=False)
            seconds.append(_seconds(lambda: _run(_command(path, folder))))
    return (len(adverts) - 1) / max(seconds[1] - seconds[0], 1e-3)


def rates(
    model: AdvertModel,
    adverts: pd.DataFrame,
    n_titles: int,
    n_texts: int,
    *,
    folder: Path | None = None,
    repeats: int = 3,
) -> pd.DataFrame:
    """Rows a second of the model and of the peer, for titles alone and for long adverts.

    With the model's folder also those of ``predict.py``, which reads and writes files and may use
    several processes; else that column repeats the model's own.
    """
    pipeline = peer(adverts.head(4_000))
    model.predict(adverts.head(50)[["title", "description"]])  # the word lists are read once
    found = []
    for name, rows, columns, aim in (
        ("titles only", adverts.head(n_titles), ["title"], LEAST_TITLES),
        (
            f"{LENGTH:,}-character descriptions",
            adverts.head(n_texts),
            ["title", "description"],
            LEAST_TEXTS,
        ),
    ):
        asked = rows[columns]
        text = asked.agg(" ".join, axis=1)
        ours = rate(partial(model.predict, asked), len(rows), repeats)
        command = ours if folder is None else command_rate(folder, asked)
        theirs = rate(partial(pipeline.predict, text), len(rows), repeats)
        found.append(
            {
                "adverts": name,
                "rows": len(rows),
                "rows a second": round(ours),
                "by predict.py": round(command),
                "peer's": round(theirs),
                "peer / model": round(theirs / ours, 2),
                "promised": aim,
                "kept": max(ours, command) >= aim,
            }
        )
    return pd.DataFrame(found)


class Cost(NamedTuple):
    """Seconds, and CPU seconds of all processes."""

    seconds: float
    cpu: float


def pairs(
    before: Path, adverts: pd.DataFrame, n_titles: int, n_texts: int, repeats: int = 3
) -> pd.DataFrame:
    """Both commands and the peer, file to file: medians of runs in turn, start-up included.

    Parameters
    ----------
    before : path
        A checkout of an earlier version; it uses the model that comes with it.
    adverts : DataFrame
        What :func:`make_adverts` gave.
    n_titles, n_texts : int
        Rows of the file of titles and of that of long adverts.
    """
    pipeline = peer(adverts.head(4_000))
    found = []
    with tempfile.TemporaryDirectory() as place:
        path, answers = Path(place, "adverts.csv"), Path(place, "answers.csv")
        for name, rows in (
            ("titles only", adverts.head(n_titles)[["title"]]),
            (f"{LENGTH:,}-character descriptions", adverts.head(n_texts)[["title", "description"]]),
        ):
            rows.to_csv(path, index=False)
            works = {
                "before": partial(_run_version, before, path, answers),
                "now": partial(_run_version, PREDICT.parent, path, answers),
                "peer": partial(_peer_file, pipeline, path, answers),
            }
            costs: dict[str, list[Cost]] = {version: [] for version in works}
            for _, (version, work) in itertools.product(range(repeats), works.items()):
                costs[version].append(_cost(work))
            for version, all_costs in costs.items():
                seconds, cpu = (statistics.median(part) for part in zip(*all_costs, strict=True))
                found.append(
                    {
                        "adverts": name,
                        "version": version,
                        "rows": len(rows),
                        "rows a second": round(len(rows) / seconds),
                        "rows a CPU second": round(len(rows) / max(cpu, _TICK)),
                        "CPU ms a row": round(1000 * cpu / len(rows), 3),
                    }
                )
    table = pd.DataFrame(found)
    first = table.groupby("adverts")[["rows a second", "rows a CPU second"]].transform("first")
    return table.assign(
        **{f"times {name}": (table[name] / first[name]).round(2) for name in first.columns}
    )


def _run_version(checkout: Path, path: Path, answers: Path) -> None:
    command = [sys.executable, str(checkout / "predict.py"), str(path), "--output", str(answers)]
    _run(command, os.environ | {"PYTHONPATH": str(checkout.resolve() / "src")})


def _peer_file(pipeline: Pipeline, path: Path, answers: Path) -> None:
    rows = pd.read_csv(path, keep_default_na=False)
    rows.assign(salary=np.exp(pipeline.predict(rows.agg(" ".join, axis=1)))).to_csv(answers)


def _cost(work: Callable[[], object]) -> Cost:
    before, start = os.times(), time.perf_counter()
    work()
    after, seconds = os.times(), time.perf_counter() - start
    # User and system time of this process and of those that it has waited for.
    return Cost(seconds, sum(after[:4]) - sum(before[:4]))


def one_document(model: Path, repeats: int = 5) -> dict[str, float]:
    """Median seconds of ``predict.py one.txt`` as a whole process, and of the imports alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "one.txt")
        advert = generate(1, seed=21, long=True).iloc[0]
        path.write_text(
            document({str(name): cell for name, cell in advert.items()}), encoding="utf-8"
        )
        command = [sys.executable, str(PREDICT), str(path), "--model", str(model)]
        commands = {"predict": command, "imports": [sys.executable, "-c", IMPORTS]}
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _, (name, words) in itertools.product(range(repeats), commands.items()):
            seconds[name].append(_seconds(partial(_run, words)))
    return {name: statistics.median(times) for name, times in seconds.items()}


def predict_memory(model: Path, n_rows: int) -> float:
    """Peak memory in GiB of predicting a generated CSV of so many rows with ``predict.py``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "adverts.csv")
        _write_csv(path, n_rows)
        return peak_memory(_command(path, model))


def _command(path: Path, model: Path) -> list[str]:
    output = path.with_name("answers.csv")
    return [sys.executable, str(PREDICT), str(path), "--model", str(model), "--output", str(output)]


def _write_csv(path: Path, n_rows: int) -> None:
    """Generated adverts again and again, each row with a word of its own."""
    columns = ["title", "description", "company", "location"]
    rows = generate(min(n_rows, 2_000), seed=22)[columns].to_numpy(dtype=object).tolist()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", *columns])
        for number, row in zip(range(n_rows), itertools.cycle(rows), strict=False):
            writer.writerow([number, f"{row[0]} {_word(number)}", *row[1:]])


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr}")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--data", type=Path, nargs="+", metavar="FILE", help="adverts of your own")
    parser.add_argument(
        "--rows",
        type=int,
        default=20_000,
        help="title-only rows, twice the number of long adverts (default: 20000)",
    )
    parser.add_argument(
        "--memory-rows",
        type=int,
        default=100_000,
        metavar="N",
        help="rows of the large table, such as 1000000; 0: leave memory out (default: 100000)",
    )
    parser.add_argument(
        "--before", type=Path, metavar="CHECKOUT", help="compare with an earlier version, and stop"
    )
    arguments = parser.parse_args(argv)
    source = None
    if arguments.data:
        source = load(arguments.data).dropna(subset="salary")
    adverts = make_adverts(arguments.rows, source)
    if arguments.before:
        table = pairs(arguments.before, adverts, arguments.rows, arguments.rows // 2)
        print(table.to_string(index=False), flush=True)
        return
    model = load_model(arguments.model)
    table = rates(model, adverts, arguments.rows, arguments.rows // 2, folder=arguments.model)
    print(table.to_string(index=False), flush=True)
    one = one_document(arguments.model)
    print(
        f"one document, start-up included: {one['predict']:.2f} s (promised: {MOST_SECONDS:.0f}); "
        f"imports alone: {one['imports']:.2f} s; ratio {one['predict'] / one['imports']:.2f}",
        flush=True,
    )
    if arguments.memory_rows:
        small = predict_memory(arguments.model, 10_000)
        large = predict_memory(arguments.model, arguments.memory_rows)
        print(
            f"peak memory: 10,000 rows {small:.2f} GiB, {arguments.memory_rows:,} rows "
            f"{large:.2f} GiB (promised: {MOST_MEMORY:.0f}); ratio {large / small:.2f}"
        )


if __name__ == "__main__":
    main()
