import json

import pytest

from salarypred.adverts.months import parse_month
from salarypred.errors import InputError
from salarypred.official.facts import going_rates, occupation_facts
from salarypred.official.occupations import official_pay
from salarypred.official.tables import occupation_names


def test_facts_of_an_occupation_are_ready_for_json() -> None:
    facts = occupation_facts("6135", 2025, parse_month("2025-04"))
    assert json.loads(json.dumps(facts)) == facts
    assert (facts["occupation"], facts["hourly"], facts["hours"]) == (
        "Care workers and home carers",
        13.43,
        39.6,
    )
    assert facts["month"]["median"] == facts["full_time"]["median"] == 27_468
    assert facts["medians"]["part-time"]["median"] < facts["medians"]["full-time"]["median"]
    assert list(facts["history"]) == [str(year) for year in range(2010, 2026)]
    assert list(facts["ages"]) == ["18-21", "22-29", "30-39", "40-49", "50-59", "60+"]
    assert next(iter(facts["regions"])) == "London"
    assert "United Kingdom" not in facts["regions"]


def test_what_is_not_known_is_left_out() -> None:
    early = occupation_facts("6135", 2015)
    assert "hourly" not in early and "hours" not in early and "month" not in early
    assert early["basis"] == "interpolated"
    assert "going_rates" not in occupation_facts("61")
    with pytest.raises(InputError):
        occupation_facts("none")


def test_every_group_has_facts() -> None:
    for code in occupation_names().index[::25]:
        facts = occupation_facts(str(code))
        assert facts["full_time"]["median"] == official_pay(str(code))["median"]


def test_rates_as_published() -> None:
    assert going_rates("1111") == {"median": 88_100, "lower quartile": 60_000}
    assert going_rates("2211") == {"national pay scale": 36_616}
    assert going_rates("0000") == {}


def test_every_rate_belongs_to_an_occupation() -> None:
    assert any(going_rates(code) for code in occupation_names().index)
    assert all(
        pay > 20_000 for code in occupation_names().index for pay in going_rates(code).values()
    )
