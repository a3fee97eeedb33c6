"""What ranges are to hold for, and what an estimate of a rare job leans on."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from salarypred.model.second_stage.conditions import (
    CONDITIONS,
    conditions,
    toward_official,
    unfamiliar,
)

N = 400


def test_conditions_tell_employers_and_times(
    table: pd.DataFrame, log_pay: NDArray[np.float64]
) -> None:
    known = table.assign(company_log_count=1.0, era=2026.0)
    told = conditions(known, log_pay, np.ones((N, 2)), np.full(N, False))
    assert tuple(told) == CONDITIONS
    assert set(told["employer"]) == {1.0}
    assert told[["time_1", "time_2", "time_3"]].to_numpy()[0].tolist() == [0.0, 0.0, 1.0]
    assert set(told["unfamiliar"]) == {0.0}
    unknown = table.assign(company_log_count=0.0)
    told = conditions(unknown, log_pay, np.ones((N, 2)), np.full(N, True))
    assert set(told["employer"]) == {0.0}
    assert set(told["unfamiliar"]) == {1.0}


def test_jobs_unknown_at_their_time_go_toward_official_pay(table: pd.DataFrame) -> None:
    rows = table.assign(
        official=1.0, certainty=0.5, occupation_log_count=9.0, title_tail_log_count=0.0
    )
    strange = np.arange(N) % 2 == 0
    moved = toward_official(np.zeros(N), rows, strange)
    assert moved.tolist() == np.where(strange, 0.15, 0.0).tolist()
    fewer = toward_official(np.zeros(N), rows.assign(occupation_log_count=2.0), strange)
    assert (fewer[strange] > moved[strange]).all()


def test_ten_adverts_make_an_occupation_familiar(table: pd.DataFrame) -> None:
    counts = np.log1p(np.arange(N) % 20).astype(np.float32)
    known = table.assign(occupation_time_log_count=counts)
    assert unfamiliar(known).tolist() == (np.arange(N) % 20 < 10).tolist()
    # A table without occupations tells it by the last words of the title.
    other = known.drop(columns="occupation_time_log_count").assign(title_tail_log_count=counts)
    assert unfamiliar(other).tolist() == unfamiliar(known).tolist()
