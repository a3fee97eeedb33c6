"""What stands beside an estimate."""

import numpy as np
import pandas as pd

from salarypred.adverts.months import parse_month
from salarypred.adverts.table import Adverts, to_adverts
from salarypred.model.beside import beside
from salarypred.official.lookup import official_at


def rows(**columns: list[str]) -> Adverts:
    return to_adverts(pd.DataFrame(columns, dtype="str"))


def test_pay_by_the_hour_and_for_the_advert_s_hours() -> None:
    adverts = rows(title=["Cleaner - 20 hours", "Chef", "Nurse"], description=["", "48 hpw", ""])
    pay = np.array([[19_500.0, 23_400, 39_000], [19_500, 30_000, 39_000], [np.nan] * 3])
    found = beside(adverts, pay, ["", "", ""])
    np.testing.assert_equal(found["hourly_low"], [10, 10, np.nan])
    np.testing.assert_equal(found["hourly_mid"], [12, 15.38, np.nan])
    np.testing.assert_equal(found["hourly_high"], [20, 20, np.nan])
    np.testing.assert_equal(found["stated_hours"], [20, 48, np.nan])
    np.testing.assert_equal(found["salary_for_hours"], [12_480, 38_400, np.nan])
    assert np.isnan(found["official_median"]).all()
    assert np.isnan(found["official_year"]).all()


def test_official_pay_is_in_the_money_of_the_month() -> None:
    posted = ["2025-04-10", "2026-08-01", "2013-01-05", "2003-05-01"]
    adverts = rows(title=["Care worker"] * 4, posted=posted)
    found = beside(adverts, np.full((4, 3), np.nan), ["6135"] * 4)
    months = np.array([parse_month(day[:7]) for day in posted])
    expected = official_at(["6135"] * 4, months)
    for name in ("median", "p25", "p75"):
        np.testing.assert_array_equal(found[f"official_{name}"], expected[name].round())
    assert found["official_median"][0] == 27_468
    assert found["official_median"][1] > found["official_median"][0]
    assert found["official_year"].tolist() == [2025, 2025, 2012, 2010]


def test_no_adverts() -> None:
    found = beside(rows(title=[]), np.empty((0, 3)), [])
    assert all(len(column) == 0 for column in found.values())
