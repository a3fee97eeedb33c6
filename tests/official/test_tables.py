import numpy as np
import pytest

from salarypred.official.tables import MEASURES, log_cube, read_table, survey_pay
from salarypred.resources import resource


def test_codes_are_text_and_pay_is_a_number() -> None:
    pay = survey_pay(2020, "annual")
    assert {len(code) for code, _ in pay.index} == {1, 2, 3, 4}
    assert pay.index.is_unique
    assert set(pay.dtypes.astype(str)) == {"float64"}


@pytest.mark.parametrize("group", ["full-time", "part-time", "all"])
def test_hourly_pay_of_each_group(group: str) -> None:
    hourly = survey_pay(2020, "hourly", group)["median"].dropna()
    assert len(hourly) > 1_000
    assert hourly.between(6, 150).all()


def test_a_cube_has_gaps_where_ons_states_nothing() -> None:
    logs = log_cube(survey_pay(2020, "annual"), ["6135", "none"], [2024, 2025])
    assert logs.shape == (2, 2, len(MEASURES))
    assert np.exp(logs[0, 1, 0]) == pytest.approx(27_468)
    assert np.isnan(logs[1]).all()


def test_every_file_is_attributed() -> None:
    folder = resource("official", "data")
    said = folder.joinpath("ATTRIBUTION.md").read_text(encoding="utf-8")
    for file in folder.iterdir():
        assert file.name == "ATTRIBUTION.md" or f"`{file.name}`" in said, file.name
    assert "Open Government Licence v3.0" in said


def test_shares_of_an_older_code_are_whole() -> None:
    shares = read_table("soc2010_to_soc2020.csv").groupby("soc2010")["share"].sum()
    assert shares.between(0.97, 1.001).all()
