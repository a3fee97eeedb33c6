from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from salarypred.occupations.classifier import OccupationClassifier, read_adverts
from salarypred.occupations.titles import Title

TITLES = ["nurse", "staff nurse", "chef", "sous chef"] * 20
CODES = ["2237", "2237", "5434", "5434"] * 20


def small(**parameters: Any) -> OccupationClassifier:
    return OccupationClassifier(n_hidden=8, n_epochs=60, **parameters)


def test_learns_and_clones() -> None:
    model = clone(small()).fit(TITLES, CODES)
    assert model.predict(["Chef de partie", "Nurses"]).tolist() == ["5434", "2237"]
    assert model.score(TITLES, CODES) == 1
    np.testing.assert_allclose(model.predict_proba(["x"]).sum(axis=1), 1)


def test_same_seed_same_model() -> None:
    one, two = (small(random_state=3).fit(TITLES, CODES).predict_proba(["cook"]) for _ in range(2))
    np.testing.assert_array_equal(one, two)


def test_heavier_rows_win() -> None:
    model = small().fit(["cook"] * 40, ["a", "b"] * 20, sample_weight=[3.0, 1.0] * 20)
    assert model.predict_proba(["cook"])[0] == pytest.approx([0.75, 0.25], abs=0.05)


def test_a_term_of_fewer_than_ten_adverts_is_not_learned() -> None:
    titles = TITLES + ["zymurgist"] * 9
    codes = CODES + ["5434"] * 9
    advert = [False] * len(TITLES) + [True] * 9
    model = small().fit(titles, codes, advert=advert)
    np.testing.assert_allclose(
        model.predict_proba(["zymurgist"]), model.predict_proba(["qwrtplk"]), atol=0.02
    )


def test_temperature_flattens() -> None:
    model = small().fit(TITLES, CODES)
    sure = model.predict_proba(["nurse"]).max()
    assert model.set_params(temperature=4.0).predict_proba(["nurse"]).max() < sure


def test_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match="expected at least 2 classes"):
        small().fit(["nurse"], ["2237"])


def test_sectors_come_from_category_and_employer() -> None:
    rows = pd.DataFrame(
        {"title": ["Cook", None], "category": ["Retail Jobs", ""], "company": ["NHS Trust", None]}
    )
    first, second = read_adverts(rows)
    assert {"nhs", "health", "retail"} <= set(first[1])
    assert second == (Title((), ()), ())
