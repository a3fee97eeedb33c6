"""``salarypred predict --engine``: Parquet parts through Spark or Dask."""

import argparse
import sys

from ...errors import InputError
from ..options import model_folder

ENGINES = ("spark", "dask")


def engine(text: str) -> tuple[str, str]:
    """Name of an engine, and the address behind the first colon, "" for this machine."""
    name, _, address = text.partition(":")
    if name not in ENGINES:
        raise argparse.ArgumentTypeError(
            f"{text!r}; expected spark, spark:MASTER, dask or dask:ADDRESS"
        )
    return name, address


def predict_on_engine(arguments: argparse.Namespace) -> None:
    """Predict the Parquet files and folders that are named into a folder of parts.

    Raises
    ------
    InputError
        If something else is asked for, or an engine is missing.
    """
    from ...bundle.folder import read_metadata
    from ...model.batches import Options
    from ...pay.earnings import month_of_money

    name, address = arguments.engine
    if not arguments.input:
        raise InputError("--engine without INPUT; expected .parquet files or folders of them")
    if not arguments.output or arguments.output == "-":
        raise InputError("--engine without --output; expected --output FOLDER, a new folder")
    if arguments.json or arguments.format not in (None, "parquet"):
        raise InputError("--engine writes Parquet parts; expected no other format with it")
    folder = model_folder(arguments.model)
    options = Options(
        level=arguments.interval,
        as_of=arguments.as_of or None,
        details=arguments.details,
        fill=arguments.fill,
        mask=arguments.mask,
    )
    # Said here, not by every worker.
    read_metadata(folder)
    if options.as_of:
        month_of_money(options.as_of)
    task = (arguments.input, arguments.output, folder.resolve(), options)
    jobs = arguments.jobs or 0
    if name == "spark":
        from ...engines import spark_parts

        rows = spark_parts.predict_parts(*task, master=address, jobs=jobs)
    else:
        from ...engines import dask_parts

        rows = dask_parts.predict_parts(*task, address=address, jobs=jobs)
    print(f"{rows:,} adverts predicted on {name}: {arguments.output}", file=sys.stderr)
