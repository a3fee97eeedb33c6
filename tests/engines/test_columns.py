"""Columns of a prediction before there is one are those of the prediction."""

import pandas as pd
import pytest

from salarypred.engines.columns import added_columns, all_columns, kept_columns
from salarypred.engines.iterator import predict_frame
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import Options

ROWS = pd.DataFrame(
    {"Title": ["Chef"], "warnings": ["old"], "salary": [1.0], "details": [None], "confidence": "x"}
)


@pytest.mark.parametrize("options", [Options(), Options(details=True, fill=True, mask=True)])
@pytest.mark.parametrize("columns", [["Title"], list(ROWS)])
def test_kept_and_added_are_all(columns: list[str], options: Options, model: AdvertModel) -> None:
    answers = predict_frame(ROWS[columns], model, options)
    added = added_columns(columns, options)
    assert [*kept_columns(columns, options), *added] == all_columns(columns, options)
    assert list(answers.columns) == all_columns(columns, options)
    assert answers.dtypes[list(added)].map(str).replace("object", "str").to_dict() == added
