"""The parts of a model as arrays and values, and back."""

import json

import pytest

from salarypred.errors import InputError
from salarypred.model.advert.saving import parts_state, take_parts
from salarypred.model.advert_model import AdvertModel
from salarypred.sample.generate import generate
from salarypred.state import State, split_state


def test_parts_come_back(model: AdvertModel) -> None:
    arrays, values = split_state(parts_state(model))
    again = AdvertModel()
    take_parts(again, State("folder", json.loads(json.dumps(values)), arrays))
    rows = generate(5, seed=12).drop(columns="salary")
    names = ["salary", "salary_low", "salary_high", "category_probability"]
    for name in names:
        assert again.predict(rows)[name].tolist() == model.predict(rows)[name].tolist()


@pytest.mark.parametrize(
    ("lost", "message"),
    [(["salary", "category"], "there is neither salary nor category"), (["vectorizer"], "vector")],
)
def test_what_is_missing_is_named(model: AdvertModel, lost: list[str], message: str) -> None:
    arrays, values = split_state({**parts_state(model), **dict.fromkeys(lost)})
    with pytest.raises(InputError, match=message):
        take_parts(AdvertModel(), State("folder", json.loads(json.dumps(values)), arrays))
