"""What both second stages share, tried on both."""

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from salarypred.errors import InputError
from salarypred.model.second_stage.base import TableStage
from salarypred.model.second_stage.small import SmallSecondStage
from salarypred.model.second_stage.stage import SecondStage
from salarypred.state import State, split_state

N = 400


@pytest.fixture(scope="module", params=["ordinary", "small"])
def stage(
    request: pytest.FixtureRequest, table: pd.DataFrame, log_pay: NDArray[np.float64]
) -> TableStage:
    found: TableStage = SecondStage() if request.param == "ordinary" else SmallSecondStage()
    return found.fit(table, log_pay, np.arange(N) % 7)


def test_the_columns_and_the_range_of_pay_are_remembered(
    stage: TableStage, table: pd.DataFrame, log_pay: NDArray[np.float64]
) -> None:
    assert stage.feature_names_in_.tolist() == [name for name in table if name != "official"]
    assert stage.pay_range_ == (log_pay.min(), log_pay.max())
    assert stage.trees_.n_features == len(stage.feature_names_in_)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"columns": ["average"]}, "its trees have not 1 features"),
        ({"columns": ["average", "no such column"]}, "reads a column that its table has not"),
        ({"pay_range": [2.0, 1.0]}, "its pay_range is not two ascending numbers"),
        ({"pay_range": [1.0]}, "its pay_range is not two ascending numbers"),
    ],
)
def test_a_state_that_does_not_fit_is_refused(
    stage: TableStage, table: pd.DataFrame, change: dict[str, object], message: str
) -> None:
    assert isinstance(stage, SecondStage | SmallSecondStage)
    arrays, values = split_state({**stage.to_state(), **change})
    with pytest.raises(InputError, match=message):
        type(stage).from_state(State("model", values, arrays), list(table.columns))
