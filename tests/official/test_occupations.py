import numpy as np
import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.official.occupations import official_pay, official_table
from salarypred.official.tables import MEASURES, PERCENTILES, occupation_names, survey_pay

TABLE = official_table()


def test_every_group_has_a_figure_in_every_year() -> None:
    assert len(TABLE) == 552 * 16
    units = TABLE[TABLE.index.get_level_values("soc2020").str.len() == 4]
    assert len(units) == 412 * 16
    assert not TABLE.isna().any().any()
    assert (TABLE[list(MEASURES)] > 5_000).all().all()


def test_percentiles_never_fall() -> None:
    assert (np.diff(TABLE[list(PERCENTILES)].to_numpy(), axis=1) >= 0).all()


def test_what_ons_states_stays_as_it_is() -> None:
    stated = survey_pay(2020, "annual")[list(MEASURES)]
    stated = stated.rename_axis(["soc2020", "year"])
    table = TABLE.loc[stated.index, list(MEASURES)]
    known = stated.notna()
    difference = (table - stated).where(known).abs()
    assert difference.max().max() <= 0.5
    row = TABLE["basis"].loc[stated.index]
    assert (row[known["median"]] == "stated").all()
    assert (row[~known["median"]] != "stated").all()


def test_a_row_as_published() -> None:
    row = official_pay("6135", 2025)
    assert (row["median"], row["p10"], row["p90"]) == (27_468, 17_938, 38_265)
    assert (row["basis"], row["spread_basis"]) == ("stated", "stated")


def test_filled_cells_say_so() -> None:
    by_year = TABLE["basis"].unstack()
    assert set(by_year[2010]) == {"carried from SOC 2000"}
    assert set(by_year[2011]) == {"carried from SOC 2010"}
    assert set(by_year.loc[:, 2012:2020].to_numpy().ravel()) == {"interpolated"}
    assert set(by_year[2024]) == {
        "stated",
        "from hourly pay",
        "from another year",
        "from the group above",
    }
    groups = by_year.index.str.len() < 4
    assert set(by_year[2025][groups]) == {"from its unit groups"}


def test_groups_lie_among_their_unit_groups() -> None:
    medians = TABLE["median"].xs(2025, level="year")
    for group in (code for code in medians.index if len(code) == 3):
        units = medians[[code for code in medians.index if len(code) == 4 and code[:3] == group]]
        assert units.min() * 0.97 <= medians[group] <= units.max() * 1.03, group


def test_pay_of_2011_keeps_near_what_the_older_classification_states() -> None:
    # 6145 of SOC 2010 (care workers and home carers) is 6135 of SOC 2020 nearly whole.
    old = survey_pay(2010, "annual").loc[("6145", 2011), "median"]
    assert official_pay("6135", 2011)["median"] == pytest.approx(old, rel=0.1)
    stated = survey_pay(2000, "annual").loc[("0", 2010), "median"]
    assert official_pay("0", 2010)["median"] == pytest.approx(stated, rel=0.04)


def test_growth_is_smooth_between_known_years() -> None:
    growth = np.log(TABLE["median"]).groupby(level="soc2020").diff()
    between = growth[growth.index.get_level_values("year").isin(range(2012, 2021))]
    assert between.between(-0.05, 0.10).all()


@pytest.mark.parametrize(("code", "year"), [("9999", 2025), ("", 2025), ("6135", 2009)])
def test_unknown_codes_and_years_are_refused_in_one_line(code: str, year: int) -> None:
    with pytest.raises(InputError, match=r"occupation code|year 2009"):
        official_pay(code, year)


def test_names_belong_to_codes() -> None:
    names = occupation_names()
    assert names["6135"] == "Care workers and home carers"
    assert isinstance(names, pd.Series) and names.index.is_unique
