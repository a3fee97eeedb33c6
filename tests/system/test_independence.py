"""An advert's answer is its own: nothing that stands beside it, and no way to ask, changes it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.answers import PREDICTED
from salarypred.files.read import Batch, read_batches
from salarypred.model import batches as batches_module
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import Options, predict_batches, predict_files
from salarypred.sample.generate import generate

ADVERTS = pd.concat(
    [
        generate(30, seed=70, masked=False),
        generate(30, seed=71),
        generate(20, seed=72).assign(description=""),
        generate(20, seed=72).assign(description="").head(5),  # some occur twice
        pd.DataFrame({"title": ["", "Comptable (H/F)", "Band 6 Nurse", "C++ & C#", "Chef, Paris"]}),
    ],
    ignore_index=True,
)[["id", "title", "description", "company", "location", "category"]].fillna("")
#: Of answers in £; rounding to whole pounds may fall either side of a half.
CLOSE = 1e-9


@pytest.fixture(scope="module")
def expected(model: AdvertModel) -> pd.DataFrame:
    return model.predict(ADVERTS, details=True, as_of="2024-05")


def agree(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """Compare the columns that prediction adds."""
    for name in (*PREDICTED, "salary_p10", "salary_p90", "confidence"):
        ours, theirs = found[name], expected[name]
        if pd.api.types.is_numeric_dtype(theirs):
            np.testing.assert_allclose(
                ours.to_numpy(float), theirs.to_numpy(float), CLOSE, CLOSE, err_msg=name
            )
        else:
            assert ours.fillna("").tolist() == theirs.tolist(), name


@pytest.mark.parametrize("size", [1, 7, 50])
def test_the_size_of_a_batch_does_not_matter(
    model: AdvertModel, expected: pd.DataFrame, size: int
) -> None:
    parts = [
        model.predict(ADVERTS.iloc[start : start + size], details=True, as_of="2024-05")
        for start in range(0, len(ADVERTS), size)
    ]
    agree(pd.concat(parts), expected)


def test_order_does_not_matter(model: AdvertModel, expected: pd.DataFrame) -> None:
    order = np.random.default_rng(0).permutation(len(ADVERTS))
    found = model.predict(ADVERTS.iloc[order], details=True, as_of="2024-05")
    agree(found.sort_index(), expected)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_of_processes_does_not_matter(
    model: AdvertModel, expected: pd.DataFrame, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches_module, "_SMALL_COST", 0)

    def parts() -> Iterator[Batch]:
        for start in range(0, len(ADVERTS), 11):
            rows = ADVERTS.iloc[start : start + 11]
            yield Batch(rows, pd.Series("", index=rows.index, dtype="str"), "adverts")

    options = Options(as_of="2024-05", details=True)
    agree(pd.concat(part.rows for part in predict_batches(model, parts(), options, jobs)), expected)


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl", "parquet"])
def test_the_format_does_not_matter(
    model_folder: Path, expected: pd.DataFrame, ending: str, tmp_path: Path
) -> None:
    given, written = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    if ending == "parquet":
        ADVERTS.to_parquet(given)
    elif ending == "jsonl":
        ADVERTS.to_json(given, orient="records", lines=True)
    else:
        ADVERTS.to_csv(given, index=False, sep="\t" if ending == "tsv" else ",")
    options = Options(as_of="2024-05", details=True)
    predict_files([given], written, model_folder, options, jobs=2)
    (batch,) = read_batches([written])
    rows = batch.rows
    for name in expected.columns.intersection(rows.columns):
        if pd.api.types.is_numeric_dtype(expected[name]):
            rows[name] = pd.to_numeric(rows[name])
    agree(rows, expected)
