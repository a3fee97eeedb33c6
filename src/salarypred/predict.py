"""``salarypred predict``: adverts in, the same adverts with estimates out."""

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from .model import AdvertModel
    from .read import Batch

EXAMPLES = """examples:
  python predict.py advert.txt                              one advert
  python predict.py adverts/ more.csv --output pay.csv      folders and tables
  python predict.py adverts.parquet --output pay.parquet    large tables are read in parts
  cat advert.txt | python predict.py -                      standard input
"""
#: Adverts in a part: large enough for speed, small enough for memory and for sharing out.
CHUNK = 2_000
_MODEL: "tuple[str, AdvertModel] | None" = None  # of a further process
#: A part that takes longer than this makes it worth while to start more processes (which takes
#: each about two seconds).
_SLOW_PART = 2.0


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred predict",
        description="Estimate pay and category of job adverts.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument(
        "input",
        nargs="+",
        metavar="INPUT",
        help="advert documents (.txt), "
        "folders of them, .csv, .tsv, .jsonl, .parquet, or - for standard input",
    )
    result.add_argument(
        "--model",
        metavar="FOLDER",
        help="a folder made by train.py; default: the model that comes with salarypred",
    )
    result.add_argument("--output", metavar="FILE", help="default: standard output")
    result.add_argument(
        "--format",
        choices=["csv", "jsonl", "parquet", "text"],
        help="default: by the name of the output, else csv; text is for reading, not for programs",
    )
    result.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="processes for large inputs with long texts (default: one a core)",
    )
    result.add_argument(
        "--interval",
        type=_level,
        default=0.8,
        metavar="LEVEL",
        help="share of adverts that salary_low to salary_high should hold (default: 0.8)",
    )
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from .read import input_columns, read_batches

    if arguments.format == "text" and arguments.output:
        raise InputError("--format text is for the screen; expected no --output with it")
    batches = read_batches(arguments.input, chunk_size=CHUNK)
    from .model import load_model, output_columns, shipped_model

    folder = arguments.model or shipped_model()
    if folder is None:
        raise InputError(
            "no --model given and this installation carries none; train one with: "
            "python train.py --output models/sample, then add --model models/sample"
        )
    model = load_model(folder)
    if arguments.format == "text":
        from .show import show_batch

        for answer in predict_batches(model, batches, arguments.interval):
            show_batch(answer, arguments.interval)
        return 0
    from tqdm import tqdm

    from .write import TableWriter

    columns = output_columns(input_columns(arguments.input))
    progress = tqdm(desc="adverts", unit="", unit_scale=True, disable=None, file=sys.stderr)
    with TableWriter(arguments.output, arguments.format, columns) as writer, progress:
        jobs = arguments.jobs or os.cpu_count() or 1
        for answer in predict_batches(model, batches, arguments.interval, jobs, folder):
            writer.write(answer)
            progress.update(len(answer))
    return 0


def predict_batches(
    model: "AdvertModel",
    batches: Iterable["Batch"],
    level: float = 0.8,
    jobs: int = 1,
    folder: str | Path | None = None,
) -> "Iterator[pd.DataFrame]":
    """Predict for batches, in order.

    When a batch takes long (adverts with full texts) and more follow, they are shared out to
    ``jobs`` processes, each of which loads the model from ``folder``.
    """
    remaining = iter(batches)
    for batch in remaining:
        start = time.perf_counter()
        yield predict_batch(model, batch, level)
        if jobs > 1 and folder is not None and time.perf_counter() - start > _SLOW_PART:
            break
    else:
        return
    from joblib import Parallel, delayed

    # A generator that hands out only a few batches ahead keeps memory from growing with the file.
    yield from Parallel(n_jobs=jobs, return_as="generator", pre_dispatch=2 * jobs, batch_size=1)(
        delayed(_predict_elsewhere)(str(folder), batch, level) for batch in remaining
    )


def _predict_elsewhere(folder: str, batch: "Batch", level: float) -> "pd.DataFrame":
    from .model import load_model

    global _MODEL
    if _MODEL is None or _MODEL[0] != folder:
        _MODEL = (folder, load_model(folder))
    return predict_batch(_MODEL[1], batch, level)


def predict_batch(model: "AdvertModel", batch: "Batch", level: float) -> "pd.DataFrame":
    """Predict for a batch; what was wrong with reading a row comes first in its warnings."""
    answer = model.predict(batch.rows, level=level)
    unread = (batch.problems != "") & answer["predicted_salary"].isna()
    weak = answer["warnings"].mask(unread, "")  # what was wrong with the reading says it all
    both = (batch.problems != "") & (weak != "")
    answer["warnings"] = batch.problems + both.map({True: "; ", False: ""}) + weak
    return answer


def _level(text: str) -> float:
    try:
        level = float(text)
    except ValueError:
        level = 0.0
    if not 0 < level < 1:
        raise argparse.ArgumentTypeError(
            f"{text!r}; expected a number between 0 and 1, such as 0.9"
        )
    return level
