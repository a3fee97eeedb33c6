"""``salarypred predict``: adverts in, the same adverts with estimates out."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from .options import model_folder
from .scale.engine import engine, predict_on_engine
from .terminal import Summary, is_terminal

if TYPE_CHECKING:
    from ..files.read import Batch
    from ..model.advert_model import AdvertModel
    from ..model.batches import Options, Predicted

EXAMPLES = """examples:
  python predict.py advert.txt                              one advert
  python predict.py adverts/ more.csv --output pay.csv      folders and tables
  python predict.py adverts.parquet --output pay.parquet    large tables are read in parts
  python predict.py "jobs.xlsx#Leeds" --output pay.xlsx     a sheet of a workbook
  cat advert.txt | python predict.py -                      standard input
  python predict.py --title "Care assistant"                one advert by its title
  python predict.py --title Chef --location Leeds --company "The Mill"
  python predict.py advert.txt --as-of 2020-06              in the money of June 2020
  python predict.py advert.txt --fill                       the advert, its pay filled in
  python predict.py advert.txt --json                       one JSON object an advert
  python predict.py parts/ --engine spark --output pay/     Parquet parts, on Spark

At a terminal one advert is answered in words, with the terms that move its pay; --format csv gives
the table all the same.
"""
#: Columns of an advert that options can give.
TYPED = ("title", "location", "company", "description")


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
        help="advert documents (.txt, .docx, .pdf; one line alone is a title), folders of them, "
        ".csv, .tsv, .jsonl, .xlsx (or file.xlsx#Sheet), .parquet, or - for standard input",
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
        choices=["csv", "tsv", "jsonl", "parquet", "xlsx", "text"],
        help="default: by the name of the output, else csv; text is for reading, not for programs",
    )
    result.add_argument("--json", action="store_true", help="the same as --format jsonl")
    result.add_argument(
        "--encoding",
        default="utf-8",
        metavar="NAME",
        help="utf-8 (default), or utf-8-sig: CSV that Excel opens with its accents and £ right",
    )
    result.add_argument(
        "--jobs",
        type=int,
        metavar="N",
        help="processes for inputs of more than about 2,000 titles or 500 texts (default: one a "
        "core)",
    )
    result.add_argument(
        "--engine",
        type=engine,
        metavar="ENGINE",
        help="spark or dask (spark:MASTER, dask:ADDRESS for a cluster): INPUT are .parquet files "
        "and folders of parts, --output is a new folder of parts",
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
        help="add quantiles (salary_p10 to salary_p90), confidence (high, medium or low), pay by "
        "the hour, official pay of the occupation, and pay for the hours that the advert states",
    )
    result.add_argument(
        "--summary",
        action="store_true",
        help="say at the end how many adverts, their median pay and in money of which month, "
        "on standard error (at a terminal it is always said)",
    )
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    if arguments.engine:
        predict_on_engine(arguments)
        return 0
    options = _options(arguments)
    typed = _typed(arguments)
    plain = not (arguments.format or arguments.output or arguments.fill or arguments.mask)
    if arguments.fill and not arguments.mask and not arguments.format and _is_document(arguments):
        _fill_document(arguments, options)
    elif not (plain and is_terminal(sys.stdout) and _answered_in_words(arguments, typed, options)):
        seen = _Seen(arguments.summary)
        if arguments.format == "text":
            _show_text(arguments, typed, options, seen)
        else:
            _write_table(arguments, typed, options, seen)
        seen.say()
    return 0


def _options(arguments: argparse.Namespace) -> "Options":
    """What is asked of the model.

    Raises
    ------
    InputError
        If options contradict each other, or the month is invalid or too far ahead.
    """
    from ..model.batches import Options
    from ..pay.earnings import month_of_money

    if arguments.json and arguments.format not in (None, "jsonl"):
        raise InputError(f"--json and --format {arguments.format}; expected one of them")
    if arguments.json:
        arguments.format = "jsonl"
    if arguments.as_of:
        month_of_money(arguments.as_of)
    if arguments.format == "text" and arguments.output:
        raise InputError("--format text is for the screen; expected no --output with it")
    if arguments.format == "text" and (arguments.fill or arguments.mask):
        raise InputError(
            "--format text shows no adverts; expected --fill or --mask with csv, jsonl, xlsx or "
            "parquet"
        )
    return Options(
        level=arguments.interval,
        as_of=arguments.as_of or None,
        details=arguments.details,
        fill=arguments.fill,
        mask=arguments.mask,
    )


def _typed(arguments: argparse.Namespace) -> "Batch | None":
    """The advert that the options give, or None if inputs are named.

    Raises
    ------
    InputError
        If there is neither, or both, or neither a title nor a description.
    """
    given = {name: getattr(arguments, name) for name in TYPED}
    given = {name: text for name, text in given.items() if text is not None}
    options = ", ".join(f"--{name}" for name in given)
    if not given:
        if arguments.input:
            return None
        parser().error('expected INPUT (files, folders or - for standard input) or --title "Chef"')
    if arguments.input:
        raise InputError(
            f"{arguments.input[0]} and {options}; expected either files or one advert in options"
        )
    if not any(given.get(name, "").strip() for name in ("title", "description")):
        raise InputError(f"{options} without a title; expected --title or --description with text")
    import pandas as pd

    from ..files.read import Batch

    return Batch(pd.DataFrame([given], dtype="str"), pd.Series([""], dtype="str"), options)


def _write_table(
    arguments: argparse.Namespace, typed: "Batch | None", options: "Options", seen: "_Seen"
) -> None:
    from ..files.progress import ProgressBar
    from ..model.batches import predict_batches, predict_files, write_predictions

    with ProgressBar("adverts", () if typed is not None else arguments.input) as progress:

        def told(answer: "Predicted") -> None:
            seen.add(answer)
            progress.update(len(answer.rows))

        if typed is not None:
            answers = predict_batches(_model(arguments), [typed], options)
            columns, output = list(typed.rows.columns), arguments.output
            write_predictions(
                answers,
                columns,
                output,
                options,
                format=arguments.format,
                encoding=arguments.encoding,
                seen=told,
            )
        else:
            predict_files(
                arguments.input,
                arguments.output,
                model_folder(arguments.model),
                options,
                format=arguments.format,
                encoding=arguments.encoding,
                jobs=arguments.jobs or os.cpu_count() or 1,
                columns_read=lambda columns: _note_replaced(columns, options.details),
                seen=told,
                position=progress.position,
            )


def _note_replaced(columns: list[str], details: bool) -> None:
    """Say which columns of the input give way to ours, unless they are an earlier answer."""
    from ..adverts.answers import DETAILS, PREDICTED

    ours = (*PREDICTED, *DETAILS) if details else PREDICTED
    lost = [name for name in columns if name in ours]
    if lost and PREDICTED[0] not in columns:
        print(
            f"salarypred: note: replaced in the output: {', '.join(lost)} of the input; rename "
            "what you want to keep",
            file=sys.stderr,
        )


def _show_text(
    arguments: argparse.Namespace, typed: "Batch | None", options: "Options", seen: "_Seen"
) -> None:
    """Print the answers in words."""
    from ..files.read import read_batches
    from ..model.batches import CHUNK, predict_batches
    from .terminal import show_batch

    batches = iter([typed]) if typed else read_batches(arguments.input, chunk_size=CHUNK)
    for answer in predict_batches(_model(arguments), batches, replace(options, details=True)):
        show_batch(answer.rows, answer.months, options.level)
        seen.add(answer)


def _answered_in_words(
    arguments: argparse.Namespace, typed: "Batch | None", options: "Options"
) -> bool:
    """Print the answer to one advert and what moves it; False where there are more."""
    from ..files.read import read_batches
    from .explain import show_answer

    batches = iter([typed]) if typed else read_batches(arguments.input, chunk_size=2)
    first, second = next(batches, None), next(batches, None)
    if first is None or second is not None or len(first.rows) != 1:
        return False
    _note_extrapolation(show_answer(_model(arguments), first, options))
    return True


def _fill_document(arguments: argparse.Namespace, options: "Options") -> None:
    """Write a document with its pay masks filled in."""
    from ..files.read import read_batches
    from ..files.write import write_document
    from ..masks.fill import fill_document
    from ..masks.output import read_masks
    from ..model.batches import predict_batch

    path = Path(arguments.input[0])
    (batch,) = read_batches(arguments.input)
    answer = predict_batch(_model(arguments), batch, options)
    if problem := answer.rows["warnings"].iloc[0]:
        print(f"{path}: {problem}", file=sys.stderr)
    advert, masks = batch.adverts.iloc[0], read_masks(answer.rows["masks"].iloc[0])
    for mask in masks:
        if mask.open:
            place = f"the mask at {mask.start} of the {mask.field}"
            print(f"{path}: {place} stays open: {mask.open}", file=sys.stderr)
    filled = fill_document(path.read_bytes(), advert["title"], advert["description"], masks)
    _note_extrapolation(_latest_month(answer))
    write_document(arguments.output, filled)


class _Seen:
    """Sums up all answers at the end."""

    def __init__(self, asked: bool) -> None:
        self._summary = Summary(asked)
        self._latest = 0

    def add(self, answer: "Predicted") -> None:
        """Count a predicted batch."""
        self._summary.add(answer.rows)
        self._latest = max(self._latest, _latest_month(answer))

    def say(self) -> None:
        """Print a note on months after the last known earnings, and the summary."""
        _note_extrapolation(self._latest)
        self._summary.show()


def _latest_month(answer: "Predicted") -> int:
    """Latest of the months in whose money adverts were estimated."""
    return int(answer.months.max(initial=0))


def _model(arguments: argparse.Namespace) -> "AdvertModel":
    from ..model.loading import load_model

    return load_model(model_folder(arguments.model))


def _note_extrapolation(month: int) -> None:
    """Say how earnings of a month to come are had, or of one long after the last known."""
    from ..adverts.months import month_name, parse_month, this_month
    from ..pay.earnings import last_known_month

    if month > min(this_month(), parse_month(last_known_month()) + 12):
        print(
            f"average earnings are known up to {last_known_month()}: for {month_name(month)} they "
            "are carried on by their growth of the last year",
            file=sys.stderr,
        )


def _is_document(arguments: argparse.Namespace) -> bool:
    inputs = arguments.input
    return len(inputs) == 1 and inputs[0].lower().endswith(".txt") and Path(inputs[0]).is_file()


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
