"""Predictions on Spark: the command's values, every type handed on, a killed worker made good."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from salarypred.engines.iterator import predict_frame, predict_iterator
from salarypred.engines.spark import output_schema, predict
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import Options


@pytest.fixture
def table(spark: Any, new_adverts: pd.DataFrame, tmp_path: Path) -> Any:
    """The adverts in three partitions."""
    new_adverts.to_parquet(tmp_path / "new.parquet", index=False, coerce_timestamps="us")
    return spark.read.parquet(str(tmp_path / "new.parquet")).repartition(3)


def arrow(table: Any) -> pa.Table:
    """A Spark table as Arrow, sorted (Spark 3.5 has no toArrow)."""
    batches = table.sort("id")._collect_as_arrow()
    return pa.Table.from_batches(batches)


def test_the_values_of_the_command(
    table: Any, new_adverts: pd.DataFrame, model_folder: Path, model: AdvertModel
) -> None:
    options = Options(details=True)
    found = arrow(predict(table, model_folder, options))
    # Kept columns have their types and values, whole numbers with gaps among them.
    kept = arrow(table)
    assert found.select(kept.column_names).equals(kept)
    expected = predict_frame(new_adverts, model, options).sort_values("id").reset_index(drop=True)
    answers = found.to_pandas()[list(expected.columns)]
    own = [name for name in expected if name not in new_adverts]
    pd.testing.assert_frame_equal(
        answers[own].astype({"masks": "str"}), expected[own], check_dtype=False, rtol=1e-9
    )
    assert answers["warnings"].str.startswith("no title and no description").sum() == 1


def test_a_table_without_titles_is_refused_at_once(spark: Any) -> None:
    with pytest.raises(InputError, match="no column 'title'"):
        predict(spark.range(3))


def test_a_killed_worker_loses_and_doubles_no_row(
    table: Any, model_folder: Path, tmp_path: Path
) -> None:
    """Also the way of the page on scale: ``mapInPandas`` with an iterator of one's own."""
    mark, folder = str(tmp_path / "killed"), str(model_folder)

    def dying(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for number, answers in enumerate(predict_iterator(batches, folder)):
            yield answers
            if number == 1 and not os.path.exists(mark):
                Path(mark).touch()
                os.kill(os.getpid(), signal.SIGKILL)

    table.sparkSession.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 20)
    try:
        small = table.select("id", "title")
        found = small.mapInPandas(dying, output_schema(small.schema))
        ids = [row["id"] for row in found.select("id", "predicted_salary").collect()]
    finally:
        table.sparkSession.conf.unset("spark.sql.execution.arrow.maxRecordsPerBatch")
    assert Path(mark).exists()
    assert sorted(ids) == sorted(row["id"] for row in table.select("id").collect())
