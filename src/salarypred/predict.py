"""``salarypred predict``: adverts in, the same adverts with estimates out."""

import argparse
import sys
from collections.abc import Sequence
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
CHUNK = 5_000


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

        for batch in batches:
            show_batch(predict_batch(model, batch, arguments.interval), arguments.interval)
        return 0
    from tqdm import tqdm

    from .write import TableWriter

    columns = output_columns(input_columns(arguments.input))
    progress = tqdm(desc="adverts", unit="", unit_scale=True, disable=None, file=sys.stderr)
    with TableWriter(arguments.output, arguments.format, columns) as writer, progress:
        for batch in batches:
            writer.write(predict_batch(model, batch, arguments.interval))
            progress.update(len(batch.rows))
    return 0


def predict_batch(model: "AdvertModel", batch: "Batch", level: float) -> "pd.DataFrame":
    """Predict for a batch; what was wrong with reading a row comes first in its warnings."""
    answer = model.predict(batch.rows, level=level)
    found = batch.problems.where(batch.problems == "", batch.problems + "; ")
    answer["warnings"] = (found + answer["warnings"]).str.removesuffix("; ")
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
