"""Parquet parts on Spark: the command's rows in the command's order."""

import os
import signal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salarypred.engines import spark_parts
from salarypred.engines.iterator import predict_frame
from salarypred.engines.jobs import Job, predict_part
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import Options


def test_rows_come_back_in_the_order_of_the_files(
    spark: Any, new_adverts: pd.DataFrame, model_folder: Path, model: AdvertModel, tmp_path: Path
) -> None:
    place = tmp_path / "a folder [1] & £"
    place.mkdir()
    new_adverts.iloc[:30].to_parquet(place / "a b.parquet", index=False, coerce_timestamps="us")
    new_adverts.iloc[30:].to_parquet(place / "c.parquet", index=False, coerce_timestamps="us")
    output = tmp_path / "out"
    rows = spark_parts.predict_parts([str(place)], output, model_folder, Options())
    assert rows == 240
    answers = pd.read_parquet(output)
    expected = predict_frame(new_adverts, model)
    columns = [name for name in expected if name != "views"]  # read_parquet makes it float
    assert list(answers.columns) == list(expected.columns)
    pd.testing.assert_frame_equal(
        answers[columns], expected[columns].reset_index(drop=True), check_dtype=False, rtol=1e-9
    )
    assert len(list(output.glob("part-*"))) == 2
    assert spark.range(3).count() == 3  # a session that was there goes on


def test_a_killed_worker_loses_and_doubles_no_row(
    spark: Any,
    new_adverts: pd.DataFrame,
    model_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new_adverts.to_parquet(tmp_path / "a.parquet", index=False)  # its times are in nanoseconds
    mark, real = str(tmp_path / "killed"), predict_part

    def dying(job: Job) -> int:
        if not os.path.exists(mark):
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(job)

    monkeypatch.setattr(spark_parts, "predict_part", dying)
    output = tmp_path / "out"
    assert spark_parts.predict_parts(
        [str(tmp_path / "a.parquet")], output, model_folder, Options()
    ) == len(new_adverts)
    assert Path(mark).exists()
    answers = pd.read_parquet(output)
    assert answers["title"].tolist() == new_adverts["title"].tolist()
    assert answers["posted"].dtype == new_adverts["posted"].dtype


def test_an_error_of_spark_is_one_line_and_leaves_nothing(
    spark: Any, new_adverts: pd.DataFrame, tmp_path: Path
) -> None:
    new_adverts[["id", "title"]].to_parquet(tmp_path / "a.parquet", index=False)
    with pytest.raises(InputError, match="Spark could not predict") as caught:
        spark_parts.predict_parts([str(tmp_path)], tmp_path / "out", tmp_path / "nix", Options())
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="the extra 'spark' is not installed")
    monkeypatch.setenv("JAVA_HOME", "")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="apt-get install default-jre-headless"):
        spark_parts.start("local[1]")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(InputError, match=r"pip install 'salarypred\[spark\]'"):
        spark_parts.start("local[1]")
