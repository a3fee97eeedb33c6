"""Adverts as sparse features: vocabularies, blocks, and independence of form."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from salarypred.adverts.table import to_adverts
from salarypred.errors import InputError
from salarypred.features.entity_columns import EntityExtractor
from salarypred.features.vectorizer import (
    TABLE_BLOCKS,
    TEXT_BLOCKS,
    AdvertVectorizer,
    clean_adverts,
    company_key,
    words,
)
from salarypred.sample.generate import generate
from salarypred.state import State, split_state

ADVERTS = generate(120, seed=3)
SHUFFLE = np.random.default_rng(0).permutation(len(ADVERTS))


def same(first: sparse.csr_matrix, second: sparse.csr_matrix) -> bool:
    return first.shape == second.shape and abs(first - second).max() == 0


@pytest.fixture(scope="module")
def fitted() -> AdvertVectorizer:
    return AdvertVectorizer().fit(ADVERTS)


# ---- words and keys


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Senior C# developer", ["senior", "c#", "developer"]),
        ("C++ and ASP.NET, A&E", ["c++", "and", "asp.net", "a&e"]),
        ("**** - ****k per-annum", ["****", "****k", "per", "annum"]),
        ("Manager's job.", ["manager's", "job"]),
        ("Développeur 看护", ["développeur", "看护"]),
        ("- . ,", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_words_are_lower_case_and_not_empty(text: str) -> None:
    assert all(word and word == word.lower() for word in words(text))


@pytest.mark.parametrize(
    "company",
    ["Example Foods Ltd", "EXAMPLE FOODS LIMITED", "The Example Foods plc.", "Example-Foods"],
)
def test_company_key_has_no_legal_form(company: str) -> None:
    assert company_key(company) == "example foods"


def test_company_keys_differ_where_companies_do() -> None:
    assert company_key("Marks & Son") != company_key("Marks Son")
    assert company_key("Ltd") == ""


def test_clean_adverts_cleans_texts_and_keeps_the_index() -> None:
    rows = pd.DataFrame(
        {
            "Job Title": ["Chef &amp; cook", None],
            "description": ["pay £20,000<br>mail a@example.com", "x"],
            "company": ["A&amp;B", "A&amp;B"],
            "city": [" Leeds ", float("nan")],
        },
        index=[7, 7],
    )
    adverts = to_adverts(rows)
    cleaned = clean_adverts(adverts)
    assert cleaned.index.tolist() == [7, 7]
    assert cleaned["title"].tolist() == ["Chef & cook", ""]
    assert cleaned["description"].tolist() == ["pay **** mail", "x"]
    assert cleaned["company"].tolist() == ["A&B", "A&B"]
    assert cleaned["location"].tolist() == ["Leeds", ""]
    assert adverts["description"].iloc[0].startswith("pay £")  # the caller's table is left alone


# ---- the matrix


def test_rare_terms_are_used_without_their_names() -> None:
    vectorizer = AdvertVectorizer(entities=False, min_count=10, min_rare_count=2)
    X = vectorizer.fit_transform(ADVERTS)
    named = AdvertVectorizer(entities=False, min_count=10).fit(ADVERTS)
    first, last = vectorizer.blocks_["rare_title"]
    assert last - first > 3
    assert (np.bincount(X[:, first:last].indices, minlength=last - first) >= 10).all()
    rare = [name for name in vectorizer.get_feature_names_out() if "rare" in name.split(":")[0]]
    assert all(name.split(":")[1].startswith("rare ") for name in rare)
    others = set(vectorizer.get_feature_names_out()) - set(rare)
    assert others == set(named.get_feature_names_out())


def test_blocks_are_neighbours_in_the_documented_order(fitted: AdvertVectorizer) -> None:
    order = [name for name in (*TEXT_BLOCKS, *TABLE_BLOCKS) if name in fitted.blocks_]
    named = [name for name in TEXT_BLOCKS if not name.startswith("rare_")]
    assert list(fitted.blocks_) == order == [*named, *TABLE_BLOCKS]
    ends = [end for _, end in fitted.blocks_.values()]
    assert [start for start, _ in fitted.blocks_.values()] == [0, *ends[:-1]]
    X = fitted.transform(ADVERTS)
    assert X.shape == (len(ADVERTS), ends[-1])
    assert X.dtype == np.float32
    assert np.isfinite(X.data).all()
    assert fitted.columns(TEXT_BLOCKS) == (0, fitted.blocks_["occupation"][1])
    assert fitted.columns(["no such block"]) == (0, 0)


def test_names_of_the_columns(fitted: AdvertVectorizer) -> None:
    names = fitted.get_feature_names_out()
    assert len(names) == len(set(names)) == fitted.transform(ADVERTS.head(1)).shape[1]
    assert "title:senior" in names
    assert any(name.startswith("location:=") for name in names)
    column = names.tolist().index("title:senior")
    has = ADVERTS["title"].map(lambda title: "senior" in words(title)).to_numpy()
    assert ((fitted.transform(ADVERTS)[:, column].toarray().ravel() > 0) == has).all()


def test_a_term_needs_enough_adverts() -> None:
    table = pd.DataFrame({"title": ["nurse", "nurse", "nurse", "chef", "chef", "unicorn"]})
    names = (
        AdvertVectorizer(min_count=3, entities=False, occupations=False)
        .fit(table)
        .get_feature_names_out()
    )
    assert names.tolist() == ["title:nurse"]
    names = (
        AdvertVectorizer(min_count=2, entities=False, occupations=False)
        .fit(table)
        .get_feature_names_out()
    )
    assert names.tolist() == ["title:chef", "title:nurse"]


def test_a_word_of_a_description_needs_twice_as_many() -> None:
    table = pd.DataFrame({"description": ["ovens grills"] * 3 + ["ovens"]})
    names = (
        AdvertVectorizer(min_count=2, entities=False, occupations=False)
        .fit(table)
        .get_feature_names_out()
    )
    assert names.tolist() == ["description:ovens"]


def test_terms_of_each_block() -> None:
    text = "Senior Staff Nurse"
    table = pd.DataFrame(
        {"title": [text], "description": [text], "company": ["Example Care Ltd"]}
        | {"location": ["Leeds, York"], "source": ["Example.test"], "contract_time": ["permanent"]}
    )
    names = AdvertVectorizer(min_count=1, entities=False, occupations=False).fit(
        pd.concat([table] * 2)
    )
    assert names.get_feature_names_out().tolist() == [
        *("title:nurse", "title:senior", "title:senior staff", "title:senior staff nurse"),
        *("title:staff", "title:staff nurse"),
        *("description:nurse", "description:senior", "description:staff"),
        *("company:=example care", "company:care", "company:example"),
        *("location:=leeds, york", "location:leeds", "location:leeds york", "location:york"),
        *("contract_time:permanent", "source:example.test"),
    ]


def test_at_most_so_many_words_of_descriptions() -> None:
    fitted = AdvertVectorizer(max_description_terms=25, entities=False).fit(ADVERTS)
    start, end = fitted.blocks_["description"]
    assert end - start == 25


def test_nothing_personal_in_the_vocabulary() -> None:
    text = "We cook. Contact Ann Roe on 020 7946 0123 or jane@example.com. Also ask philippa."
    table = pd.DataFrame({"title": ["cook"] * 10, "description": [text] * 10})
    names = AdvertVectorizer().fit(table).get_feature_names_out().tolist()
    known = {name.removeprefix("description:") for name in names if name.startswith("desc")}
    assert "cook" in known
    assert not known & {"ann", "roe", "jane", "example", "020", "7946", "0123", "philippa"}


def test_index_and_order_of_columns_do_not_matter(fitted: AdvertVectorizer) -> None:
    X = fitted.transform(ADVERTS)
    turned = ADVERTS[ADVERTS.columns[::-1]].set_axis([5] * len(ADVERTS))
    assert same(fitted.transform(turned), X)
    assert same(fitted.transform(ADVERTS.iloc[SHUFFLE]), X[SHUFFLE])
    assert same(fitted.transform(ADVERTS.rename(columns={"title": "Job Title"})), X)


def test_order_of_rows_does_not_change_what_is_learned(fitted: AdvertVectorizer) -> None:
    again = AdvertVectorizer().fit(ADVERTS.iloc[SHUFFLE])
    assert again.get_feature_names_out().tolist() == fitted.get_feature_names_out().tolist()
    assert abs(again.transform(ADVERTS) - fitted.transform(ADVERTS)).max() < 1e-6


def test_fit_transform_is_fit_then_transform(fitted: AdvertVectorizer) -> None:
    assert same(AdvertVectorizer().fit_transform(ADVERTS), fitted.transform(ADVERTS))


def test_upper_case_changes_nothing(fitted: AdvertVectorizer) -> None:
    # Entities are read with case on purpose ("IT" is no pronoun), so this holds for words.
    start, end = fitted.blocks_["title"]
    shouted = ADVERTS.assign(title=ADVERTS["title"].str.upper())
    assert same(fitted.transform(shouted)[:, start:end], fitted.transform(ADVERTS)[:, start:end])


def test_missing_columns_and_unknown_words_give_empty_rows(fitted: AdvertVectorizer) -> None:
    X = fitted.transform(pd.DataFrame({"description": ["", "zzzz qqqq", None]}))
    assert X.shape == (3, fitted.transform(ADVERTS.head(1)).shape[1])
    assert X.nnz == 0


def test_a_column_that_is_empty_gives_no_block() -> None:
    fitted = AdvertVectorizer(entities=False, occupations=False).fit(ADVERTS[["title"]])
    assert list(fitted.blocks_) == ["title"]


@pytest.mark.parametrize(
    ("titles", "occupations"), [(["chef", "nurse"], False), ([""] * 5, False), ([""] * 5, True)]
)
def test_too_few_adverts(titles: list[str], occupations: bool) -> None:
    with pytest.raises(ValueError, match=r"no term occurs in enough adverts; expected more"):
        AdvertVectorizer(occupations=occupations).fit(pd.DataFrame({"title": titles}))


def test_of_adverts_that_share_no_word_the_occupation_is_known() -> None:
    fitted = AdvertVectorizer().fit(pd.DataFrame({"title": ["chef", "nurse"]}))
    assert list(fitted.blocks_) == ["occupation"]
    arrays, values = split_state(fitted.to_state())
    assert same(
        AdvertVectorizer.from_state(State("m", values, arrays)).transform(ADVERTS),
        fitted.transform(ADVERTS),
    )


def test_no_text_column() -> None:
    with pytest.raises(InputError, match="no column 'title' or 'description'"):
        AdvertVectorizer().fit(pd.DataFrame({"name": ["chef"]}))


# ---- as a scikit-learn estimator


@pytest.mark.parametrize(
    "estimator",
    [AdvertVectorizer(min_count=3, entities=False), EntityExtractor(("title",), min_count=2)],
)
def test_conventions_of_scikit_learn(estimator: AdvertVectorizer | EntityExtractor) -> None:
    params = estimator.get_params()
    copy = clone(estimator)
    assert copy.get_params() == params
    assert copy.set_params(min_count=7) is copy
    assert copy.min_count == 7
    with pytest.raises(NotFittedError):
        copy.transform(ADVERTS)
    assert copy.fit(ADVERTS) is copy
    assert estimator.get_params() == params
    assert not [name for name in vars(estimator) if name.endswith("_")]  # the original is unfitted


def test_in_a_pipeline() -> None:
    known = ADVERTS["salary"]
    pipeline = make_pipeline(AdvertVectorizer(), Ridge(solver="lsqr"))
    scores = cross_val_score(pipeline, ADVERTS, np.log(known), cv=3, error_score="raise")
    assert scores.mean() > 0.1
    few = ADVERTS[ADVERTS["category"].isin(ADVERTS["category"].value_counts().index[:3])]
    pipeline = make_pipeline(AdvertVectorizer(entities=False), LogisticRegression(C=10))
    texts = few[["title", "description"]]  # without the category itself
    assert cross_val_score(pipeline, texts, few["category"], cv=3, error_score="raise").mean() > 0.6
