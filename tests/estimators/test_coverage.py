import numpy as np
import pandas as pd
import pytest

from salarypred.estimators.coverage import LEAST_ROWS, coverage_table, interval_metrics


def validation(n: int = 1000) -> pd.DataFrame:
    """Half of the adverts, those of 2013, are covered always, the others never; 250 copies."""
    rng = np.random.default_rng(0)
    true = rng.uniform(20_000, 60_000, n)
    old = np.arange(n) % 2 == 0
    return pd.DataFrame(
        {
            "advert": np.arange(n),
            "copy": np.arange(n) >= n - 250,
            "folds": "random",
            "year": np.where(old, 2013.04, 2026.5),
            "words": 5.0,
            "true": true,
            "predicted": true * 1.1,
            "low": np.where(old, true * 0.9, true * 1.05),
            "high": true * 1.2,
        }
    )


def test_parts_have_their_own_coverage_and_copies_do_not_count() -> None:
    table = coverage_table(validation(1600), np.full(1600, "IT"))
    found = {(row["by"], row["part"]): row for row in table}
    assert found["year", "2013 to 2016"]["coverage"] == 1
    assert found["year", "2025 on"]["coverage"] == 0
    assert found["category", "IT"]["n"] == 1350
    assert found["category", "IT"]["coverage"] == pytest.approx(0.5)
    assert ("words", "under 15") in found
    for by in ("true pay", "predicted pay"):
        assert found[by, "£30,000 to £40,000"]["n"] >= LEAST_ROWS


def test_a_part_of_few_rows_is_not_listed() -> None:
    category = np.where(np.arange(1000) < 100, "Rare", "")
    assert not [row for row in coverage_table(validation(), category) if row["by"] == "category"]


def test_the_constant_factor_covers_as_many() -> None:
    rows = validation(400).iloc[:150]
    figures = interval_metrics(rows)
    assert figures["coverage"] == pytest.approx(0.5, abs=0.01)
    # The other half lies £1 under the interval for each £20 of pay.
    width = (rows["high"] - rows["low"]).mean()
    beyond = (0.05 * rows["true"]).where(rows["year"] > 2020, 0).mean()
    assert figures["winkler"] == pytest.approx(width + 10 * beyond, abs=1)
    # True pay is the estimate / 1.1 on every row: the factor is 1.1.
    expected = (rows["predicted"] * (1.1 - 1 / 1.1)).mean()
    assert figures["constant_width"] == pytest.approx(expected, rel=0.01)
