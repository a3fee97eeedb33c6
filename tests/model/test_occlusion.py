"""Terms taken out of an advert, and what that does to its answer."""

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.table import Adverts, to_adverts
from salarypred.model.advert_model import AdvertModel
from salarypred.model.occlusion import LEAST, Driver, Occlusion, without

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


def test_terms_are_whole_fields_entities_and_words(occlusion: Occlusion) -> None:
    terms = {(field, text): spans for field, text, spans in occlusion.terms}
    assert terms["company", "Acme"] == [(0, 4)]
    assert terms["location", "London"] == [(0, 6)]
    assert terms["description", "Python"] == [(0, 6), (16, 22)]  # all its places, in any case
    assert ("title", "Senior") in terms
    assert not [text for _, text in terms if text.strip() in ("k", "****")]


def test_what_a_term_alone_does_is_measured_on_a_copy_without_it(
    model: AdvertModel, occlusion: Occlusion
) -> None:
    field, _, spans = occlusion.terms[-1]
    cut = {**ADVERT, field: without(ADVERT[field], spans)}
    pay = model.predict_adverts(to_adverts(pd.DataFrame([ADVERT, cut]))).pay
    assert occlusion.removed[-1] == pytest.approx(np.log(pay[0] / pay[1]), abs=1e-5)


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
