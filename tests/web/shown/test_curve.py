"""The drawing of how pay is spread."""

import numpy as np
import pytest
from scipy.stats import norm

from salarypred.web.shown.curve import (
    BASE,
    HEIGHT,
    N_DOTS,
    SHARES,
    WIDTH,
    dot_values,
    picture,
    share_below,
)

QUANTILES = (30_000 * np.exp(0.25 * norm.ppf(SHARES))).tolist()


def points(path: str) -> np.ndarray:
    words = path.replace("M", "").replace("L", "").replace("Z", "").split()
    return np.array(words, dtype=float).reshape(-1, 2)


def test_the_line_has_its_top_near_the_most_likely_pay_and_stays_in_the_drawing() -> None:
    drawn = picture(QUANTILES, 21_800, 30_000, 41_300)
    assert drawn is not None
    line = points(drawn.line)
    assert line[:, 0].min() == 0
    assert line[:, 0].max() == WIDTH
    assert line[:, 1].min() >= 0
    assert line[:, 1].max() <= HEIGHT
    assert abs(line[line[:, 1].argmin(), 0] - drawn.middle) < WIDTH / 8
    area = points(drawn.range)
    assert area[:, 0].min() < drawn.middle < area[:, 0].max()


def test_nothing_is_drawn_below_the_legal_minimum() -> None:
    floor = 24_784.5
    quantiles = np.maximum(QUANTILES, floor)
    drawn = picture(quantiles, quantiles[4], 30_000, 41_300, floor)
    free = picture(quantiles, quantiles[4], 30_000, 41_300)
    assert drawn is not None
    assert free is not None
    # The axis begins at the minimum: the pay that lies there is at its left end.
    assert points(drawn.range)[:, 0].min() == 0
    assert points(free.range)[:, 0].min() > 0


def test_a_margin_is_left_on_either_side() -> None:
    drawn = picture(QUANTILES, 21_800, 30_000, 41_300)
    assert drawn is not None
    area = points(drawn.range)
    first, last = QUANTILES[0], max(QUANTILES[-3], 41_300)
    margin = 0.06 * (last - first)
    scale = WIDTH / (last - first + 2 * margin)
    assert drawn.middle == pytest.approx((30_000 - first + margin) * scale, abs=0.2)
    assert area[:, 0].min() == pytest.approx((21_800 - first + margin) * scale, abs=0.2)
    assert area[:, 0].max() == pytest.approx((41_300 - first + margin) * scale, abs=0.2)


def test_ticks_are_round_and_rise() -> None:
    drawn = picture(QUANTILES, 21_800, 30_000, 41_300)
    assert drawn is not None
    places = [place for place, _ in drawn.ticks]
    assert places == sorted(places)
    assert 3 <= len(places) <= 8
    assert ("£30k") in [label for _, label in drawn.ticks]


@pytest.mark.parametrize("quantiles", [[], [30_000.0] * 49, [float("nan")] * 49])
def test_no_drawing_where_nothing_is_spread(quantiles: list[float]) -> None:
    assert picture(quantiles, 20_000, 30_000, 40_000) is None


@pytest.mark.parametrize("factor", [1.0, 1 / 12, 1 / 1950])
def test_fifty_dots_stand_in_the_drawing_and_do_not_overlap(factor: float) -> None:
    quantiles = [factor * pay for pay in QUANTILES]
    drawn = picture(quantiles, factor * 21_800, factor * 30_000, factor * 41_300)
    assert drawn is not None
    assert len(drawn.dots) == N_DOTS
    assert len({(dot.x, dot.y) for dot in drawn.dots}) == N_DOTS
    assert all(dot.radius <= dot.x <= WIDTH - dot.radius for dot in drawn.dots)
    assert all(dot.y - dot.radius >= 0 and dot.y < BASE for dot in drawn.dots)
    # Ten of a hundred pay less than the range, ten more.
    assert sum(dot.kind == "within" for dot in drawn.dots) == 40
    assert not any(dot.over for dot in drawn.dots)
    assert 3 <= len(drawn.ticks) <= 8


def test_many_adverts_at_one_place_do_not_lie_upon_each_other() -> None:
    quantiles = [24_800.0] * 35 + [24_800.0 + 700 * i for i in range(14)]
    drawn = picture(quantiles, 24_800, 24_800, 31_000, 24_784.5)
    assert drawn is not None
    for one in drawn.dots:
        near = [d for d in drawn.dots if abs(d.x - one.x) + abs(d.y - one.y) < 2 * one.radius]
        assert near == [one]


def test_dots_are_counted_against_a_sum_of_one_s_own() -> None:
    drawn = picture(QUANTILES, 21_800, 30_000, 41_300, figure=30_000)
    assert drawn is not None
    assert sum(dot.over for dot in drawn.dots) == 25
    assert drawn.figure == drawn.middle
    assert picture(QUANTILES, 21_800, 30_000, 41_300, figure=1e6).figure is None  # type: ignore[union-attr]


def test_share_below() -> None:
    assert share_below(QUANTILES, 30_000) == pytest.approx(0.5)
    assert share_below(QUANTILES, 1) == 0.01
    assert share_below(QUANTILES, 1e9) == 0.99
    assert (dot_values(QUANTILES) < 30_000).sum() == 25
