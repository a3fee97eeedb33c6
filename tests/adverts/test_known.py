"""Adverts that a model was trained on are told again, others are not."""

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.known import KnownAdverts
from salarypred.adverts.table import Adverts, to_adverts
from salarypred.errors import InputError
from salarypred.sample.generate import generate
from salarypred.state import State, split_state


@pytest.fixture(scope="module")
def adverts() -> Adverts:
    return to_adverts(generate(600, seed=3))


def test_every_remembered_advert_is_told_and_hardly_another(adverts: Adverts) -> None:
    known = KnownAdverts().fit(Adverts(adverts.iloc[:300]))
    assert known.contains(Adverts(adverts.iloc[:300])).all()
    seen = set(zip(adverts["title"][:300], adverts["company"][:300], strict=True))
    rest = [pair not in seen for pair in zip(adverts["title"], adverts["company"], strict=True)]
    assert known.contains(Adverts(adverts[rest])).mean() < 0.05


def test_chance_is_as_small_as_promised() -> None:
    def made(start: int) -> Adverts:
        names = [f"company {n}" for n in range(start, start + 20_000)]
        return to_adverts(pd.DataFrame({"title": "Nurse", "company": names}))

    known = KnownAdverts().fit(made(0))
    assert known.contains(made(0)).all()
    assert known.contains(made(50_000)).mean() < 0.012
    assert known.bits_.nbytes == pytest.approx(20_000 * 12 / 8, abs=1)


@pytest.mark.parametrize("left", [["title", "company"], ["title", "description"]])
def test_is_told_by_what_is_left_of_it(adverts: Adverts, left: list[str]) -> None:
    known = KnownAdverts().fit(adverts)
    whole = (adverts[left] != "").all(axis=1) & (adverts["description"].str.len() > 300)
    assert whole.sum() > 100
    bare = to_adverts(adverts.loc[whole, left])
    assert known.contains(bare).all()


def test_ids_spelling_and_pay_do_not_count(adverts: Adverts) -> None:
    known = KnownAdverts().fit(adverts)
    other = adverts.assign(id="7", title=adverts["title"].str.upper() + " ", source="elsewhere")
    assert known.contains(Adverts(other)).all()


def test_a_title_alone_tells_nothing(adverts: Adverts) -> None:
    known = KnownAdverts().fit(adverts)
    assert not known.contains(to_adverts(adverts[["title"]])).any()


def test_comes_back_from_its_state(adverts: Adverts) -> None:
    known = KnownAdverts().fit(Adverts(adverts.iloc[:100]))
    arrays, values = split_state(known.to_state())
    again = KnownAdverts.from_state(State("folder", values, arrays))
    np.testing.assert_array_equal(again.contains(adverts), known.contains(adverts))
    with pytest.raises(InputError, match="has no bits"):
        KnownAdverts.from_state(State("folder", {}, {"bits": np.zeros(0, dtype=np.uint8)}))


@pytest.mark.parametrize("place", ["***", "-", "Leeds", ""])
def test_an_advert_of_the_training_is_known_whatever_stands_for_its_place(place: str) -> None:
    rows = to_adverts(pd.DataFrame({"title": ["Chef"], "company": ["A"], "location": [place]}))
    assert KnownAdverts().fit(rows).contains(rows).all()
