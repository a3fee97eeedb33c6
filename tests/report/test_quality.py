"""How right estimates are, where true pay is known."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salarypred.model.advert_model import AdvertModel
from salarypred.report.data import read_predictions
from salarypred.report.quality import quality


@pytest.fixture(scope="module")
def predicted(adverts: pd.DataFrame, model: AdvertModel) -> pd.DataFrame:
    return model.predict(adverts.head(150), details=True)


def saved(table: pd.DataFrame, folder: Path, name: str = "p.parquet") -> str:
    path = folder / name
    if name.endswith(".parquet"):
        table.to_parquet(path, index=False)
    else:
        table.to_csv(path, index=False)
    return str(path)


def test_quality_of_perfect_and_of_shifted_estimates(
    predicted: pd.DataFrame, tmp_path: Path
) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    perfect = quality(table.assign(true=table["predicted_salary"]))
    assert perfect is not None
    assert perfect.overall["mae"] == 0
    assert perfect.coverage == 1
    far = quality(table.assign(true=3 * table["predicted_salary"]))
    assert far is not None
    assert far.coverage < 0.1
    assert (far.by_band["p50"] < -60).all()
    assert quality(table.assign(true=np.nan)) is None


def test_categories_of_another_kind_are_not_compared(
    predicted: pd.DataFrame, tmp_path: Path
) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    table = table.assign(true=table["predicted_salary"])
    same, other = quality(table), quality(table.assign(category="Sales_and_more"))
    assert same is not None and same.category["accuracy"] > 0.5
    assert other is not None and other.category == {}
    assert other.by_category.index.tolist() == ["Sales_and_more"]
