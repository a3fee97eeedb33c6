"""``python -m salarypred.commands.train_occupations``: train the occupation classifier."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..adverts.table import to_adverts
from ..files.read import read_batches
from ..occupations.saved import save
from ..occupations.training import train
from ..resources import resource
from .options import run

#: Columns of an advert that training reads.
READ = ["title", "category", "company", "location"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m salarypred.commands.train_occupations", description=__doc__
    )
    parser.add_argument("adverts", nargs="+", metavar="DATA", help="adverts of any kind, as tables")
    parser.add_argument("--output", default=str(resource("occupations", "model")), metavar="FOLDER")
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    batches = read_batches(arguments.adverts)
    adverts = pd.concat([to_adverts(b.rows)[READ] for b in batches], ignore_index=True)
    model = train(adverts)
    save(model, Path(arguments.output))
    print(f"{len(adverts)} adverts; {len(model.columns_)} features; {arguments.output}")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
