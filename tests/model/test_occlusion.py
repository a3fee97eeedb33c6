"""Terms taken out of an advert, and what that does to its answer."""

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.table import Adverts, to_adverts
from salarypred.model.advert_model import AdvertModel
from salarypred.model.occlusion import LEAST, Driver, Occlusion, without
from salarypred.model.terms import Term

ADVERT = {
    "title": "Senior Data Engineer",
    "description": "Python and SQL, python again. Pay £****k.",
    "company": "Acme",
    "location": "London",
}


@pytest.fixture(scope="module")
def table() -> Adverts:
    return to_adverts(pd.DataFrame([ADVERT]))


@pytest.fixture(scope="module")
def occlusion(model: AdvertModel, table: Adverts) -> Occlusion:
    return Occlusion(model, table, model.predict_adverts(table))


def test_what_a_term_alone_does_is_measured_on_a_copy_without_it(
    model: AdvertModel, occlusion: Occlusion
) -> None:
    cut = dict(ADVERT)
    for name, spans in occlusion.terms[-1].spans.items():
        cut[name] = without(ADVERT[name], spans)
    pay = model.predict_adverts(to_adverts(pd.DataFrame([ADVERT, cut]))).pay
    assert occlusion.removed[-1] == pytest.approx(np.log(pay[0] / pay[1]), abs=1e-5)


def test_what_does_not_rise_above_the_noise_is_not_named(occlusion: Occlusion) -> None:
    drivers = occlusion.salary_drivers()
    assert drivers
    assert all(abs(driver.percent) >= driver.noise - 0.2 for driver in drivers)
    strongest = np.abs(occlusion.removed).max()
    floor, occlusion.floor = occlusion.floor, 10 * strongest
    assert occlusion.salary_drivers() == []
    occlusion.floor = floor


def test_a_sign_that_surprises_must_be_three_times_the_noise(occlusion: Occlusion) -> None:
    terms, removed, floor = occlusion.terms, occlusion.removed, occlusion.floor
    only = {"title": [(7, 20)]}
    occlusion.removed = np.array([-0.3])  # one effect alone: its noise is the floor
    named = []
    for usual, occlusion.floor in ((0, 0.2), (1, 0.2), (-1, 0.2), (1, 0.09), (0, 0.31)):
        occlusion.terms = [Term("skill", "Data Engineer", only, usual)]
        named.append(len(occlusion.salary_drivers()))
    occlusion.terms, occlusion.removed, occlusion.floor = terms, removed, floor
    assert named == [1, 0, 1, 1, 0]


def test_drivers_are_large_enough_and_the_strongest_first(occlusion: Occlusion) -> None:
    for drivers in (occlusion.salary_drivers(), occlusion.category_drivers()):
        strengths = [abs(driver.percent) for driver in drivers]
        assert strengths == sorted(strengths, reverse=True)
        assert min(strengths, default=1.0) >= 100 * LEAST - 0.1


def test_pounds_have_the_sign_of_the_percent(occlusion: Occlusion) -> None:
    for driver in occlusion.salary_drivers():
        assert isinstance(driver, Driver)
        assert driver.pounds is not None
        assert driver.pounds * driver.percent >= 0
    assert all(driver.pounds is None for driver in occlusion.category_drivers())


def test_the_advert_is_left_as_it_is(table: Adverts, occlusion: Occlusion) -> None:
    occlusion.salary_drivers()
    assert table["title"].iloc[0] == ADVERT["title"]
    assert table["description"].iloc[0] == ADVERT["description"]


@pytest.mark.parametrize(
    ("spans", "left"), [([], "a b c"), ([(2, 3)], "a   c"), ([(4, 5), (0, 1)], "  b  ")]
)
def test_without(spans: list[tuple[int, int]], left: str) -> None:
    assert without("a b c", spans) == left
