"""The occupation of a bare title rules out categories that no such job has."""

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.occupations.categories import suitable_categories, suiting_occupation
from salarypred.occupations.shipped import occupation_codes
from salarypred.resources import list_rows

CLASSES = ["Healthcare & Nursing Jobs", "Scientific & QA Jobs", "Teaching Jobs"]
PROBA = np.array([[0.3, 0.6, 0.1]])


def asked(probability: float = 0.9, code: str = "2231", **columns: str) -> np.ndarray:
    adverts = to_adverts(pd.DataFrame([{"title": "Staff Nurse", **columns}]))
    told = {"occupation_code": [code], "occupation_probability": [probability]}
    return suiting_occupation(PROBA, CLASSES, adverts, pd.DataFrame(told))[0]


def test_a_bare_title_gets_a_category_of_its_occupation() -> None:
    found = asked()
    assert found.argmax() == 0
    assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    "told",
    [
        {"description": "Assays in a laboratory"},
        {"company": "Acme"},
        {"probability": 0.4},
        {"code": ""},
    ],
)
def test_others_keep_theirs(told: dict[str, object]) -> None:
    assert asked(**told).tolist() == PROBA[0].tolist()  # type: ignore[arg-type]


def test_a_model_of_other_categories_keeps_its_own() -> None:
    adverts = to_adverts(pd.DataFrame({"title": ["Staff Nurse"]}))
    told = pd.DataFrame({"occupation_code": ["2231"], "occupation_probability": [0.9]})
    found = suiting_occupation(PROBA, ["a", "b", "c"], adverts, told)
    assert found.tolist() == PROBA.tolist()


def test_every_occupation_has_suitable_categories() -> None:
    assert all(suitable_categories(str(code)) for code in occupation_codes())
    codes = [code for code, _ in list_rows("patterns", "categories_of_occupations.tsv")]
    assert len(codes) == len(set(codes))
