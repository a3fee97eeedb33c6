"""Files in, predictions out, in parts and in several processes."""

from pathlib import Path

import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.files.read import Batch, read_batches
from salarypred.model import batches as predict_module
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import (
    Options,
    Predicted,
    predict_batch,
    predict_batches,
    predict_files,
)
from salarypred.sample.generate import generate

NEW = generate(6, seed=90)[["id", "title", "description", "location"]]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def expected(model: AdvertModel) -> list[float]:
    return model.predict(NEW)["predicted_salary"].tolist()


def test_what_was_wrong_with_reading_comes_first(model: AdvertModel) -> None:
    rows = pd.DataFrame({"title": ["Chef", "Chef", "", "", "qqzx"]})
    problems = pd.Series(["", "cut", "not JSON", "", "cut"], dtype="str")
    answer = predict_batch(model, Batch(rows, problems, "x"), Options(as_of="2013-01")).rows
    assert answer["warnings"].tolist()[:4] == ["", "cut", "not JSON", "no title and no description"]
    assert answer["warnings"].iloc[4].startswith("cut; no word of this advert is known")


def test_more_processes_give_the_same_answers_in_order(
    place: Path, model: AdvertModel, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(predict_module, "_SMALL_COST", 0)
    generate(40, seed=91).to_csv("a.csv", index=False)
    alone = list(predict_batches(model, read_batches(["a.csv"], chunk_size=10)))
    shared = list(
        predict_batches(model, read_batches(["a.csv"], chunk_size=10), jobs=2, folder=model_folder)
    )
    assert len(shared) == 4
    pd.testing.assert_frame_equal(
        pd.concat(answer.rows for answer in shared), pd.concat(answer.rows for answer in alone)
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_titles_that_come_again_are_answered_alike(
    model: AdvertModel, model_folder: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    """In the same batch and in a later one."""
    monkeypatch.setattr(predict_module, "_SMALL_COST", 0)
    titles = ["Chef", "Staff Nurse", "Chef", "Driver £****k", "", "Chef", "Driver £****k", "Joiner"]
    rows = pd.DataFrame({"id": range(40), "title": titles * 5})
    problems = pd.Series("", index=rows.index, dtype="str")
    parts = [Batch(rows[i : i + 5], problems[i : i + 5], "x") for i in range(0, 40, 5)]
    found = pd.concat(
        answer.rows for answer in predict_batches(model, parts, jobs=jobs, folder=model_folder)
    )
    alone = pd.concat(predict_batch(model, part, Options()).rows for part in parts)
    singly = pd.concat(model.predict(rows[i : i + 1]) for i in range(8))
    pd.testing.assert_frame_equal(found, alone, rtol=1e-9)
    pd.testing.assert_frame_equal(found[:8], singly, rtol=1e-9)


def test_files_in_predictions_out(place: Path, model: AdvertModel, model_folder: Path) -> None:
    Path("a.csv").write_text("title,posted\nChef,2013-01-05\nStaff Nurse £9 an hour,\n,2020-03\n")
    seen: list[Predicted] = []
    options = Options(level=0.5, details=True, fill=True, mask=True)
    predict_files(["a.csv"], "out.csv", model_folder, options, seen=seen.append)
    written = pd.read_csv("out.csv", keep_default_na=False, na_values={"salary_low": [""]})
    (answer,) = seen
    assert answer.months[[0, 2]].tolist() == [156, 242]
    assert answer.undated.tolist() == [False, True, False]
    assert list(written.columns) == list(answer.rows.columns)
    expected = model.predict(pd.read_csv("a.csv", keep_default_na=False), level=0.5, details=True)
    pd.testing.assert_series_equal(written["salary_low"], expected["salary_low"])
    assert written["masked_title"].tolist() == ["Chef", "Staff Nurse £**** an hour", ""]


def test_a_file_that_cannot_be_read_is_told_before_the_model_is_loaded(place: Path) -> None:
    with pytest.raises(InputError, match=r"nix\.csv: no such file"):
        predict_files(["nix.csv"], "out.csv", "no model here")
    assert not Path("out.csv").exists()
