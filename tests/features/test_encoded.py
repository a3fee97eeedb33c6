"""Keys and facts of adverts, and hiding what only tables tell."""

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.months import month_name, parse_month
from salarypred.adverts.table import Adverts, to_adverts
from salarypred.features.encoded import Encoded, encode
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.pay.earnings import last_known_month
from salarypred.sample.generate import generate

ADVERTS = generate(100, seed=4)
TABLE = to_adverts(ADVERTS)


@pytest.fixture(scope="module")
def vectorizer() -> AdvertVectorizer:
    return AdvertVectorizer(entities=False).fit(ADVERTS)


def encoded(vectorizer: AdvertVectorizer, **columns: list[str]) -> Encoded:
    return encode(vectorizer, to_adverts(pd.DataFrame(columns)))


def test_all_parts_have_the_rows_of_the_table(vectorizer: AdvertVectorizer) -> None:
    all_of_them = encode(vectorizer, TABLE)
    assert len(all_of_them) == 100
    assert len(all_of_them.keys) == len(all_of_them.facts) == 100
    assert (vectorizer.transform(ADVERTS) != all_of_them.X).nnz == 0
    rows = np.array([7, 3, 3])
    some = all_of_them.take(rows)
    assert len(some) == len(some.keys) == len(some.facts) == 3
    assert (all_of_them.X[rows] != some.X).nnz == 0
    assert some.keys.to_numpy().tolist() == all_of_them.keys.to_numpy()[rows].tolist()


def test_fitting_on_the_way_gives_the_same() -> None:
    fresh = AdvertVectorizer(entities=False)
    first = encode(fresh, TABLE, fit=True)
    assert (first.X != encode(fresh, TABLE).X).nnz == 0


def test_facts(vectorizer: AdvertVectorizer) -> None:
    found = encoded(
        vectorizer,
        title=["Chef", "Sous Chef £25,000 - £30,000", ""],
        description=["", "We cook. Pay: ****", "two words"],
    )
    counts = found.facts[["title_words", "title_masks", "words", "masks"]].to_numpy().tolist()
    assert counts == [[1, 0, 0, 0], [4, 2, 4, 1], [0, 0, 2, 0]]
    assert found.facts["certainty"].tolist()[:2] > [0.5, 0.5]


@pytest.mark.parametrize(
    ("key", "first", "second", "alike"),
    [
        ("title", {"title": "Sous Chef"}, {"title": "SOUS CHEF!"}, True),
        ("title", {"title": "Sous Chef"}, {"title": "Chef"}, False),
        ("title_head", {"title": "Sous Chef Leeds"}, {"title": "Sous Chef York"}, True),
        ("title_tail", {"title": "Head Sous Chef"}, {"title": "Junior Sous Chef"}, True),
        ("title_tail", {"title": "Sous Chef"}, {"title": "Pastry Chef"}, False),
        ("title_head", {"title": "Sous Chef"}, {"title": "Sous Baker"}, False),
        ("title_tail", {"title": "Sous Chef £25k"}, {"title": "Sous Chef ****"}, True),
        ("company", {"company": "Example Ltd"}, {"company": "example limited"}, True),
        ("company", {"company": "Example"}, {"company": "Other"}, False),
        ("location", {"location": "LEEDS"}, {"location": "Leeds"}, True),
        ("category", {"category": "IT Jobs"}, {"category": "it jobs"}, True),
        (
            "title_company",
            {"title": "Chef", "company": "Example"},
            {"title": "Cook", "company": "Example"},
            False,
        ),
        # The two halves of a pair do not run into one another or change places.
        ("title_company", {"title": "ab", "company": "c"}, {"title": "a", "company": "bc"}, False),
        ("title_company", {"title": "a", "company": "b"}, {"title": "b", "company": "a"}, False),
    ],
)
def test_keys(
    vectorizer: AdvertVectorizer,
    key: str,
    first: dict[str, str],
    second: dict[str, str],
    alike: bool,
) -> None:
    table = to_adverts(pd.DataFrame([{"title": "x", **first}, {"title": "x", **second}]))
    one, other = encode(vectorizer, table).keys[key]
    assert (one == other) is alike
    assert one != 0


def test_no_key_where_something_is_missing(vectorizer: AdvertVectorizer) -> None:
    keys = encoded(vectorizer, title=["Chef"], company=[""], location=["Leeds"]).keys.iloc[0]
    zero = {name for name, value in keys.items() if value == 0}
    assert {"company", "category", "source", "contract", "company_category"} <= zero
    assert "title_company" in zero
    assert not zero & {"title", "title_head", "title_tail", "location", "title_location"}


def test_keys_are_the_same_in_every_table(vectorizer: AdvertVectorizer) -> None:
    whole = encode(vectorizer, TABLE).keys
    pd.testing.assert_frame_equal(
        encode(vectorizer, Adverts(TABLE.iloc[[40]])).keys, whole.iloc[[40]], check_exact=True
    )


def test_employers_are_numbered_and_the_unnamed_stand_for_themselves(
    vectorizer: AdvertVectorizer,
) -> None:
    numbers = encoded(vectorizer, title=["a"] * 5, company=["X", "", "x ltd", "", "Y"]).employers()
    assert numbers[0] == numbers[2]
    assert len(set(numbers)) == 4
    assert numbers.max() == 3


def test_texts_only_hides_exactly_what_tables_tell(vectorizer: AdvertVectorizer) -> None:
    full = encode(vectorizer, TABLE)
    hidden = full.texts_only()
    bare = Adverts(TABLE.assign(contract_type="", contract_time="", category="", source=""))
    expected = encode(vectorizer, bare)
    assert (hidden.X != expected.X).nnz == 0
    pd.testing.assert_frame_equal(hidden.keys, expected.keys)
    assert full.X.nnz > hidden.X.nnz  # and the original is as it was
    assert (full.keys["source"] != 0).any()


def test_months_to_come_are_of_the_last_known_time(vectorizer: AdvertVectorizer) -> None:
    last = parse_month(last_known_month())
    months = [month_name(last + ahead) for ahead in (0, 6, 14, 18, 24)]
    adverts = pd.DataFrame({"title": "Software Engineer", "location": "Leeds", "posted": months})
    encoded = encode(vectorizer, to_adverts(adverts))
    assert encoded.keys.drop_duplicates().shape[0] == 1
    assert encoded.months.tolist() == [last + ahead for ahead in (0, 6, 14, 18, 24)]


def test_features_that_are_not_known_are_left_out(vectorizer: AdvertVectorizer) -> None:
    adverts = pd.DataFrame({"title": ["Senior Chef", "Chef"], "location": "Leeds"})
    both = encode(vectorizer, to_adverts(adverts))
    less = both.known_features(both.X[1:])
    assert set(less.X.indices) <= set(both.X[1:].indices)
    assert less.X[1:].toarray().tolist() == both.X[1:].toarray().tolist()
