"""Predictions on Dask: the command's values, in worker processes too."""

from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("dask.dataframe", reason="the extra 'dask' is not installed")
import dask.dataframe as dd

from salarypred.engines.dask import predict, predicted_nothing
from salarypred.engines.iterator import predict_frame
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel
from salarypred.model.batches import Options


@pytest.mark.parametrize("options", [Options(), Options(details=True, fill=True)])
def test_the_values_of_the_command(
    new_adverts: pd.DataFrame, model_folder: Path, model: AdvertModel, options: Options
) -> None:
    table = dd.from_pandas(new_adverts, npartitions=3)
    planned = predict(table, model_folder, options)
    expected = predict_frame(new_adverts, model, options)
    assert list(planned.columns) == list(expected.columns)
    answers = planned.compute(scheduler="threads")
    pd.testing.assert_frame_equal(answers, expected, check_dtype=False, rtol=1e-9)
    assert answers["views"].dropna().eq(2**60 + 1).all()


def test_the_plan_has_the_types_of_the_answers(
    new_adverts: pd.DataFrame, model: AdvertModel
) -> None:
    planned = predicted_nothing(new_adverts, Options(details=True))
    answers = predict_frame(new_adverts, model, Options(details=True))
    assert planned.dtypes.to_dict() == answers.dtypes.to_dict()
    assert len(planned) == 0


def test_a_table_without_titles_is_refused_at_once() -> None:
    with pytest.raises(InputError, match="no column 'title'"):
        predict(dd.from_pandas(pd.DataFrame({"pay": [1, 2]}), npartitions=1))
