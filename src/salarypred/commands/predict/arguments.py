"""What ``salarypred predict`` is asked: its options, and what they come to."""

import argparse
from typing import TYPE_CHECKING

from ...errors import InputError
from ..scale.engine import engine

if TYPE_CHECKING:
    from ...files.read import Batch
    from ...model.batches import Options

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


def options_of(arguments: argparse.Namespace) -> "Options":
    """What is asked of the model.

    Raises
    ------
    InputError
        If options contradict each other, or the month is invalid or too far ahead.
    """
    from ...model.batches import Options
    from ...pay.earnings import month_of_money

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


def typed_advert(arguments: argparse.Namespace) -> "Batch | None":
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

    from ...files.read import Batch

    return Batch(pd.DataFrame([given], dtype="str"), pd.Series([""], dtype="str"), options)


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
