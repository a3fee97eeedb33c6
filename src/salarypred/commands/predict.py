"""``salarypred predict``: adverts in, the same adverts with estimates out."""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..model.batches import Options, predict_batch, predict_batches
from .terminal import Summary, is_terminal

if TYPE_CHECKING:
    import pandas as pd

    from ..files.read import Batch
    from ..model.advert_model import AdvertModel

EXAMPLES = """examples:
  python predict.py advert.txt                              one advert
  python predict.py adverts/ more.csv --output pay.csv      folders and tables
  python predict.py adverts.parquet --output pay.parquet    large tables are read in parts
  cat advert.txt | python predict.py -                      standard input
  python predict.py --title "Care assistant"                a title, and what else is known of it
  python predict.py --title Chef --location Leeds --company "The Mill"
  python predict.py advert.txt --as-of 2020-06              in the money of June 2020
  python predict.py advert.txt --fill                       the advert, its pay filled in
  python predict.py advert.txt --json                       one JSON object an advert

At a terminal one advert is answered in words, with the terms that move its pay; --format csv gives
the table all the same.
"""
#: Columns of an advert that can be typed on the command line.
TYPED = ("title", "location", "company", "description")
#: Adverts in a part: large enough for speed, small enough for memory and for sharing out.
CHUNK = 2_000


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
        nargs="*",
        metavar="INPUT",
        help="advert documents (.txt; one line alone is a title), "
        "folders of them, .csv, .tsv, .jsonl, .parquet, or - for standard input",
    )
    for name in TYPED:
        result.add_argument(
            f"--{name}", metavar="TEXT", help=f"{name} of one advert, in place of INPUT"
        )
    result.add_argument(
        "--model",
        metavar="FOLDER",
        help="a folder made by train.py; default: the model that comes with salarypred",
    )
    result.add_argument(
        "--fill",
        action="store_true",
        help="fill the pay masks in: of one .txt document write the document itself, else add the "
        "columns filled_title and filled_description",
    )
    result.add_argument(
        "--mask",
        action="store_true",
        help="hide the pay that the adverts state, as **** (adds masked_title and "
        "masked_description); a column salary, salary_min or salary_max says what must not remain",
    )
    result.add_argument("--output", metavar="FILE", help="default: standard output")
    result.add_argument(
        "--format",
        choices=["csv", "jsonl", "parquet", "text"],
        help="default: by the name of the output, else csv; text is for reading, not for programs",
    )
    result.add_argument("--json", action="store_true", help="the same as --format jsonl")
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
    result.add_argument(
        "--as-of",
        metavar="YYYY-MM",
        help="estimate as if every advert were posted in this month, in its money (default: the "
        "advert's own date, else this month)",
    )
    result.add_argument(
        "--details",
        action="store_true",
        help="add salary_p10, salary_p25, salary_p50, salary_p75, salary_p90 and confidence "
        "(high, medium or low)",
    )
    return result


