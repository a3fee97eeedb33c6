"""One Spark session for all tests of engines; skipped where Spark or Java is absent."""

import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

from salarypred.sample.generate import generate


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A session of two workers; a task that fails is tried again."""
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("Spark needs Java, which is not installed")
    from salarypred.engines.spark_parts import start

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session, _ = start("local[2,4]")
    yield session
    session.stop()


@pytest.fixture(scope="session")
def new_adverts() -> pd.DataFrame:
    """240 adverts with whole numbers, gaps and a day, which engines must hand on as they are."""
    rows = generate(240, seed=90)[["id", "title", "description", "location", "company"]]
    rows["views"] = pd.array([2**60 + 1, None] * 120, dtype="Int64")
    rows["posted"] = pd.to_datetime("2021-03-05")
    rows.loc[rows.index[7], ["title", "description"]] = ""
    rows.loc[rows.index[9], "description"] = None
    return rows
