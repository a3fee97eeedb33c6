"""``python -m salarypred.commands.train_masks``: train the mask reader of the package."""

import argparse
import sys
from collections.abc import Sequence

import pandas as pd

from ..errors import InputError
from ..masks.examples.labelled import labelled_masks, made_masks
from ..masks.reader import MaskReader
from ..resources import resource
from .options import run

#: Chosen by cross-validation: benchmarks/masks.py.
TEMPERATURE = 1.2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m salarypred.commands.train_masks", description=__doc__
    )
    parser.add_argument("labels", nargs="+", help="tables of webindex, field, start, label, unit")
    parser.add_argument("--adverts", nargs="+", required=True, metavar="DATA")
    parser.add_argument("--output", default=str(resource("masks", "reader.npz")), metavar="FILE")
    parser.add_argument(
        "--visible", nargs="*", default=[], metavar="DATA", help="adverts with visible numbers"
    )
    parser.add_argument("--most", type=int, default=1000, help="adverts to take of these")
    arguments = parser.parse_args(argv)
    masks = labelled_masks(arguments.labels, arguments.adverts)
    if arguments.visible:
        masks = pd.concat([masks, made_masks(arguments.visible, arguments.most)])
    if masks.empty:
        raise InputError("no labelled mask lies in these adverts")
    reader = MaskReader(temperature=TEMPERATURE).fit(
        masks["features"].tolist(), masks["label"].tolist(), masks["unit"].tolist()
    )
    reader.save(arguments.output)
    print(f"{len(masks)} masks of {masks['advert'].nunique()} adverts; {arguments.output}")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