def main(argv: Sequence[str] | None = None) -> int:  # noqa: C901
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..adverts.months import parse_month
    from ..files.read import input_columns, read_batches

    if arguments.json and arguments.format not in (None, "jsonl"):
        raise InputError(f"--json and --format {arguments.format}; expected one of them")
    if arguments.json:
        arguments.format = "jsonl"
    options = Options(arguments.interval, arguments.as_of, arguments.details)
    if options.as_of:
        parse_month(options.as_of)
    if arguments.format == "text" and arguments.output:
        raise InputError("--format text is for the screen; expected no --output with it")
    if arguments.format == "text" and (arguments.fill or arguments.mask):
        raise InputError(
            "--format text shows no adverts; expected --fill or --mask with csv, jsonl or parquet"
        )
    typed = _typed(arguments)
    batches = iter([typed]) if typed else read_batches(arguments.input, chunk_size=CHUNK)
    from ..adverts.answers import output_columns
    from ..model.loading import load_model
    from ..resources import shipped_model

    folder = arguments.model or shipped_model()
    if folder is None:
        raise InputError(
            "no --model given and this installation carries none; train one with: "
            "python train.py --output models/sample, then add --model models/sample"
        )
    model = load_model(folder)
    summary = Summary()
    whole = arguments.fill and not arguments.mask and arguments.format is None
    if whole and _is_document(arguments.input):
        from ..files.write import write_document

        path = Path(arguments.input[0])
        write_document(arguments.output, _filled(model, path, batches, options))
        return 0
    from ..adverts.table import target_columns, to_adverts

    plain = arguments.format or arguments.output or arguments.fill or arguments.mask
    if not plain and is_terminal(sys.stdout):
        first = next(batches, None)
        second = next(batches, None)
        rest = [batch for batch in (first, second) if batch is not None]
        if first is not None and second is None and len(first.rows) == 1:
            from .explain import show_answer

            _note_extrapolation(show_answer(model, first, options))
            return 0
        batches = chain(rest, batches)
    if arguments.format == "text":
        from .terminal import show_batch

        latest = 0
        for answer in predict_batches(model, batches, replace(options, details=True)):
            show_batch(answer, options.level, options.as_of)
            summary.add(answer)
            latest = max(latest, _latest_month(to_adverts(answer), options))
        _note_extrapolation(latest)
        summary.show()
        return 0
    import pandas as pd
    from tqdm import tqdm

    from ..files.write import TableWriter
    from ..masks.hiding import masked_adverts
    from ..masks.output import filled_columns

    given = list(typed.rows.columns) if typed else input_columns(arguments.input)
    columns = output_columns(
        given, filled=arguments.fill, masked=arguments.mask, details=options.details
    )
    progress = tqdm(desc="adverts", unit="", unit_scale=True, disable=None, file=sys.stderr)
    with TableWriter(arguments.output, arguments.format, columns) as writer, progress:
        latest = 0
        jobs = arguments.jobs or os.cpu_count() or 1
        for answer in predict_batches(model, batches, options, jobs, folder):
            adverts = to_adverts(answer)
            if arguments.fill:
                answer = pd.concat([answer, filled_columns(answer, adverts)], axis=1)
            if arguments.mask:
                known = target_columns(answer[[*given]])
                hidden, _ = masked_adverts(adverts, known)
                answer = answer.assign(
                    masked_title=hidden["title"], masked_description=hidden["description"]
                )
            writer.write(answer)
            summary.add(answer)
            progress.update(len(answer))
            latest = max(latest, _latest_month(adverts, options))
    _note_extrapolation(latest)
    summary.show()
    return 0


def _typed(arguments: argparse.Namespace) -> "Batch | None":
    """The advert that stands on the command line, or None where inputs are named.

    Raises
    ------
    InputError
        If there is neither, or both, or no title and no description.
    """
    given = {name: getattr(arguments, name) for name in TYPED}
    given = {name: text for name, text in given.items() if text is not None}
    options = ", ".join(f"--{name}" for name in given)
    if not given:
        if arguments.input:
            return None
        raise InputError(
            'nothing to predict; expected files, folders, - for standard input, or --title "Chef"'
        )
    if arguments.input:
        raise InputError(
            f"{arguments.input[0]} and {options}; expected either files or one advert in options"
        )
    if not any(given.get(name, "").strip() for name in ("title", "description")):
        raise InputError(f"{options} without a title; expected --title or --description with text")
    import pandas as pd

    from ..files.read import Batch

    return Batch(pd.DataFrame([given], dtype="str"), pd.Series([""], dtype="str"), options)


def _latest_month(adverts: "pd.DataFrame", options: Options) -> int:
    """Latest of the months in whose money adverts were estimated.

    That an advert without a date is of this month goes without saying, but at a terminal.
    """
    from ..adverts.months import months_posted, parse_month, undated

    if options.as_of:
        return parse_month(options.as_of)
    posted = adverts["posted"]
    if not is_terminal(sys.stderr):
        posted = posted[~undated(posted)]
    return int(months_posted(posted).max()) if len(posted) else 0


def _note_extrapolation(month: int) -> None:
    from ..adverts.months import month_name, parse_month
    from ..pay.earnings import last_known_month

    if month > parse_month(last_known_month()):
        print(
            f"average earnings are known up to {last_known_month()}: for {month_name(month)} they "
            "are carried on by their growth of the last year",
            file=sys.stderr,
        )


def _is_document(inputs: Sequence[str]) -> bool:
    return len(inputs) == 1 and inputs[0].lower().endswith(".txt") and Path(inputs[0]).is_file()


def _filled(
    model: "AdvertModel", path: Path, batches: "Iterable[Batch]", options: Options
) -> bytes:
    """The document with its pay masks filled in."""
    from ..adverts.table import to_adverts
    from ..masks.fill import fill_document
    from ..masks.output import read_masks

    data = path.read_bytes()
    for batch in batches:
        answer = predict_batch(model, batch, options)
        advert = to_adverts(batch.rows).iloc[0]
        problem = answer["warnings"].iloc[0]
        if problem:
            print(f"{path}: {problem}", file=sys.stderr)
        masks = read_masks(answer["masks"].iloc[0])
        data = fill_document(data, advert["title"], advert["description"], masks)
        _note_extrapolation(_latest_month(to_adverts(batch.rows), options))
    return data


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
