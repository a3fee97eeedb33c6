"""Figures that a README may quote, against numbers worked out by hand."""

import numpy as np
import pytest

from salarypred.estimators.metrics import (
    calibration_error,
    category_metrics,
    confusion_table,
    salary_metrics,
)


def test_salary_metrics() -> None:
    found = salary_metrics([20_000, 40_000, 50_000], [22_000, 40_000, 40_000])
    assert found["n"] == 3
    assert found["mae"] == 4000
    assert found["median_ae"] == 2000
    assert found["mape"] == 10.0
    true, estimate = np.log([20_000, 40_000, 50_000]), np.log([22_000, 40_000, 40_000])
    r2 = 1 - ((true - estimate) ** 2).sum() / ((true - true.mean()) ** 2).sum()
    assert found["r2_log"] == pytest.approx(r2, abs=1e-4)


def test_perfect_estimates() -> None:
    found = salary_metrics([10_000, 30_000], [10_000, 30_000])
    assert found == {"n": 2, "mae": 0, "median_ae": 0, "mape": 0, "r2_log": 1}


def test_one_advert_has_no_r2() -> None:
    assert np.isnan(salary_metrics([10_000], [11_000])["r2_log"])


def test_calibration_error() -> None:
    # Bin of 0.9: 10 sure answers of which 7 are right; bin of 0.5: right half of the time.
    probability = [0.9] * 10 + [0.5] * 10
    correct = [1] * 7 + [0] * 3 + [1] * 5 + [0] * 5
    assert calibration_error(correct, probability) == pytest.approx(0.1)
    assert calibration_error([1, 1], [1.0, 1.0]) == 0
    assert calibration_error([0, 0], [1.0, 1.0]) == 1


def test_calibration_error_of_gaps_in_both_directions_does_not_cancel() -> None:
    assert calibration_error([1] * 10 + [0] * 10, [0.7] * 10 + [0.3] * 10) == pytest.approx(0.3)


def test_category_metrics() -> None:
    classes = np.array(["a", "b"])
    proba = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]])
    found = category_metrics(["a", "b", "b"], proba, classes)
    assert found["n"] == 3
    assert found["accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["macro_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert found["log_loss"] == pytest.approx(-np.log([0.9, 0.4, 0.8]).mean(), abs=1e-4)
    assert found["calibration_error"] == pytest.approx((0.1 + 0.6 + 0.2) / 3, abs=1e-4)


def test_log_loss_of_an_impossible_class_is_finite() -> None:
    found = category_metrics(["b"], np.array([[1.0, 0.0]]), np.array(["a", "b"]))
    assert np.isfinite(found["log_loss"])
    assert found["log_loss"] > 20


def test_confusion_table_has_true_rows_and_predicted_columns() -> None:
    table = confusion_table(["a", "a", "b"], ["a", "b", "b"], np.array(["a", "b", "c"]))
    assert table.loc["a", "b"] == 1
    assert table.loc["b", "a"] == 0
    assert table.to_numpy().sum() == 3
    assert table.loc["c"].sum() == 0
    assert list(table.index) == list(table.columns) == ["a", "b", "c"]
