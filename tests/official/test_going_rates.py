from salarypred.official.going_rates import going_rates
from salarypred.official.tables import occupation_names


def test_rates_as_published() -> None:
    assert going_rates("1111") == {"median": 88_100, "lower quartile": 60_000}
    assert going_rates("2211") == {"national pay scale": 36_616}
    assert going_rates("0000") == {}


def test_every_rate_belongs_to_an_occupation() -> None:
    assert any(going_rates(code) for code in occupation_names().index)
    assert all(
        pay > 20_000 for code in occupation_names().index for pay in going_rates(code).values()
    )
