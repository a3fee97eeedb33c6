"""What a first stage says of adverts that it does not know."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.table import to_adverts
from salarypred.features.encoded import encode
from salarypred.features.vectorizer import AdvertVectorizer
from salarypred.model.salary.folds import TrainingRows, out_of_fold, splits
from salarypred.model.salary.regressor import SalaryRegressor
from salarypred.sample.generate import generate


@given(st.lists(st.integers(0, 9), min_size=6, max_size=60), st.integers(2, 4))
def test_each_advert_is_left_out_once_a_round(employers: list[int], n_folds: int) -> None:
    groups = np.array(employers, dtype=np.intp)
    rounds = splits(groups, n_folds, seed=0)
    for folds in rounds:
        assert len(folds) == n_folds
        assert sorted(np.concatenate(folds)) == list(range(len(groups)))
    assert len(rounds) == 1 + (len(set(employers)) >= n_folds)
    for fold in rounds[1] if len(rounds) > 1 else []:
        rest = np.setdiff1d(np.arange(len(groups)), fold)
        assert not set(groups[fold]) & set(groups[rest])


@pytest.mark.usefixtures("quick_networks")
def test_copies_are_left_out_with_their_advert() -> None:
    adverts = to_adverts(generate(60, seed=1))
    vectorizer = AdvertVectorizer(entities=False)
    encoded = encode(vectorizer, adverts, fit=True)
    pay = np.log(generate(60, seed=1)["salary"].to_numpy())
    model = SalaryRegressor(n_folds=2, n_networks=1, n_jobs=1, vectorizer=vectorizer)
    model.fit_encoded(encoded, np.exp(pay))
    parents = np.concatenate([np.arange(60), [0, 1]])
    rows = TrainingRows(
        encoded.append(encoded.take(np.array([0, 1]))),
        np.concatenate([pay, pay[:2]]) - 10,
        np.full(62, 10.0),
        parents,
    )
    assert rows.own.sum() == 60
    found = out_of_fold(model, rows, [np.arange(30), np.arange(30, 60)], 1, "round")
    for table in (found.all_columns, found.texts_only):
        assert table.index.tolist() == list(range(62))
        # Both were read by the networks of one fold, which know neither.
        assert table.loc[60].to_numpy() == pytest.approx(table.loc[0].to_numpy(), abs=1e-5)
    hidden = (found.texts_only["source_log_count"] == 0).all()
    assert hidden
