"""``salarypred predict --engine``: what it refuses, and which engine is asked."""

from pathlib import Path
from typing import Any

import pytest

from salarypred.cli import main
from salarypred.engines import dask_parts, spark_parts
from salarypred.model.batches import Options


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engine", "spark", "--output", "x"], "--engine without INPUT"),
        (["in", "--engine", "spark"], "--output FOLDER"),
        (["in", "--engine", "dask", "--output", "x", "--json"], "no other format"),
        (["in", "--engine", "dask", "--output", "x", "--model", "nix"], "no such model folder"),
    ],
)
def test_what_does_not_go_together(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["predict", *words]) == 2
    assert said in capsys.readouterr().err


def test_an_unknown_engine(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["predict", "in", "--engine", "flink", "--output", "x"])
    assert "expected spark, spark:MASTER, dask or dask:ADDRESS" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "module", "named"),
    [
        ("spark:spark://host:7077", spark_parts, {"master": "spark://host:7077", "jobs": 3}),
        ("dask", dask_parts, {"address": "", "jobs": 3}),
    ],
)
def test_the_engine_is_asked(
    given: str,
    module: Any,
    named: dict[str, Any],
    model_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[Any] = []

    def predicted(*arguments: Any, **further: Any) -> int:
        asked.extend((*arguments, further))
        return 12_000

    monkeypatch.setattr(module, "predict_parts", predicted)
    words = ["a", "b", "--engine", given, "--output", "out", "--interval", "0.5", "--jobs", "3"]
    assert main(["predict", *words, "--model", str(model_folder)]) == 0
    assert asked == [["a", "b"], "out", model_folder.resolve(), Options(level=0.5), named]
    assert "12,000 adverts" in capsys.readouterr().err
