"""Parquet parts on a Dask cluster of two processes, one of which is killed."""

import os
import signal
import sys
from pathlib import Path

import pandas as pd
import pytest

from salarypred.engines import dask_parts
from salarypred.engines.iterator import predict_frame
from salarypred.engines.jobs import Job, predict_part
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import Options


def test_a_killed_worker_loses_and_doubles_no_row(
    new_adverts: pd.DataFrame,
    model_folder: Path,
    model: AdvertModel,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed", reason="the extra 'dask' is not installed")
    (tmp_path / "in").mkdir()
    new_adverts.iloc[:30].to_parquet(tmp_path / "in" / "a.parquet", index=False)
    new_adverts.iloc[30:].to_parquet(tmp_path / "in" / "b.parquet", index=False)
    mark, real = str(tmp_path / "killed"), predict_part

    def dying(job: Job) -> int:
        if not os.path.exists(mark):
            Path(mark).touch()
            (job.output.parent / ".half").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(job)

    monkeypatch.setattr(dask_parts, "predict_part", dying)
    output = tmp_path / "out"
    assert dask_parts.predict_parts([str(tmp_path / "in")], output, model_folder, Options(), jobs=2)
    assert Path(mark).exists()
    assert [path.name for path in sorted(output.iterdir())] == [
        "part-00000.parquet",
        "part-00001.parquet",
    ]
    answers = pd.read_parquet(output)
    expected = predict_frame(new_adverts, model).reset_index(drop=True)
    columns = [name for name in expected if name != "views"]  # read_parquet makes it float
    assert list(answers.columns) == list(expected.columns)
    pd.testing.assert_frame_equal(answers[columns], expected[columns], check_dtype=False, rtol=1e-9)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    missing = pytest.raises(InputError, match=r"pip install 'salarypred\[dask\]'")
    with missing, dask_parts.start():
        pass
