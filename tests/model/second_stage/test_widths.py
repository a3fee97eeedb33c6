"""How wide an interval is to be is chosen by a proper score."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from salarypred.model.second_stage.widths import (
    HeldBackRows,
    WidthTried,
    check_widths,
    choose_width,
    widths_from,
    widths_state,
)
from salarypred.state import State

N = 1200


def rows_of(scale: NDArray[np.float64], **others: Any) -> HeldBackRows:
    """Rows whose errors are as large as ``scale``, which the one feature tells."""
    rng = np.random.default_rng(0)

    def known(sizes: NDArray[np.float64]) -> pd.DataFrame:
        return pd.DataFrame({"nothing": np.zeros(len(sizes))})

    folds = np.array_split(rng.permutation(N), 4)
    X = scale[:, None].astype(np.float32)
    return HeldBackRows(X, rng.normal(0, scale), np.ones((N, 2)), known, folds, 1, **others)


ONE_SIZE, BY_SIZE = (None, 1e5), (60, 50.0)
SIZES = np.repeat([0.1, 0.6], N // 2)


def test_sizes_that_rows_bear_out_are_taken() -> None:
    new, held, tried = choose_width(rows_of(SIZES), (ONE_SIZE, BY_SIZE), 0)
    assert (new.min_samples_leaf, new.penalty) == BY_SIZE
    assert tried[1].winkler < 0.8 * tried[0].winkler
    width = held[:, 2] - held[:, 0]
    assert width[SIZES > 0.5].mean() > 3 * width[SIZES < 0.5].mean()


def test_what_rows_do_not_bear_out_is_left() -> None:
    alike = np.full(N, 0.3) + np.linspace(0, 1e-3, N)
    new, _, tried = choose_width(rows_of(alike), (ONE_SIZE, BY_SIZE), 0)
    assert new.penalty == ONE_SIZE[1] and new.min_samples_leaf == N + 1
    assert [pair[:2] for pair in tried] == [ONE_SIZE, BY_SIZE]
    assert all(0 <= pair.coverage_gap < 0.1 for pair in tried)


def test_the_gap_is_of_rows_that_need_ranges_of_one_width() -> None:
    # One width for all covers 80% on the whole: too few of the rows that need a wide range.
    _, _, (one, by_size) = choose_width(rows_of(SIZES), (ONE_SIZE, BY_SIZE), 0)
    assert one.coverage_gap > 0.15 > 0.05 > by_size.coverage_gap


@pytest.mark.parametrize(
    ("winkler", "gap", "taken"),
    [
        (0.98, 0.05, True),  # a better score
        (0.995, 0.05, False),  # hardly better
        (1.0, 0.02, True),  # as good a score, and coverage is nearer to 80% everywhere
        (1.0, 0.04, False),  # by as little as chance explains
        (1.01, 0.0, False),  # a worse score
    ],
)
def test_score_first_and_then_coverage(winkler: float, gap: float, taken: bool) -> None:
    simple = WidthTried(*ONE_SIZE, winkler=1.0, coverage_gap=0.05)
    assert WidthTried(*BY_SIZE, winkler, gap).beats(simple, 1000) is taken


def test_adverts_that_stand_there_twice_count_once() -> None:
    once = rows_of(SIZES)
    twice = HeldBackRows(
        np.tile(once.X, (2, 1)),
        np.tile(once.residual, 2),
        np.tile(once.prior, (2, 1)),
        once.known,
        [np.concatenate([out, out + N]) for out in once.folds],
        2,
    )
    assert twice.n == once.n == N
    new, _, _ = choose_width(twice, (BY_SIZE,), 0)
    assert (new.min_samples_leaf, new.penalty) == (120, 100.0)


def test_weights_say_whose_errors_count() -> None:
    heavy = np.where(SIZES > 0.5, 1.9, 0.1)
    choose = partial(choose_width, widths=(ONE_SIZE,), random_state=0)
    _, plain, _ = choose(rows_of(SIZES))
    _, weighted, _ = choose(rows_of(SIZES, weight=heavy))
    assert (weighted[:, 2] - weighted[:, 0]).mean() > 1.2 * (plain[:, 2] - plain[:, 0]).mean()


@pytest.mark.parametrize("widths", [(), (60,), ((0, 1.0),), ((60, -1.0),), "wide", ((60, 1, 2),)])
def test_widths_that_make_no_sense(widths: Any) -> None:
    with pytest.raises(ValueError, match="expected pairs of the least rows of a leaf"):
        check_widths(widths)


def test_widths_are_saved_where_they_were_given() -> None:
    check_widths(None)
    assert widths_state(None) == {}
    assert widths_from(State("m", {}, {})) is None
    pairs = (ONE_SIZE, (60, 50))
    check_widths(pairs)
    assert widths_from(State("m", widths_state(pairs), {})) == pairs
