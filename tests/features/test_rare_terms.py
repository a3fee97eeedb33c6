import pickle

import numpy as np
import pandas as pd
import pytest

from salarypred.features.rare_terms import RareTermHasher
from salarypred.features.tfidf import look_up, read_terms


def texts() -> list[str]:
    """30 words of 5 adverts each, one of 50, and 20 of one advert."""
    rare = [f"rare{number} word" for number in range(30) for _ in range(5)]
    return rare + ["common word"] * 50 + [f"once{number}" for number in range(20)]


def hasher(**parameters: int) -> RareTermHasher:
    return RareTermHasher(str.split, **parameters)


def test_only_groups_of_enough_adverts_are_kept() -> None:
    fitted = hasher(group_size=3)
    X = fitted.fit_transform(texts())
    assert fitted.n_groups_ == 10
    assert X.shape == (len(texts()), 10)
    assert (np.bincount(X.indices, minlength=10) >= 10).all()
    alone = hasher(group_size=1).fit(texts())  # 5 adverts each: too few
    assert alone.n_groups_ == 0
    assert alone.transform(texts()).shape == (len(texts()), 0)


def test_terms_that_are_frequent_or_too_rare_have_no_column() -> None:
    fitted = hasher().fit(texts())
    assert fitted.transform(["common", "word", "once3", "never seen", ""]).nnz == 0
    assert fitted.transform(["rare3", "rare4 rare4"]).sum(axis=1).tolist() == [1.0, 1.0]


def test_transform_gives_what_fit_gave_and_rows_have_length_one() -> None:
    fitted = hasher()
    given = fitted.fit_transform(texts())
    again = fitted.transform(texts())
    assert (given != again).nnz == 0
    both = fitted.transform(["rare1 rare2 rare3 rare4 rare5"])
    assert (both.multiply(both)).sum() == pytest.approx(1, rel=1e-5)


def test_terms_that_nobody_asks_for_change_nothing() -> None:
    fitted = hasher().fit(texts())
    asked = pd.Series([*texts(), "rare1 common rare1 word", ""], dtype="str")
    terms = read_terms(asked, str.split)
    vocabulary = {"common": 0, "word": 1}
    rare = look_up(vocabulary, terms) < 0
    assert 0 < rare.sum() < len(rare)
    for found in (fitted.transform_terms(terms), fitted.transform_terms(terms, rare)):
        np.testing.assert_array_equal(found.toarray(), fitted.transform(asked).toarray())


def test_no_text_is_kept() -> None:
    fitted = RareTermHasher(str.split).fit(texts())
    assert b"rare7" not in pickle.dumps(fitted)
    assert not any("rare7" in name for name in fitted.get_feature_names_out())
