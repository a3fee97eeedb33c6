"""``salarypred explain``: why an advert gets its estimate."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ..errors import InputError
from .options import model_folder
from .terminal import as_text

if TYPE_CHECKING:
    from ..files.read import Batch
    from ..model.advert_model import AdvertModel
    from ..model.batches import Options

EXAMPLES = """examples:
  salarypred explain advert.txt               one advert document
  salarypred explain adverts.csv --rows 3     the first three adverts of a table
  cat advert.txt | salarypred explain - --json
"""


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred explain",
        description="Show which words of an advert move its estimate, and what comparable adverts "
        "paid.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("input", nargs="+", metavar="INPUT", help="as for predict")
    result.add_argument("--model", metavar="FOLDER", help="default: the model of salarypred")
    result.add_argument("--rows", type=int, default=1, metavar="N", help="adverts (default: 1)")
    result.add_argument("--most", type=int, default=8, metavar="N", help="terms (default: 8)")
    result.add_argument("--as-of", metavar="YYYY-MM", help="as for predict")
    result.add_argument("--json", action="store_true", help="one JSON object a line")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..adverts.table import Adverts
    from ..files.read import read_batches
    from ..model.explain import explain_answer
    from ..model.loading import load_model
    from ..pay.earnings import in_money_of, month_of_money

    for option in ("rows", "most"):
        if getattr(arguments, option) < 1:
            raise InputError(f"--{option} {getattr(arguments, option)}; expected at least 1")
    if arguments.as_of:
        month_of_money(arguments.as_of)
    batches = read_batches(arguments.input, chunk_size=arguments.rows)
    model = load_model(model_folder(arguments.model))
    some = (batch.adverts.iloc[[row]] for batch in batches for row in range(len(batch.rows)))
    for advert in islice(some, arguments.rows):
        adverts = in_money_of(Adverts(advert), arguments.as_of)
        asked = bool(arguments.as_of)
        found = explain_answer(model, advert, adverts, most=arguments.most, asked=asked)
        if arguments.json:
            print(json.dumps(found.as_dict(), ensure_ascii=False, default=str))
        else:
            print(as_text(found, month=str(found.prediction["money_of"])), end="\n\n")
    return 0


def show_answer(model: "AdvertModel", batch: "Batch", options: "Options") -> int:
    """Print the answer to the one advert of a batch; return the month of its money."""
    from ..adverts.months import parse_month
    from ..model.batches import all_warnings, answer_batch
    from ..model.explain import explain_answer

    adverts, answers = answer_batch(model, batch, replace(options, details=True))
    asked = options.as_of is not None
    found = explain_answer(model, batch.rows, adverts, answers, asked=asked)
    found.prediction["warnings"] = all_warnings(batch, answers)[0]
    month = str(found.prediction["money_of"])
    print(as_text(found, options.level, month))
    return parse_month(month) if month else 0
