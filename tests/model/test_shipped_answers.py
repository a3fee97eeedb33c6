"""The answers of the model that comes with the project: a change of the code must not move them.

Once another model is shipped, ``python tests/model/test_shipped_answers.py`` writes them anew.
"""

import json
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.model.loading import load_model
from salarypred.resources import shipped_model
from salarypred.sample.generate import generate

EXPECTED = Path(__file__).with_name("shipped_answers.json")
COLUMNS = ("title", "description", "company", "location", "contract_type", "contract_time")
TEXTS = (*COLUMNS, "category", "posted")


def answers(adverts: list[dict[Hashable, Any]]) -> dict[str, Any]:
    """What the shipped model says of adverts, not rounded."""
    folder = shipped_model()
    if folder is None:
        pytest.skip("this copy of the project carries no models/uk-adverts")
    model = load_model(folder)
    frame = pd.DataFrame(adverts)
    assert model.salary_ is not None and model.category_ is not None and model.range_ is not None
    encoded = model.encode(to_adverts(frame))
    proba = model.category_proba(encoded)
    low, high = model.salary_.predict_interval(frame, 0.8).T
    return {
        "salary": model.salary_.predict(frame).tolist(),
        "low": low.tolist(),
        "high": high.tolist(),
        "range": model.range_.predict(encoded.X).tolist(),
        "category": model.category_.classes_[proba.argmax(axis=1)].tolist(),
        "probability": proba.max(axis=1).tolist(),
    }


def test_answers_are_those_it_gave() -> None:
    expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    found = answers(expected["adverts"])
    assert len(found["salary"]) == 40
    assert found.pop("category") == expected["answers"].pop("category")
    for name, values in found.items():
        np.testing.assert_allclose(values, expected["answers"][name], rtol=1e-6, err_msg=name)


def _write() -> None:
    sample = generate(40, seed=11)
    for_rows = sample.reindex(columns=list(TEXTS), fill_value="").fillna("").astype(str)
    adverts = for_rows.to_dict("records")
    content = {"adverts": adverts, "answers": answers(adverts)}
    EXPECTED.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    _write()
