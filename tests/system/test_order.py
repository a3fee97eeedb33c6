"""Order that people expect of pay, on the model that the project ships: see benchmarks/order.py."""

import sys
from pathlib import Path

import pandas as pd
import pytest

from salarypred.model.loading import load_model
from salarypred.resources import shipped_model

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import order

#: Largest share of pairs that may break a rule.
BOUNDS = {
    "apprentice < trainee": 0.02,
    "trainee <= junior": 0.10,
    "junior < none": 0.04,
    "none < senior": 0.02,
    "senior < lead": 0.20,
    "senior < principal": 0.12,
    "lead < head": 0.08,
    "principal < head": 0.12,
    "head < director": 0.20,
    "band n < n + 1": 0.02,
    "1 < 3 < 5 < 10 years qualified": 0.10,
    "elsewhere <= London": 0.02,
    "neighbouring towns alike": 0.06,
    "names of one job alike": 0.10,
    "hours and contract alike": 0.10,
}
#: Rules that the shipped model fails: its share of broken pairs (python benchmarks/order.py,
#: 2026-11-26). To go as soon as a better one is shipped.
NOT_YET = {
    "trainee <= junior": 0.115,
    "senior < lead": 0.290,
    "head < director": 0.273,
    "names of one job alike": 0.125,
}


@pytest.fixture(scope="module")
def judged() -> pd.DataFrame:
    folder = shipped_model()
    if folder is None:
        pytest.skip("this copy of the project carries no models/uk-adverts")
    return order.violations(order.judge(load_model(folder), "2026-11"))


def test_every_rule_has_a_bound() -> None:
    assert {pair.rule for pair in order.pairs()} == BOUNDS.keys()
    assert NOT_YET.keys() <= BOUNDS.keys()
    assert len(order.JOBS) >= 40
    assert len(order.PLACES) >= 12


@pytest.mark.parametrize("rule", BOUNDS)
def test_order(judged: pd.DataFrame, rule: str, request: pytest.FixtureRequest) -> None:
    if rule in NOT_YET:
        reason = f"{NOT_YET[rule]:.1%} of pairs are broken"
        request.applymarker(pytest.mark.xfail(reason=reason))
    assert judged["broken"].to_dict()[rule] <= BOUNDS[rule]
