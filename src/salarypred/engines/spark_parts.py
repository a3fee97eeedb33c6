"""Parquet parts in and out on Spark, for the command."""

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pyarrow as pa

from ..errors import InputError
from ..model.batches import Options
from .iterator import Folder
from .parts import Parts, find_parts, new_folder, rows_a_part
from .spark import predict

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Where a row stood: number of the file, row in it. Dropped before anything is predicted.
_FILE, _ROW = "_salarypred_file", "_salarypred_row"


def predict_parts(
    inputs: list[str],
    output: str | Path,
    model: Folder,
    options: Options,
    *,
    master: str = "",
    jobs: int = 0,
) -> int:
    """Predict Parquet files and folders of parts into a folder of parts, in the same order.

    Parameters
    ----------
    inputs, output
        See :func:`~salarypred.engines.parts.find_parts` and
        :func:`~salarypred.engines.parts.new_folder`. On a cluster they lie where every worker
        finds them under the same path.
    model, options
        See :func:`~salarypred.engines.spark.predict`.
    master : str, optional
        Address of a cluster. Default: this machine, where a task is tried four times.
    jobs : int, optional
        Cores of this machine. Default: all.

    Returns
    -------
    int
        Rows.

    Raises
    ------
    InputError
        If there is no Spark or Java, an input cannot be read or the output cannot be written.
    """
    parts = find_parts(inputs)
    _check_times(parts)
    session, ours = start(master or f"local[{jobs or '*'},4]")
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    try:
        with new_folder(output) as folder:
            cores = session.sparkContext.defaultParallelism
            rows = in_order(session, parts, -(-len(parts) // rows_a_part(len(parts), cores)))
            predict(rows, model, options).write.parquet(str(folder))
    except (PySparkException, Py4JJavaError) as error:
        reason = _reason(error)
        raise InputError(f"Spark could not predict {inputs[0]}: {reason}") from error
    finally:
        if ours:
            session.stop()
    return len(parts)


def start(master: str) -> "tuple[SparkSession, bool]":
    """A session whose workers run this Python, and whether it is new.

    Raises
    ------
    InputError
        If PySpark or Java is missing.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise InputError(
            "Spark needs pyspark, which is not installed; install it with: "
            "pip install 'salarypred[spark]'"
        ) from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise InputError(
            "Spark needs Java, which is not installed; install it with: "
            "apt-get install default-jre-headless (Debian, Ubuntu)"
        )
    if running := SparkSession.getActiveSession():
        return running, False
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("salarypred").master(master)
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session, True


def in_order(session: "SparkSession", parts: Parts, number: int) -> "DataFrame":
    """All rows in the order of the files, shared out evenly.

    Spark reads files in an order of its own, and a small file as one partition, which would keep
    one core busy: rows are given their place, parted by it and sorted.
    """
    from pyspark.sql import functions as f

    places = {file.resolve(): place for place, file in enumerate(parts.files)}
    table = session.read.parquet(*(_escaped(file) for file in places))
    # Only Spark knows how it writes a path with odd characters.
    found = table.select("_metadata.file_path").distinct().collect()
    names = [(name, places[_path(name)]) for (name,) in found] or [("", 0)]
    numbers = session.createDataFrame(names, f"{_FILE}_name string, {_FILE} int")
    columns = table.columns
    table = table.withColumns(
        {f"{_FILE}_name": f.col("_metadata.file_path"), _ROW: f.col("_metadata.row_index")}
    )
    placed = table.join(f.broadcast(numbers), f"{_FILE}_name", "left")
    shared = placed.repartitionByRange(max(number, 1), _FILE, _ROW)
    return shared.sortWithinPartitions(_FILE, _ROW).select(*(f.col(f"`{c}`") for c in columns))


def _check_times(parts: Parts) -> None:
    for field in parts.schema:
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            raise InputError(
                f"{parts.files[0]}: column {field.name!r} holds times in nanoseconds, which Spark "
                "does not read; write it with to_parquet(..., coerce_timestamps='us')"
            )


def _reason(error: Exception) -> str:
    """What happened, without the stack of Java."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if "Exception" in line or "Error" in line] or lines
    return told[0][:300] if told else type(error).__name__


def _escaped(file: Path) -> str:
    """A path in which Spark takes no character for a pattern."""
    return re.sub(r"([*?{}\[\]\\])", r"\\\1", str(file))


def _path(name: str) -> Path:
    return Path(unquote(urlsplit(name).path))
