"""Texts of the adverts: masks and numbers lie where the truth says."""

import pandas as pd
import pytest

from salarypred.sample.generate import generate, generate_with_masks

COLUMNS = [
    *("id", "title", "description", "company", "location", "contract_type", "contract_time"),
    *("category", "source", "salary", "salary_min", "salary_max", "posted"),
]


LABELS = {
    *("pay", "pay_min", "pay_max", "ote", "pay_extra", "money_other", "contact", "reference"),
    *("time", "experience", "qualification", "quantity", "format"),
}


PAY_LABELS = {"pay", "pay_min", "pay_max", "ote", "pay_extra"}


@pytest.fixture(scope="module")
def adverts() -> pd.DataFrame:
    return generate(1500, seed=7)


@pytest.fixture(scope="module")
def unmasked() -> tuple[pd.DataFrame, pd.DataFrame]:
    return generate_with_masks(600, seed=7, masked=False)


def test_masked_text_has_no_number_left(adverts):
    for field in ("title", "description"):
        assert not adverts[field].str.contains(r"\d").any()
    assert adverts["description"].str.contains("****", regex=False).mean() > 0.8
    assert adverts["title"].str.contains("****", regex=False).any()


@pytest.mark.parametrize("long", [False, True])
def test_masks_are_where_the_truth_says(long):
    adverts, masks = generate_with_masks(300, seed=5, long=long)
    by_id = adverts.set_index("id")
    assert set(masks["label"]) <= LABELS
    assert (masks["unit"].ne("-") == masks["label"].isin(PAY_LABELS)).all()
    assert set(masks["unit"]) <= {"-", "year", "month", "week", "day", "hour", "percent"}
    for mask in masks.itertuples():
        text = by_id.loc[mask.webindex, mask.field]
        assert text[mask.start : mask.start + 4] == "****"
    # and there is no mask without truth
    count = sum(adverts[field].str.count(r"\*{4}").sum() for field in ("title", "description"))
    assert count == len(masks)


def test_unmasked_numbers_are_where_the_truth_says(unmasked):
    adverts, masks = unmasked
    by_id = adverts.set_index("id")
    assert not adverts["description"].str.contains("****", regex=False).any()
    for mask in masks.itertuples():
        text = by_id.loc[mask.webindex, mask.field]
        assert text[mask.start : mask.start + len(mask.value)] == mask.value


def test_masks_do_not_change_the_advert(unmasked):
    masked, masks = generate_with_masks(600, seed=7)
    same = [column for column in COLUMNS if column not in ("title", "description")]
    pd.testing.assert_frame_equal(masked[same], unmasked[0][same])
    rest = ["webindex", "field", "label", "unit", "value"]
    pd.testing.assert_frame_equal(masks[rest], unmasked[1][rest])
