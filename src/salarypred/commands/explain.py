"""``salarypred explain``: why an advert is estimated as it is."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import InputError
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
    from itertools import islice

    import pandas as pd

    from ..adverts.months import month_name, months_posted, parse_month
    from ..adverts.table import to_adverts
    from ..files.read import read_batches
    from ..model.explain import Explanation, explain
    from ..model.loading import load_model
    from ..resources import shipped_model

    for option in ("rows", "most"):
        if getattr(arguments, option) < 1:
            raise InputError(f"--{option} {getattr(arguments, option)}; expected at least 1")
    if arguments.as_of:
        parse_month(arguments.as_of)
    batches = read_batches(arguments.input, chunk_size=arguments.rows)
    folder = arguments.model or shipped_model()
    if folder is None:
        raise InputError("no --model given and this installation carries none; expected --model")
    model = load_model(folder)
    adverts = (row for batch in batches for row in to_adverts(batch.rows).to_dict("records"))
    for advert in islice(adverts, arguments.rows):
        named = {str(name): value for name, value in advert.items()}
        if f"{named['title']}{named['description']}":
            found = explain(model, named, as_of=arguments.as_of, most=arguments.most)
        else:  # the row keeps its place, and its answer says why it is empty
            row = model.predict(pd.DataFrame([named]), details=True).iloc[0]
            found = Explanation({str(name): value for name, value in row.items()})
        if arguments.json:
            print(json.dumps(found.as_dict(), ensure_ascii=False, default=str))
        else:
            posted = pd.Series([named["posted"]], dtype="str")
            month = month_name(int(months_posted(posted, arguments.as_of)[0]))
            print(as_text(found, month=month), end="\n\n")
    return 0


def show_answer(model: "AdvertModel", batch: "Batch", options: "Options") -> int:
    """Print the answer to the one advert of a batch; return the month of its money."""
    from ..adverts.months import month_name, months_posted
    from ..adverts.table import row_problems, to_adverts
    from ..model.batches import predict_batch
    from ..model.explain import Explanation, explain

    adverts = to_adverts(batch.rows)
    month = int(months_posted(adverts["posted"], options.as_of)[0])
    answer = predict_batch(model, batch, replace(options, details=True))
    row = {str(name): value for name, value in answer.iloc[0].items()}
    found = Explanation(row)
    if not row_problems(adverts).iloc[0]:
        advert = {str(name): value for name, value in adverts.iloc[0].items()}
        reasons = explain(model, advert, as_of=options.as_of, level=options.level, most=6)
        found = replace(reasons, prediction=row)
    print(as_text(found, options.level, month_name(month)))
    return month
