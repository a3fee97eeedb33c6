"""What the grammar makes: plain sentences without anybody's numbers."""

import re

import pandas as pd
import pytest

from salarypred.sample.generate import generate, generate_with_masks


@pytest.fixture(scope="module")
def adverts() -> pd.DataFrame:
    return generate(1500, seed=7)


@pytest.fixture(scope="module")
def unmasked() -> tuple[pd.DataFrame, pd.DataFrame]:
    return generate_with_masks(600, seed=7, masked=False)


def test_no_advert_twice(adverts):
    assert not adverts.duplicated(["title", "company", "description"]).any()


def test_numbers_and_addresses_belong_to_nobody(unmasked):
    adverts, masks = unmasked
    numbers = masks[masks["label"] == "contact"].groupby("webindex")["value"].agg(" ".join)
    assert len(numbers)
    assert numbers.str.fullmatch(r"020 7946 0\d{3}|01632 960\d{3}").all()
    text = " ".join(adverts["description"])
    for host in re.findall(r"(?:@|www\.)([a-z.-]+[a-z])", text):
        assert host.endswith(".test") or host == "example.com"
