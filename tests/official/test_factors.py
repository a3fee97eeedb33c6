import numpy as np

from salarypred.official.factors import (
    age_factors,
    age_factors_table,
    region_factors,
    regional_factors,
)


def test_london_pays_most_in_every_major_group() -> None:
    table = regional_factors().drop(index="United Kingdom")
    assert table.shape == (11, 10)
    assert not table.isna().any().any()
    assert (table.idxmax() == "London").all()


def test_unknown_regions_change_nothing() -> None:
    factors = region_factors(
        ["2134", "2134", "", "x1"], ["Northern Ireland", "", "London", "London"]
    )
    assert factors[:2].tolist() == [1, 1]
    assert factors[2] == factors[3] == regional_factors().loc["London", ""]


def test_the_young_earn_less_and_every_age_has_its_band() -> None:
    factors = age_factors(["2134"] * 8, [16, 18, 21, 22, 29, 30, 45, 70])
    assert (
        factors[0] == factors[1] == factors[2] < factors[3] == factors[4] < factors[5] < factors[6]
    )
    assert not np.isnan(age_factors_table()).any().any()
