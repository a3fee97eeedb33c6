"""Jobs over parts: read, predicted and written by whoever does them."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from salarypred.engines.iterator import predict_frame
from salarypred.engines.jobs import jobs_for, predict_part
from salarypred.engines.parts import find_parts
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import Options


@pytest.fixture
def folder(new_adverts: pd.DataFrame, tmp_path: Path) -> Path:
    """Two parts of 30 and 210 adverts."""
    place = tmp_path / "in"
    place.mkdir()
    new_adverts.iloc[:30].to_parquet(place / "a.parquet", index=False)
    new_adverts.iloc[30:].to_parquet(place / "b.parquet", index=False)
    return place


def test_jobs_done_in_any_order_and_twice_give_every_row_once(
    folder: Path, new_adverts: pd.DataFrame, model_folder: Path, model: AdvertModel, tmp_path: Path
) -> None:
    parts, output = find_parts([folder]), tmp_path / "out"
    with jobs_for(parts, output, model_folder, Options(), cores=3) as jobs:
        assert [predict_part(job) for job in (*reversed(jobs), jobs[0])] == [80] * 4
        assert not output.exists()
    found = pq.read_table(output)
    for name in new_adverts:  # as they were, whole numbers with gaps among them
        assert found[name].equals(pq.read_table(folder)[name])
    expected = predict_frame(new_adverts, model)
    assert found.column_names == list(expected)
    for name in ("predicted_salary", "predicted_category", "warnings"):
        assert found[name].to_pylist() == pa.array(expected[name], from_pandas=True).to_pylist()


def test_what_fails_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    with (
        pytest.raises(ZeroDivisionError),
        jobs_for(find_parts([folder]), output, None, Options(), 2),
    ):
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_no_rows_become_a_part_without_rows(tmp_path: Path) -> None:
    pq.write_table(pa.table({"title": pa.array([], pa.string())}), tmp_path / "a.parquet")
    with jobs_for(find_parts([tmp_path]), tmp_path / "out", None, Options(), 2) as jobs:
        assert jobs == []
    found = pq.read_table(tmp_path / "out")
    assert len(found) == 0
    assert found.column_names[:3] == ["title", "salary", "predicted_salary"]
