"""``python -m salarypred.commands.train_masks``: train the mask reader of the package."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import InputError
from ..resources import resource
from .options import run

if TYPE_CHECKING:
    import pandas as pd

    from ..masks.reader import MaskReader

#: Made-up adverts that the shipped reader has seen, beside labelled ones.
LINES = 6000
#: Chosen by cross-validation: benchmarks/masks.py.
TEMPERATURE = 1.0


def fitted_reader(masks: "pd.DataFrame") -> "MaskReader":
    """A reader trained on a table of masks, made by ``labelled_masks`` and ``line_masks``."""
    from ..masks.reader import MaskReader
    from ..masks.surroundings.features import stacked_rows

    return MaskReader(temperature=TEMPERATURE).fit(
        stacked_rows(masks["features"].tolist()),
        masks["label"].tolist(),
        masks["unit"].tolist(),
        adverts=masks["advert"].tolist(),
        links=masks["links"].tolist(),
        made=masks["made"].tolist(),
    )


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
    parser.add_argument("--lines", type=int, default=LINES, help="made-up adverts")
    arguments = parser.parse_args(argv)
    import pandas as pd

    from ..masks.examples.labelled import labelled_masks, line_masks, made_masks

    masks = labelled_masks(arguments.labels, arguments.adverts)
    if masks.empty:
        raise InputError("no labelled mask lies in these adverts")
    if arguments.visible:
        masks = pd.concat([masks, made_masks(arguments.visible, arguments.most)])
    if arguments.lines:
        masks = pd.concat([masks, line_masks(arguments.lines)])
    fitted_reader(masks.reset_index(drop=True)).save(arguments.output)
    print(f"{len(masks)} masks of {masks['advert'].nunique()} adverts; {arguments.output}")
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
