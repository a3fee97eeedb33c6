import numpy as np
import pytest

from salarypred.estimators.eras.era_encoder import EraEncoder


def test_every_row_sums_to_one_and_moves_from_knot_to_knot() -> None:
    encoder = EraEncoder(min_count=1).fit([2013.0, 2017.0, 2020.0, 2026.0])
    table = encoder.transform(np.linspace(2000, 2040, 81))
    np.testing.assert_allclose(table.sum(axis=1), 1, rtol=1e-6)
    assert table.shape == (81, 4)
    assert encoder.transform([2013.0]).tolist() == [[1, 0, 0, 0]]


def test_a_knot_without_adverts_is_left_out() -> None:
    encoder = EraEncoder().fit([2013.0] * 100 + [2026.0] * 100 + [2017.0] * 3)
    assert encoder.knots_.tolist() == [2013.0, 2026.5]


@pytest.mark.parametrize("year", [2013.0, 2026.9])
def test_adverts_of_one_year_give_one_constant_column(year: float) -> None:
    encoder = EraEncoder().fit([year] * 20)
    assert encoder.transform([2000.0, 2020.0, 2030.0]).tolist() == [[1], [1], [1]]
