"""Pay of the adverts."""

import pandas as pd
import pytest

from salarypred.sample.generate import generate, generate_with_masks


@pytest.fixture(scope="module")
def adverts() -> pd.DataFrame:
    return generate(1500, seed=7)


@pytest.fixture(scope="module")
def unmasked() -> tuple[pd.DataFrame, pd.DataFrame]:
    return generate_with_masks(600, seed=7, masked=False)


def test_pay_is_plausible_and_the_midpoint(adverts):
    pay = adverts[["salary_min", "salary", "salary_max"]]
    assert pay.min().min() >= 10_000
    assert pay.max().max() <= 200_000
    assert (pay["salary_min"] <= pay["salary"]).all()
    assert (pay["salary"] <= pay["salary_max"]).all()
    assert ((pay["salary_min"] + pay["salary_max"]) / 2 == pay["salary"]).all()


def test_pay_differs_as_it_does_in_life(adverts):
    median = adverts.groupby("category")["salary"].median()
    assert median["IT Jobs"] > median["Sales Jobs"] > median["Maintenance Jobs"]
    is_it = adverts["category"] == "IT Jobs"
    senior = adverts["title"].str.startswith("Senior ")
    junior = adverts["title"].str.startswith("Junior ")
    medians = [adverts.loc[is_it & who, "salary"].median() for who in (senior, junior)]
    assert medians[0] > 1.2 * medians[1]
    later = generate(300, seed=7, year=2025)["salary"].median()
    assert later > 1.3 * adverts["salary"].head(300).median()


def test_stated_pay_is_the_pay_of_the_table(unmasked):
    adverts, masks = unmasked
    pay = masks[masks["label"].isin(["pay", "pay_min", "pay_max"])].copy()
    assert set(pay["label"]) == {"pay", "pay_min", "pay_max"}
    assert {"year", "hour", "day"} <= set(pay["unit"])
    by_id = adverts.set_index("id")
    target = {"pay": "salary", "pay_min": "salary_min", "pay_max": "salary_max"}
    for mask in pay.itertuples():
        text = by_id.loc[mask.webindex, mask.field]
        value = float(mask.value.replace(",", ""))
        if text[mask.start + len(mask.value) :][:1] in ("k", "K"):
            value *= 1000
        value *= {"year": 1, "day": 240, "hour": 1920}[mask.unit]
        assert value == by_id.loc[mask.webindex, target[mask.label]]
