import numpy as np
import pytest

from salarypred.official.earlier_years import growth_to_2011, growth_to_2021
from salarypred.official.tables import MEASURES, survey_pay

MEDIAN = MEASURES.index("median")


def test_a_code_that_stayed_whole_grows_as_its_older_code() -> None:
    # Veterinarians are 2216 in SOC 2010 and 2240 in SOC 2020, and nobody else.
    pay = survey_pay(2010, "annual")["median"]
    expected = np.log(pay["2216", 2021] / pay["2216", 2011])
    assert growth_to_2021(["2240"])[0, MEDIAN] == pytest.approx(expected, abs=0.01)


def test_growth_of_one_year_is_that_of_the_major_group() -> None:
    growth = growth_to_2011(["2134", "2240", "9"])
    pay = survey_pay(2000, "annual")["median"]
    assert growth[0].tolist() == growth[1].tolist()
    assert growth[2, MEDIAN] == pytest.approx(np.log(pay["9", 2011] / pay["9", 2010]))
