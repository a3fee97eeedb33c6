"""The columns that the second stage reads."""

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from salarypred.features.encoded import FACTS, Encoded
from salarypred.model.second_stage.table import FIRST_COLUMNS

N = 400


def test_columns_have_names(table: pd.DataFrame, encoded: Encoded) -> None:
    assert tuple(table.columns[: len(FIRST_COLUMNS)]) == FIRST_COLUMNS
    assert {*FACTS, "company_mean", "company_log_count", "title_spread"} <= {*table.columns}
    assert table["ridge"].to_numpy() == pytest.approx(np.full(N, 0.5), abs=1e-6)
    assert table["title_words"].tolist() == encoded.facts["title_words"].tolist()
    assert not table.isna().any(axis=None)


def test_means_are_relative_to_the_average(
    table: pd.DataFrame, encoded: Encoded, log_pay: NDArray[np.float64]
) -> None:
    title = encoded.keys["title"].to_numpy()
    known = np.flatnonzero(table["title_log_count"].to_numpy() > 0)
    assert len(known)
    for row in known[:20]:
        mean = log_pay[title == title[row]].mean()
        relative = mean - table["average"].iloc[row]
        assert table["title_mean"].iloc[row] == pytest.approx(relative, abs=1e-5)
    assert (table["title_mean"][table["title_log_count"] == 0] == -9).all()
