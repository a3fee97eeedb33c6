import time

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.months import parse_month
from salarypred.official.lookup import COLUMNS, known_code, official_at
from salarypred.official.occupations import official_pay, official_table
from salarypred.pay.earnings import log_earnings


def at(code: str, month: str) -> pd.Series:
    return official_at([code], [parse_month(month)]).iloc[0]


@pytest.mark.parametrize("year", [2010, 2011, 2016, 2021, 2025])
def test_april_is_the_table(year: int) -> None:
    row = official_pay("2134", year)
    assert at("2134", f"{year}-04").tolist() == pytest.approx([row[name] for name in COLUMNS])


def test_between_two_aprils_pay_is_interpolated_in_logs() -> None:
    before, after = official_pay("2134", 2023)["median"], official_pay("2134", 2024)["median"]
    assert at("2134", "2023-10")["median"] == pytest.approx(np.sqrt(before * after))


@pytest.mark.parametrize(("month", "known"), [("2026-06", "2025-04"), ("2008-01", "2010-04")])
def test_outside_the_table_pay_moves_along_average_earnings(month: str, known: str) -> None:
    months = np.array([parse_month(month), parse_month(known)])
    there, here = log_earnings(months)
    expected = at("5223", known)["p75"] * np.exp(there - here)
    assert at("5223", month)["p75"] == pytest.approx(expected)


def test_shorter_and_unknown_codes() -> None:
    assert known_code("2134") == "2134"
    assert at("6199", "2024-04")["median"] == pytest.approx(official_pay("61", 2024)["median"])
    assert at("61", "2024-04")["median"] == pytest.approx(official_pay("61", 2024)["median"])
    assert official_at(pd.Series(["", "x", None]), [300, 300, 300]).isna().all().all()
    assert official_at([], []).empty


def test_the_index_of_a_series_is_kept() -> None:
    codes = pd.Series(["6135", "2134"], index=[7, 3])
    assert official_at(codes, np.array([300, 300])).index.tolist() == [7, 3]


def test_a_hundred_thousand_adverts_take_no_time() -> None:
    units = [code for code, year in official_table().index if len(code) == 4 and year == 2025]
    generator = np.random.default_rng(0)
    codes, months = generator.choice(units, 100_000), generator.integers(120, 330, 100_000)
    start = time.perf_counter()
    pay = official_at(codes, months)
    assert time.perf_counter() - start < 2
    assert not pay.isna().any().any()
    assert (np.diff(pay[["p10", "p25", "median", "p75", "p90"]].to_numpy(), axis=1) >= 0).all()
