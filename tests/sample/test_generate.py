"""Tables of adverts: the same for the same seed."""

import os
import subprocess
import sys

import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.sample.generate import generate

COLUMNS = [
    *("id", "title", "description", "company", "location", "contract_type", "contract_time"),
    *("category", "source", "salary", "salary_min", "salary_max", "posted"),
]


@pytest.fixture(scope="module")
def adverts() -> pd.DataFrame:
    return generate(1500, seed=7)


def test_same_seed_same_adverts_and_a_smaller_table_is_the_start_of_a_larger():
    pd.testing.assert_frame_equal(generate(60, seed=3), generate(60, seed=3))
    pd.testing.assert_frame_equal(generate(30, seed=3), generate(60, seed=3).head(30))
    assert not generate(30, seed=3)["title"].equals(generate(30, seed=4)["title"])


def test_same_adverts_in_another_process_with_another_hash_seed():
    code = "from salarypred.sample.__main__ import generate; print(generate(40, seed=3).to_csv())"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={
                **os.environ,
                "PYTHONHASHSEED": str(seed),
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
        ).stdout
        for seed in (1, 2)
    }
    assert len(found) == 1
    assert found.pop().decode() == generate(40, seed=3).to_csv() + "\n"


def test_schema(adverts):
    assert list(adverts.columns) == COLUMNS
    assert not adverts.isna().any().any()
    assert adverts["id"].is_unique
    assert adverts["title"].str.len().gt(2).all()
    assert adverts["description"].str.len().between(280, 900).all()
    assert set(adverts["contract_type"]) == {"", "full_time", "part_time"}
    assert set(adverts["contract_time"]) == {"", "contract", "permanent"}
    assert adverts["source"].str.endswith(".test").all()
    assert pd.to_datetime(adverts["posted"]).dt.year.eq(2013).all()
    assert 0 < (adverts["company"] == "").mean() < 0.3
    assert 0 < (adverts["location"] == "").mean() < 0.2


def test_no_rows_and_no_such_thing():
    assert list(generate(0).columns) == COLUMNS
    for wrong in ({"n": -1}, {"n": 1, "year": 1900}, {"n": 1, "categories": ["Pilots"]}):
        with pytest.raises(InputError, match="expected"):
            generate(**wrong)


def test_all_categories_from_29_rows_on(adverts):
    assert generate(29)["category"].nunique() == adverts["category"].nunique() == 29
