"""Whether Spark and Dask give the command's answers, how fast, and what they cost.

    python benchmarks/engines.py DATA [--rows 200000] [--engines dask,spark] [--kill-rows 40000]

DATA: adverts as Parquet, repeated up to so many rows. Each engine runs on this machine's cores,
started and with the model loaded before its time counts; the command's time is that of all rows
less that of a few, for as many rows. Beside each engine the same job with a function that does
nothing in place of the prediction: its time is the engine's own. Then a worker is killed in the
middle of another run. Rows are compared one by one with those of the command. Prints CPU seconds
too, since other programs may run on the machine.
"""

import argparse
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
import pandas as pd

from salarypred.engines import dask_parts, spark_parts
from salarypred.engines.iterator import model_folder
from salarypred.engines.jobs import Job, write_part
from salarypred.engines.parts import read_share
from salarypred.model.batches import Options

#: Parts that the table is cut into.
PARTS = 8
#: Rows for each core that are predicted before the time of anything counts: enough that all that
#: comes with the first large part is there.
SOME = 400


class Cost(NamedTuple):
    """Seconds, and CPU seconds of this process and all below it."""

    seconds: float
    cpu: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data")
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--kill-rows", type=int, default=40_000)
    parser.add_argument("--engines", default="dask,spark")
    parser.add_argument("--model")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        for line in compare(
            pd.read_parquet(given.data),
            Path(place),
            rows=given.rows,
            killed=given.kill_rows,
            engines=given.engines.split(","),
            model=model_folder(given.model),
            jobs=given.jobs,
        ):
            print(line, flush=True)


def compare(
    source: pd.DataFrame,
    place: Path,
    *,
    rows: int,
    killed: int,
    engines: list[str],
    model: Path,
    jobs: int,
) -> Iterator[str]:
    """Run the command and each engine; lines of a table, then what a kill did."""
    some = jobs * SOME
    write_parts(source, place / "some", some)
    write_parts(source, place / "all", rows)
    write_parts(source, place / "killed", killed)
    one = command(place / "some", place / "one.parquet", model, jobs)
    whole = command(place / "all", place / "all.parquet", model, jobs)
    share = rows / (rows - some)
    base = Cost((whole.seconds - one.seconds) * share, (whole.cpu - one.cpu) * share)
    expected = pd.read_parquet(place / "all.parquet")
    yield f"{rows:,} rows, {jobs} cores"
    yield "| way | rows a second | CPU s a million rows | of the command's | own share | differ |"
    yield "|---|--:|--:|--:|--:|--:|"
    yield said("command", base, base, rows, None, 0)
    for name in engines:
        with ENGINES[name](jobs) as engine:
            engine.predict(place / "some", place / f"{name}-some", model)
            cost = timed(engine.predict, place / "all", place / f"{name}-all", model)
            nothing = timed(engine.nothing, place / "all", place / f"{name}-nothing")
            found = pd.read_parquet(place / f"{name}-all")
            yield said(name, cost, base, rows, nothing, differ(found, expected))
            watch = threading.Timer(0.4 * cost.seconds * killed / rows, engine.kill)
            watch.start()
            engine.predict(place / "killed", place / f"{name}-killed", model)
            watch.join()
            found = pd.read_parquet(place / f"{name}-killed")
            yield (
                f"{name}, process {engine.killed} killed: {killed:,} rows, {len(found):,} back, "
                f"{differ(found, expected.head(killed))} differ"
            )


def said(name: str, cost: Cost, base: Cost, rows: int, nothing: Cost | None, different: int) -> str:
    """A line of the table."""
    share = "" if nothing is None else f"{nothing.seconds / cost.seconds:.1%}"
    return (
        f"| {name} | {rows / cost.seconds:,.0f} | {cost.cpu / rows * 1e6:,.0f} | "
        f"{base.seconds / cost.seconds:.0%} (CPU {base.cpu / cost.cpu:.0%}) | {share} | "
        f"{different} |"
    )


def differ(found: pd.DataFrame, expected: pd.DataFrame) -> int:
    """Rows that are not the same, all columns and their places; numbers to 1e-9."""
    if list(found.columns) != list(expected.columns) or len(found) != len(expected):
        return max(len(found), len(expected))
    same = np.ones(len(found), dtype=bool)
    for name in expected:
        left, right = (
            table[name].astype(object).where(table[name].notna(), None).to_numpy()
            for table in (found, expected)
        )
        if pd.api.types.is_float_dtype(expected[name]):
            same &= np.isclose(
                found[name].to_numpy(float),
                expected[name].to_numpy(float),
                rtol=1e-9,
                atol=0,
                equal_nan=True,
            )
        else:
            same &= left == right
    return int((~same).sum())


