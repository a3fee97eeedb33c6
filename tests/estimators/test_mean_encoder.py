"""Means of a target by key."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import BaseEstimator
from sklearn.utils.estimator_checks import parametrize_with_checks

from salarypred.estimators.mean_encoder import MeanEncoder


def out_of_fold(_: BaseEstimator) -> dict[str, str]:
    reason = "fit_transform is out of fold, as that of sklearn.preprocessing.TargetEncoder"
    return dict.fromkeys(
        ("check_transformer_general", "check_transformer_data_not_an_array"), reason
    )


@parametrize_with_checks([MeanEncoder()], expected_failed_checks=out_of_fold)
def test_conventions_of_scikit_learn(
    estimator: BaseEstimator, check: Callable[[BaseEstimator], None]
) -> None:
    check(estimator)


def test_mean_count_and_spread() -> None:
    keys = np.array([[5, 1], [5, 2], [5, 3], [9, 1]])
    encoder = MeanEncoder().fit(keys, [1.0, 2.0, 6.0, 10.0])
    found = encoder.transform(np.array([[5, 1], [9, 8]]))
    assert found.shape == (2, 6)
    assert found[0] == pytest.approx(
        [3.0, np.log(4), np.sqrt(7), 5.5, np.log(3), np.sqrt(40.5)], rel=1e-5
    )
    assert found[1] == pytest.approx([10.0, np.log(2), np.nan, np.nan, 0, np.nan], nan_ok=True)


def test_key_zero_is_no_key() -> None:
    encoder = MeanEncoder().fit(np.array([[0], [0], [3]]), [1.0, 2.0, 3.0])
    assert np.isnan(encoder.transform(np.array([[0]]))[0, 0])
    assert encoder.keys_[0].tolist() == [3]


def test_means_over_few_rows_are_not_kept() -> None:
    keys = np.array([[1], [1], [2]])
    encoder = MeanEncoder(min_count=2).fit(keys, [1.0, 3.0, 99.0])
    assert encoder.keys_[0].tolist() == [1]
    assert len(encoder.statistics_[0]) == 1
    found = encoder.transform(np.array([[1], [2], [3]]))
    assert found[:, 0] == pytest.approx([2, np.nan, np.nan], nan_ok=True)
    assert found[1].tolist()[1] == 0  # as if it had never been seen


def test_nothing_kept_at_all() -> None:
    encoder = MeanEncoder(min_count=5).fit(np.array([[1], [2]]), [1.0, 2.0])
    assert np.isnan(encoder.transform(np.array([[1]]))[0, 0])


def test_large_hashes_are_told_apart() -> None:
    # As floating point numbers these two would be the same.
    keys = pd.DataFrame({"k": np.array([2**63 + 1, 2**63 + 2], dtype=np.uint64)})
    encoder = MeanEncoder().fit(keys, [1.0, 2.0])
    assert encoder.transform(keys)[:, 0].tolist() == [1.0, 2.0]


def test_no_row_counts_in_its_own_mean() -> None:
    rng = np.random.default_rng(0)
    keys, noise = rng.integers(1, 200, (600, 1)), rng.normal(size=600)
    inside = MeanEncoder(cv=0).fit_transform(keys, noise)
    assert inside == pytest.approx(MeanEncoder().fit(keys, noise).transform(keys), nan_ok=True)
    outside = MeanEncoder().set_output(transform="pandas").fit_transform(keys, noise)
    told = outside["x0_mean"].notna().to_numpy()
    assert told.mean() > 0.8
    assert np.corrcoef(inside[:, 0], noise)[0, 1] > 0.4
    assert abs(np.corrcoef(outside["x0_mean"][told], noise[told])[0, 1]) < 0.15


@pytest.mark.parametrize("cv", [0, 3])
def test_a_weight_counts_as_so_many_rows(cv: int) -> None:
    rng = np.random.default_rng(0)
    keys, pay, times = rng.integers(1, 9, (60, 2)), rng.normal(size=60), rng.integers(0, 4, 60)
    weighted, repeated = MeanEncoder(cv=cv), MeanEncoder()
    weighted.fit_transform(keys, pay, times)
    repeated.fit(np.repeat(keys, times, axis=0), np.repeat(pay, times))
    assert weighted.transform(keys) == pytest.approx(repeated.transform(keys), nan_ok=True)
    # A mean of one advert stays one, however much it weighs.
    assert not len(MeanEncoder(min_count=2).fit([[7]], [1.0], [9.0]).keys_[0])


def test_folds_leave_the_encoder_as_fit_does() -> None:
    keys, pay = np.array([[1], [1], [2], [2]]), [1.0, 3.0, 5.0, 7.0]
    encoder = MeanEncoder(cv=2)
    encoder.fit_transform(keys, pay)
    assert encoder.transform(keys)[:, 0].tolist() == [2.0, 2.0, 6.0, 6.0]
    assert MeanEncoder().fit_transform(keys[:1], pay[:1])[0, 0] == 1.0


def test_names_of_the_columns() -> None:
    keys = pd.DataFrame({"title": [1], "company": [2]})
    encoder = MeanEncoder().fit(keys, [1.0])
    assert encoder.get_feature_names_out().tolist() == [
        *("title_mean", "title_log_count", "title_spread"),
        *("company_mean", "company_log_count", "company_spread"),
    ]


@given(st.lists(st.tuples(st.integers(1, 4), st.floats(-50, 50)), min_size=1, max_size=30))
@settings(max_examples=60, deadline=None)
def test_means_are_those_of_pandas(rows: list[tuple[int, float]]) -> None:
    table = pd.DataFrame(rows, columns=["key", "pay"])
    found = MeanEncoder().fit(table[["key"]], table["pay"]).transform(table[["key"]])
    groups = table.groupby("key")["pay"]
    assert found[:, 0] == pytest.approx(groups.transform("mean").to_numpy(), abs=1e-4)
    assert found[:, 1] == pytest.approx(np.log1p(groups.transform("size")), abs=1e-5)
    spread = groups.transform("std").to_numpy()
    assert found[:, 2] == pytest.approx(spread, abs=1e-3, nan_ok=True)
