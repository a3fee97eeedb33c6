"""The drawing of how pay is spread."""

import numpy as np
import pytest
from scipy.stats import norm

from salarypred.web.curve import HEIGHT, SHARES, WIDTH, curve

QUANTILES = (30_000 * np.exp(0.25 * norm.ppf(SHARES))).tolist()


def points(path: str) -> np.ndarray:
    words = path.replace("M", "").replace("L", "").replace("Z", "").split()
    return np.array(words, dtype=float).reshape(-1, 2)


def test_the_line_has_its_top_near_the_most_likely_pay_and_stays_in_the_drawing() -> None:
    drawn = curve(QUANTILES, 21_800, 30_000, 41_300)
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
    drawn = curve(quantiles, quantiles[4], 30_000, 41_300, floor)
    free = curve(quantiles, quantiles[4], 30_000, 41_300)
    assert drawn is not None
    assert free is not None
    # The axis begins at the minimum: the pay that lies there is at its left end.
    assert points(drawn.range)[:, 0].min() == 0
    assert points(free.range)[:, 0].min() > 0


def test_a_margin_is_left_on_either_side() -> None:
    drawn = curve(QUANTILES, 21_800, 30_000, 41_300)
    assert drawn is not None
    area = points(drawn.range)
    first, last = QUANTILES[0], max(QUANTILES[-3], 41_300)
    margin = 0.06 * (last - first)
    scale = WIDTH / (last - first + 2 * margin)
    assert drawn.middle == pytest.approx((30_000 - first + margin) * scale, abs=0.2)
    assert area[:, 0].min() == pytest.approx((21_800 - first + margin) * scale, abs=0.2)
    assert area[:, 0].max() == pytest.approx((41_300 - first + margin) * scale, abs=0.2)


def test_ticks_are_round_and_rise() -> None:
    drawn = curve(QUANTILES, 21_800, 30_000, 41_300)
    assert drawn is not None
    places = [place for place, _ in drawn.ticks]
    assert places == sorted(places)
    assert 3 <= len(places) <= 8
    assert ("£30k") in [label for _, label in drawn.ticks]


@pytest.mark.parametrize("quantiles", [[], [30_000.0] * 49, [float("nan")] * 49])
def test_no_drawing_where_nothing_is_spread(quantiles: list[float]) -> None:
    assert curve(quantiles, 20_000, 30_000, 40_000) is None
