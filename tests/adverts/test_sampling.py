"""Choosing adverts by source and year."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salarypred.adverts.sampling import (
    LEAST_OF_GROUP,
    affordable,
    group_quotas,
    sample_adverts,
)
from salarypred.adverts.table import Adverts, to_adverts


def adverts_of(groups: list[tuple[str, str, int]]) -> Adverts:
    """So many adverts of each source and date."""
    parts = [pd.DataFrame({"source": [name] * n, "posted": day}) for name, day, n in groups]
    return to_adverts(pd.concat(parts, ignore_index=True).assign(title="Chef"))


def kept(adverts: Adverts, rows: np.ndarray) -> dict[tuple[str, str], int]:
    chosen = adverts.iloc[rows]
    return dict(Counter(zip(chosen["source"], chosen["posted"], strict=True)))


@given(
    st.lists(st.integers(1, 5_000), min_size=1, max_size=60),
    st.integers(0, 100_000),
    st.integers(0, 400),
)
def test_quotas_keep_what_the_rule_says(sizes: list[int], most: int, least: int) -> None:
    n = np.array(sizes)
    quotas = group_quotas(n, most, least)
    assert quotas.sum() == min(most, n.sum())
    assert (quotas >= 0).all() and (quotas <= n).all()
    assert affordable(n, most, least) <= least
    assert (quotas >= np.minimum(n, affordable(n, most, least))).all()
    floors = np.minimum(n, least)
    if floors.sum() <= most:
        assert (quotas >= floors).all()
        # None above its least has more than its share of all rows.
        assert (quotas[quotas > floors] < most * n[quotas > floors] / n.sum() + 1).all()
    by_size = quotas[np.argsort(n, kind="stable")]
    larger = np.diff(np.sort(n)) > 0
    assert (np.diff(by_size)[larger] >= 0).all()


@given(st.lists(st.integers(1, 50), min_size=1, max_size=40), st.integers(0, 200))
def test_too_few_for_the_least_are_shared_out_evenly(sizes: list[int], most: int) -> None:
    n = np.array(sizes)
    quotas = group_quotas(n, most, 1_000)  # no group has as many
    if most >= len(n):
        assert (quotas >= 1).all()
    whole = quotas == n
    if (~whole).any() and most < n.sum():
        smallest = quotas[~whole].min()
        assert (quotas[whole] <= smallest + 1).all() or (quotas[whole] <= n[~whole].max()).all()


DATES = ["2013-01", "2018-05", ""]


@given(
    st.lists(
        st.tuples(st.sampled_from("ABC"), st.sampled_from(DATES), st.booleans()),
        min_size=1,
        max_size=80,
    ),
    st.integers(1, 100),
    st.integers(0, 5),
)
def test_rows_are_never_more_than_wanted_and_those_with_pay_come_first(
    given_rows: list[tuple[str, str, bool]], most: int, seed: int
) -> None:
    table = pd.DataFrame(given_rows, columns=["source", "posted", "paid"])
    adverts, paid = to_adverts(table.assign(title="Chef")), table["paid"].to_numpy()
    rows = sample_adverts(adverts, paid, most, seed=seed, as_of="2013-01").rows
    assert len(rows) == min(most, len(table)) == len(set(rows.tolist()))
    assert (np.diff(rows) > 0).all()
    assert paid[rows].sum() == min(most, paid.sum())
    again = sample_adverts(adverts, paid, most, seed=seed, as_of="2013-01").rows
    assert rows.tolist() == again.tolist()


def test_small_sources_and_years_are_kept_and_large_ones_shrink_alike() -> None:
    groups = [
        ("A", "2013-01", 6_000),
        ("A", "2018-05", 3_000),
        ("B", "2013-02", 250),
        ("B", "", 40),
    ]
    adverts = adverts_of(groups)
    rows = sample_adverts(adverts, np.ones(len(adverts)), 1_500, as_of="2020-01").rows
    found = kept(adverts, rows)
    assert found[("B", "2013-02")] == LEAST_OF_GROUP and found[("B", "")] == 40
    assert found[("A", "2013-01")] == 840 and found[("A", "2018-05")] == 420


def test_an_undated_advert_is_of_the_month_given() -> None:
    adverts = adverts_of([("A", "", 3_000), ("A", "2013-07-01", 3_000), ("A", "2019-01-01", 3_000)])
    together = sample_adverts(adverts, np.ones(9_000), 600, as_of="2013-01").rows
    apart = sample_adverts(adverts, np.ones(9_000), 600, as_of="2025-01").rows
    assert (together < 6_000).sum() == 400 and (together >= 6_000).sum() == 200
    assert np.bincount(apart // 3_000).tolist() == [200, 200, 200]


def test_another_seed_chooses_others() -> None:
    adverts = adverts_of([("A", "2013-01", 1_000)])
    first, second = (
        sample_adverts(adverts, np.ones(1_000), 300, seed=seed).rows for seed in (0, 1)
    )
    assert first.tolist() != second.tolist()


@pytest.mark.parametrize("most", [5, 6, 1_000])
def test_enough_for_all_changes_nothing(most: int) -> None:
    adverts = adverts_of([("A", "2013-01", 5)])
    assert sample_adverts(adverts, np.zeros(5), most).rows.tolist() == [0, 1, 2, 3, 4]


def test_the_rule_names_the_least_that_was_kept() -> None:
    adverts = adverts_of([("A", "2013-01", 900), ("B", "2013-01", 300), ("C", "2013-01", 30)])
    everything = np.ones(len(adverts))
    assert "at least 200 or all" in sample_adverts(adverts, everything, 600).rule()
    small = sample_adverts(adverts, everything, 130)
    assert "at least 50 or all" in small.rule()
    assert kept(adverts, small.rows) == {("A", "2013-01"): 50, ("B", "2013-01"): 50} | {
        ("C", "2013-01"): 30
    }
    unpaid = sample_adverts(adverts, adverts["source"] == "C", 90)
    assert "at least 30 or all" in unpaid.rule()  # of those without pay
