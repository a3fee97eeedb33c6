"""What is learned from which adverts."""

from functools import partial

import numpy as np
import pandas as pd
import pytest

from salarypred.model.advert_model import AdvertModel
from salarypred.sample.generate import generate

small = partial(AdvertModel, n_folds=2, n_networks=1, n_jobs=1)
pytestmark = pytest.mark.usefixtures("quick_networks")


def test_too_few_adverts_with_pay_teach_none() -> None:
    table = generate(60, seed=2)
    pay = table["salary"].where(np.arange(60) < 19)
    model = small().fit(table.drop(columns=["salary", "salary_min", "salary_max"]), pay)
    assert model.salary_ is None
    assert model.category_ is not None


def test_adverts_that_the_base_knows_teach_no_pay(
    model: AdvertModel, adverts: pd.DataFrame
) -> None:
    new = generate(40, seed=91)
    both = pd.concat([adverts.head(30), new], ignore_index=True)
    upon = small().fit(both, base=model)
    assert 30 <= upon.n_known_ <= 32  # a new advert may look like one of the training
    assert upon.salary_ is not None
    assert set(upon.salary_.validation_["advert"]) == set(range(70 - upon.n_known_))
    only = small().fit(adverts.head(60), base=model)
    assert only.pay_of_base_
    assert only.salary_ is None
    known = adverts.head(5).drop(columns="salary").assign(category="")
    assert only.predict(known)["salary"].tolist() == model.predict(known)["salary"].tolist()
