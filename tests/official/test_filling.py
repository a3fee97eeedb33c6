import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from salarypred.official.filling import (
    BASES,
    FROM_GROUP,
    FROM_HOURLY,
    FROM_OTHER_YEAR,
    fill,
    in_order,
)
from salarypred.official.tables import MEASURES, PERCENTILES

MEDIAN, P90 = MEASURES.index("median"), MEASURES.index("p90")


def spread(median: float) -> np.ndarray:
    """Log pay with a usual spread about a median."""
    steps = {
        name: 0.0 if name in ("median", "mean") else (int(name[1:]) - 50) / 100 for name in MEASURES
    }
    return np.log(median) + np.array([steps[name] for name in MEASURES])


def example() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A group (row 0) and three members of it, in two years of which pay grows by a tenth."""
    medians = [30_000.0, 20_000.0, 30_000.0, 40_000.0]
    annual = np.array([[spread(pay), spread(pay * 1.1)] for pay in medians])
    hours = np.log(np.full(4, 1_950.0))
    return annual, annual - hours[:, None, None], hours, np.zeros(4, dtype=int), np.log([1.0, 1.1])


def test_a_median_comes_from_hourly_pay_then_another_year_then_the_group() -> None:
    annual, hourly, hours, parents, earnings = example()
    true = annual.copy()
    annual[1, 0] = np.nan
    annual[2, 0] = hourly[2, 0] = np.nan
    annual[3] = hourly[3] = np.nan
    filled = fill(annual, hourly, hours, parents, earnings)
    kinds = filled.kinds[:, 0, MEDIAN].tolist()
    assert kinds == [0, FROM_HOURLY, FROM_OTHER_YEAR, FROM_GROUP]
    np.testing.assert_allclose(filled.logs[1:3, 0], true[1:3, 0])
    np.testing.assert_allclose(filled.logs[3], true[0])
    assert len(BASES) == 4


def test_a_percentile_is_as_far_out_as_those_that_are_known() -> None:
    annual, hourly, hours, parents, earnings = example()
    annual[1] = np.log(20_000) + 2 * (annual[1] - annual[1][:, [MEDIAN]])
    annual[1, :, P90] = hourly[1, :, P90] = np.nan
    filled = fill(annual, hourly, hours, parents, earnings)
    assert filled.kinds[1, 0, P90] == FROM_GROUP
    np.testing.assert_allclose(filled.logs[1, 0, P90] - filled.logs[1, 0, MEDIAN], 0.8)


@given(st.lists(st.floats(9, 12), min_size=12, max_size=12), st.sets(st.integers(0, 11)))
def test_order_holds_and_fixed_figures_stay(values: list[float], fixed: set[int]) -> None:
    logs = np.array(values)
    known = np.zeros(len(logs), dtype=bool)
    known[list(fixed)] = True
    order = [MEASURES.index(name) for name in PERCENTILES]
    kept = [k for k in order if known[k]]
    logs[kept] = np.sort(logs[kept])  # what is stated is in order
    result = in_order(logs, known)
    assert (np.diff(result[order]) >= 0).all()
    np.testing.assert_allclose(result[kept], logs[kept])
