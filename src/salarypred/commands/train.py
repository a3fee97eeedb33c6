"""``salarypred train``: from adverts with pay or category to a model folder."""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import fields

EXAMPLES = """examples:
  python train.py --output models/sample                  the synthetic sample
  python train.py adverts.parquet --output models/mine    a table with a salary column
  python train.py old.csv new.parquet --as-of 2013-01 --output models/mine
                       adverts of several years; those without a date are of January 2013
  python train.py adverts/ --labels pay.csv --output models/mine
                       documents in a folder, sub-folder = category, pay in a table
"""


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred train",
        description="Train a model on job adverts whose pay or category is known.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument(
        "data",
        nargs="*",
        metavar="DATA",
        help="documents, folders and tables; default: the sample in data/",
    )
    result.add_argument("--labels", metavar="FILE", help="table with id (or webindex) and salary")
    result.add_argument("--output", required=True, metavar="FOLDER", help="such as models/mine")
    result.add_argument("--seed", type=int, default=0, help="random seed (default: 0)")
    result.add_argument(
        "--jobs", type=int, default=2, help="networks at the same time (default: 2)"
    )
    result.add_argument("--folds", type=int, help="folds of each of the two rounds (default: 3)")
    result.add_argument("--networks", type=int, help="networks in each fold (default: 2)")
    result.add_argument(
        "--max-adverts",
        type=int,
        metavar="N",
        help="learn from N adverts at most: of every source and year its share, of small ones "
        "200 or all, those with pay first",
    )
    result.add_argument(
        "--compact",
        action="store_true",
        help="a small model that is fit to be published: keeps no word and no mean pay of fewer "
        "than 10 adverts",
    )
    result.add_argument(
        "--base",
        metavar="FOLDER",
        help="model whose estimates help to learn from few adverts, or none (default: for up to "
        "20,000 adverts of your own the model that comes with salarypred)",
    )
    result.add_argument(
        "--label-from-text",
        action="store_true",
        help="take the pay that an advert's text states as its target where no column gives one",
    )
    result.add_argument(
        "--as-of",
        metavar="YYYY-MM",
        help="month of adverts that give no date (default: this month); pay is learned relative to "
        "the average earnings of an advert's month",
    )
    result.add_argument(
        "--card",
        metavar="FILE",
        help="Markdown for the model card: where the adverts come from, what the model is meant "
        "for, its known weaknesses",
    )
    result.add_argument("--verbose", action="store_true", help="progress even when not a terminal")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    # Imported here so that --help and errors are answered at once.
    from ..bundle.folder import check_target

    check_target(arguments.output)
    from ..model.training import TrainingOptions, train

    given = vars(arguments)
    options = TrainingOptions(
        **{field.name: given[field.name] for field in fields(TrainingOptions)}
    )
    if arguments.verbose or sys.stderr.isatty():
        logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    print(train(arguments.data, arguments.output, options))
    return 0
