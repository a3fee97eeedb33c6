"""The features that all parts of a model read."""

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.table import to_adverts
from salarypred.model.advert.parts import ModelParts
from salarypred.model.advert_model import AdvertModel
from salarypred.sample.generate import generate


def test_a_model_without_parts_answers_nothing(model: AdvertModel) -> None:
    encoded = model.encode(to_adverts(generate(2, seed=3)))
    empty = ModelParts()
    assert not empty.__sklearn_is_fitted__()
    assert empty.pay_estimates(to_adverts(generate(2, seed=3)), encoded, 0.8, ()) is None
    assert np.isnan(empty.log_pay(encoded)).all()
    with pytest.raises(ValueError, match="trained without categories"):
        empty.category_proba(encoded)
    with pytest.raises(ValueError, match="trained without a base"):
        empty.as_base_reads(to_adverts(generate(2, seed=3)))
    assert empty.identity() == "unsaved model"


def test_a_model_knows_the_adverts_that_it_learned(
    model: AdvertModel, adverts: pd.DataFrame
) -> None:
    upon = ModelParts()
    upon.base_ = model
    assert upon.known_to_base(to_adverts(adverts.head(20))).all()
    assert not upon.known_to_base(to_adverts(generate(20, seed=93))).any()


def test_a_name_that_looks_like_a_formula_is_none() -> None:
    parts = ModelParts()
    parts.name, parts.metadata = "-=cmd|x", {"trained": "2026-11-25T10:00"}
    assert parts.identity() == "=cmd_x 2026-11-25".replace("=", "_")
