"""The quick way to TF-IDF gives what scikit-learn gives."""

from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from salarypred.features.tfidf import look_up, read_terms, tfidf
from salarypred.features.vectorizer import _ngrams
from salarypred.sample.generate import generate

ADVERTS = generate(60, seed=5)
TEXTS = ADVERTS["title"].tolist() + ADVERTS["description"].tolist()


@pytest.mark.parametrize("use_idf", [True, False])
@pytest.mark.parametrize("longest", [1, 3])
def test_as_scikit_learn_gives_it(use_idf: bool, longest: int) -> None:
    analyzer = partial(_ngrams, longest=longest)
    vectorizer = TfidfVectorizer(
        analyzer=analyzer, dtype=np.float32, sublinear_tf=True, use_idf=use_idf, min_df=2
    ).fit(TEXTS)
    asked = pd.Series([*TEXTS, "", "word that nobody knows", TEXTS[3], TEXTS[3]], dtype="str")
    expected = vectorizer.transform(asked)
    terms = read_terms(asked, analyzer)
    found = tfidf(vectorizer, terms, look_up(vectorizer.vocabulary_, terms))
    assert found.dtype == expected.dtype == np.float32
    assert found.shape == expected.shape
    np.testing.assert_array_equal(found.toarray(), expected.toarray())
    np.testing.assert_array_equal(found.indices, expected.indices)


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(st.text(alphabet="ab *,C#", max_size=12), max_size=8))
def test_of_any_texts(texts: list[str]) -> None:
    analyzer = partial(_ngrams, longest=2)
    vectorizer = TfidfVectorizer(analyzer=analyzer, dtype=np.float32, sublinear_tf=True)
    vectorizer.fit(["a b a", "b c# ab", "ba **** a"])
    terms = read_terms(pd.Series(texts, dtype="str"), analyzer)
    found = tfidf(vectorizer, terms, look_up(vectorizer.vocabulary_, terms))
    assert found.shape == (len(texts), len(vectorizer.vocabulary_))
    if texts:
        np.testing.assert_array_equal(found.toarray(), vectorizer.transform(texts).toarray())
