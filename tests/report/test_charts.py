"""Charts: lengths follow the figures, texts are escaped."""

import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from salarypred.report.charts import WIDTH, bars, columns, density, ranges

EVIL = '<b>&"x'


def numbers(svg: str, kind: str, attribute: str) -> list[float]:
    tags = re.findall(rf'<rect class="{kind}"[^>]*>', svg)
    return [float(found[1]) for tag in tags if (found := re.search(rf'{attribute}="([^"]+)"', tag))]


def test_bars_are_as_long_as_their_values() -> None:
    svg = bars(["a", EVIL], [10, 30], EVIL)
    ElementTree.fromstring(svg)
    assert EVIL not in svg
    short, long = numbers(svg, "bar", " width")
    assert long == pytest.approx(3 * short, abs=0.2)
    assert ">30<" in svg


def test_shares_are_written_as_percent() -> None:
    assert ">25.0%<" in bars(["a"], [0.25], "t")


def test_columns_have_a_label_for_every_tenth_part() -> None:
    svg = columns([str(i) for i in range(40)], list(range(40)), "t")
    assert len(numbers(svg, "bar", "height")) == 40
    assert re.findall(r">(\d+)</text>", svg) == [str(i) for i in range(0, 40, 4)]


def test_ranges_put_the_box_within_the_line() -> None:
    table = pd.DataFrame({f"p{p}": [p * 1000.0] for p in (10, 25, 50, 75, 90)}, index=[EVIL])
    svg = ranges(table, "pay")
    ElementTree.fromstring(svg)
    line = [float(x) for x in re.search(r'whisker" x1="([^"]+)" x2="([^"]+)"', svg).groups()]
    (box,), (wide,), (mark,) = (
        numbers(svg, "box", " x"),
        numbers(svg, "box", " width"),
        numbers(svg, "mark", " x"),
    )
    assert line[0] < box < mark < box + wide < line[1] < WIDTH
    assert "£20k" in svg
    assert "+20%" in ranges(table / 1000, "share", "%")


def test_density_is_darkest_where_most_adverts_are() -> None:
    pay = np.array([20_000.0] * 50 + [60_000.0])
    svg = density(pay, pay, "t")
    ElementTree.fromstring(svg)
    assert sorted(numbers(svg, "cell", "fill-opacity"))[-1] == 1
    assert len(numbers(svg, "cell", " x")) == 2


@pytest.mark.parametrize("svg", [bars([], [], "t"), columns([], [], "t")])
def test_nothing_to_draw(svg: str) -> None:
    ElementTree.fromstring(svg)
