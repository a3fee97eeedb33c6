"""Parquet parts in and out on Spark, for the command."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InputError
from ..model.batches import Options
from .iterator import Folder
from .jobs import jobs_for, predict_part
from .parts import find_parts

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


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
    session, ours = start(master or f"local[{jobs or '*'},4]")
    from py4j.protocol import Py4JJavaError
    from pyspark.errors import PySparkException

    context = session.sparkContext
    try:
        with jobs_for(parts, output, model, options, context.defaultParallelism) as work:
            return sum(context.parallelize(work, len(work) or 1).map(predict_part).collect())
    except (PySparkException, Py4JJavaError) as error:
        reason = _reason(error)
        raise InputError(f"Spark could not predict {inputs[0]}: {reason}") from error
    finally:
        if ours:
            session.stop()


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
        # Java only hands out jobs: to compile it well costs more than that brings.
        builder = builder.config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session, True


def _reason(error: Exception) -> str:
    """What happened, without the stack of Java."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if "Exception" in line or "Error" in line] or lines
    return told[0][:300] if told else type(error).__name__