def write_parts(source: pd.DataFrame, folder: Path, rows: int) -> None:
    """The adverts, repeated up to so many rows, as parts and as one file beside the folder."""
    folder.mkdir()
    table = source.iloc[np.arange(rows) % len(source)].reset_index(drop=True)
    for number, part in enumerate(np.array_split(np.arange(rows), PARTS)):
        table.iloc[part].to_parquet(folder / f"part-{number}.parquet", index=False)
    table.to_parquet(folder.with_name(f"{folder.name}-rows.parquet"), index=False)


def command(folder: Path, output: Path, model: Path, jobs: int) -> Cost:
    """The command over the same rows in one file."""
    path = folder.with_name(f"{folder.name}-rows.parquet")
    words = ["predict", str(path), "--output", str(output), "--model", str(model)]
    words += ["--jobs", str(jobs)]
    run = [sys.executable, "-m", "salarypred", *words]
    return timed(lambda: subprocess.run(run, check=True, stderr=subprocess.DEVNULL), ended=True)


def timed(work: Callable[..., object], *arguments: object, ended: bool = False) -> Cost:
    """What a call costs; `ended`: with processes that end within it."""
    start, before = time.perf_counter(), cpu(ended=ended)
    work(*arguments)
    return Cost(time.perf_counter() - start, cpu(ended=ended) - before)


def below(pid: int) -> list[int]:
    """A process and all that descend from it (Linux)."""
    found, waiting = [], [pid]
    while waiting:
        process = waiting.pop()
        found.append(process)
        try:
            tasks = list(Path(f"/proc/{process}/task").iterdir())
            waiting += [int(c) for t in tasks for c in (t / "children").read_text().split()]
        except OSError:
            continue
    return found


def cpu(*, ended: bool = False) -> float:
    """CPU seconds of this process and those below it (Linux).

    With those that have ended, whose parents count them, perhaps some time after: workers of an
    engine last as long as it, so they are counted without.
    """
    seconds = time.process_time()
    if ended:
        total = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds += total.ru_utime + total.ru_stime
    tick = os.sysconf("SC_CLK_TCK")
    for pid in below(os.getpid())[1:]:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        seconds += sum(map(int, fields[11 : 15 if ended else 13])) / tick
    return seconds


def hand_on(job: Job) -> int:
    """Read and write a part, no more."""
    table = read_share(job.rows)
    write_part(table, job.output)
    return len(table)


class Spark:
    """Spark on this machine."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.killed = 0

    def __enter__(self) -> "Spark":
        self.session, _ = spark_parts.start(f"local[{self.jobs},4]")
        return self

    def __exit__(self, *error: object) -> None:
        self.session.stop()

    def predict(self, folder: Path, output: Path, model: Path) -> None:
        """Predict the parts of a folder."""
        spark_parts.predict_parts([str(folder)], output, model, Options())

    def nothing(self, folder: Path, output: Path) -> None:
        """The same jobs without a prediction."""
        with patch.object(spark_parts, "predict_part", hand_on):
            spark_parts.predict_parts([str(folder)], output, None, Options())

    def kill(self) -> None:
        """End a worker as a system does that is out of memory."""
        workers = [pid for pid in below(os.getpid()) if _is_spark_worker(pid)]
        self.killed = max(workers, key=_memory)
        os.kill(self.killed, signal.SIGKILL)


def _is_spark_worker(pid: int) -> bool:
    try:
        return b"pyspark.daemon" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _memory(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])


class Dask:
    """Dask on this machine, a process on each core."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self.killed = 0

    def __enter__(self) -> "Dask":
        self.open = dask_parts.start(jobs=self.jobs)
        self.client = self.open.__enter__()
        self.address = self.client.scheduler.address
        return self

    def __exit__(self, *error: object) -> None:
        self.open.__exit__(None, None, None)

    def predict(self, folder: Path, output: Path, model: Path) -> None:
        """Predict the parts of a folder."""
        dask_parts.predict_parts([str(folder)], output, model, Options(), address=self.address)

    def nothing(self, folder: Path, output: Path) -> None:
        """The same jobs without a prediction."""
        with patch.object(dask_parts, "predict_part", hand_on):
            dask_parts.predict_parts([str(folder)], output, None, Options(), address=self.address)

    def kill(self) -> None:
        """End a worker as a system does that is out of memory."""
        self.killed = next(iter(self.client.run(os.getpid).values()))
        os.kill(self.killed, signal.SIGKILL)


ENGINES: dict[str, Any] = {"spark": Spark, "dask": Dask}

if __name__ == "__main__":
    main()
