"""A model for MLflow, loaded by MLflow in Python and on Spark, answers as the command."""

import os
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from salarypred.cli import main
from salarypred.engines import mlflow as module
from salarypred.engines.iterator import predict_frame
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import Options


@pytest.fixture(scope="module")
def pyfunc() -> Any:
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    return pytest.importorskip("mlflow.pyfunc", reason="the extra 'mlflow' is not installed")


@pytest.fixture(scope="module")
def exported(pyfunc: Any, model_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("mlflow") / "pay"
    assert main(["export", "--mlflow", str(place), "--model", str(model_folder)]) == 0
    return place


@pytest.fixture(autouse=True)
def own_code() -> Iterator[None]:
    """MLflow puts the folder's code first on the path; other tests use the code here."""
    before = list(sys.path)
    yield
    sys.path[:] = before


def texts(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns that MLflow is given, as text."""
    return rows[["title", "description", "location"]].assign(posted="2021-03")


def test_loaded_by_mlflow(
    pyfunc: Any, exported: Path, new_adverts: pd.DataFrame, model: AdvertModel
) -> None:
    rows = texts(new_adverts)
    loaded = pyfunc.load_model(str(exported))
    answers = loaded.predict(rows)
    expected = predict_frame(rows, model)[list(answers.columns)]
    pd.testing.assert_frame_equal(answers, expected)
    assert loaded.metadata.get_output_schema().input_names() == list(answers.columns)
    narrow = loaded.predict(rows.head(9), params={"interval": 0.5, "as_of": "2013-01"})
    asked = predict_frame(rows.head(9), model, Options(level=0.5, as_of="2013-01"))
    pd.testing.assert_frame_equal(narrow, asked[list(narrow.columns)])


def test_on_spark(
    spark: Any, pyfunc: Any, exported: Path, new_adverts: pd.DataFrame, model: AdvertModel
) -> None:
    from pyspark.sql import functions

    rows = texts(new_adverts).assign(id=new_adverts["id"])
    table = spark.createDataFrame(rows.fillna("").to_dict("records"))
    predicted = pyfunc.spark_udf(spark, str(exported), env_manager="local")
    asked = functions.struct("title", "description", "location", "posted")
    found = table.withColumn("answer", predicted(asked))
    got = found.select("id", "answer.*").sort("id").collect()
    expected = predict_frame(rows, model).sort_values("id")
    assert [row["id"] for row in got] == expected["id"].tolist()
    pay = pd.Series([row["predicted_salary"] for row in got], dtype="float64")
    pd.testing.assert_series_equal(
        pay, expected["predicted_salary"].reset_index(drop=True), check_names=False
    )
    codes = [row["occupation_code"] for row in got]
    assert codes == expected["occupation_code"].tolist()


def test_the_folder_holds_no_pickle_and_pins_what_it_needs(exported: Path) -> None:
    names = [path.name for path in exported.rglob("*") if path.is_file()]
    assert not [name for name in names if name.endswith((".pkl", ".pickle", ".joblib", ".pyc"))]
    assert names.count("model.safetensors") == 1
    assert "input_example.json" in names
    pinned = (exported / "requirements.txt").read_text().split()
    assert f"numpy=={version('numpy')}" in pinned
    assert all("==" in line for line in pinned)
    assert not [line for line in pinned if line.startswith(("pytest", "pyspark", "salarypred"))]


def test_a_folder_that_is_there_is_kept(
    exported: Path, model_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--mlflow", str(exported), "--model", str(model_folder)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "mlflow.pyfunc", None)
    with pytest.raises(InputError, match=r"pip install 'salarypred\[mlflow\]'"):
        module.export(tmp_path / "x")
