"""The distance between minimum and maximum, from tables to filled-in masks."""

import numpy as np
import pandas as pd
import pytest
from sklearn.utils.estimator_checks import parametrize_with_checks

from salarypred.estimators.range_width import RangeRegressor
from salarypred.masks.output import read_masks
from salarypred.model.advert_model import AdvertModel
from salarypred.pay.ranges import known_log_ratios


@parametrize_with_checks([RangeRegressor()])
def test_scikit_learn_checks(estimator, check):
    check(estimator)


@pytest.mark.parametrize(
    ("row", "ratio"),
    [
        ({"salary_min": 20_000, "salary_max": 30_000}, 1.5),
        ({"salary": 25_000, "SalaryRaw": "20,000 - 30,000 per annum"}, 1.5),
        ({"salary": 25_000, "salary_text": "£20k-£30k"}, 1.5),
        ({"salary": 25_000, "salary_min": 20_000, "SalaryRaw": "20k to 30k"}, 1.5),
        ({"salary": 60_000, "SalaryRaw": "20k to 30k"}, None),  # the words are of other pay
        ({"SalaryRaw": "20k to 30k"}, None),
        ({"salary": 25_000, "SalaryRaw": "25k"}, None),
        ({"salary_min": 30_000, "salary_max": 20_000}, None),
        ({"salary_min": 25_000, "salary_max": 25_000}, None),
        ({"salary_min": 2_000, "salary_max": 25_000}, None),
        ({"title": "Cook"}, None),
    ],
)
def test_known_ranges(row, ratio):
    (found,) = known_log_ratios(pd.DataFrame([{"title": "Cook"} | row]))
    if ratio is None:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(np.log(ratio))


def test_a_constant_range_is_learned():
    X = np.random.default_rng(0).random((50, 3))
    assert RangeRegressor().fit(X, np.full(50, 0.2)).predict(X) == pytest.approx(0.2)


def test_a_prediction_is_no_wider_than_what_is_learned_from():
    X = np.array([[0.0], [1.0]] * 20)
    model = RangeRegressor(alpha=0.01).fit(X, [0.1, 1.3] * 20)
    assert 0 < model.predict([[-50.0]])[0] < model.predict([[50.0]])[0] <= np.log(4) + 1e-9


def test_filled_in_ranges_are_as_wide_as_those_of_like_adverts():
    titles = ["Staff Nurse", "Sales Executive"] * 60
    rng = np.random.default_rng(1)
    low = rng.integers(200, 300, len(titles)) * 100
    wide = np.where(np.arange(len(titles)) % 2 == 0, 1.1, 2.0)
    frame = pd.DataFrame({"title": titles, "salary_min": low, "salary_max": low * wide})
    model = AdvertModel(n_folds=2, n_networks=1).fit(frame)
    text = "Salary £**** to £**** per annum."
    answers = model.predict(pd.DataFrame({"title": titles[:2], "description": text}))
    ratios = []
    for cell in answers["masks"]:
        minimum, maximum = (mask.value for mask in read_masks(cell))
        ratios.append(maximum / minimum)
    assert ratios[0] == pytest.approx(1.1, abs=0.06)
    assert ratios[1] == pytest.approx(2.0, abs=0.3)
