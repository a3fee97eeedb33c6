"""Charts: lengths follow the figures, texts are escaped."""

import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from salarypred.report.charts import bars, columns, density, pairs, ranges

EVIL = '<b>&"x'


def numbers(svg: str, kind: str, attribute: str) -> list[float]:
    tags = re.findall(rf'<(?:rect|line) class="{kind}"[^>]*>', svg)
    found = [re.search(rf'{attribute}="([^"%]+)%?"', tag) for tag in tags]
    return [float(one[1]) for one in found if one]


def spread(*levels: float, n: int = 20) -> pd.DataFrame:
    """Groups whose percentiles are these many pounds times the percentage."""
    rows = [{f"p{p}": p * level for p in (10, 25, 50, 75, 90)} | {"n": n} for level in levels]
    return pd.DataFrame(rows, index=[f"Group {i}" for i in range(len(rows))])


def test_bars_are_as_long_as_their_values() -> None:
    svg = bars(["a", EVIL], [10, 30], EVIL)
    ElementTree.fromstring(svg)
    assert EVIL not in svg
    short, long = numbers(svg, "bar", " width")
    assert long == pytest.approx(3 * short, abs=0.2)
    assert ">30<" in svg


def test_shares_are_written_as_percent() -> None:
    assert ">25.0%<" in bars(["a"], [0.25], "t")


def test_columns_have_a_label_for_every_sixth_part() -> None:
    svg = columns([str(i) for i in range(40)], list(range(40)), "t")
    assert len(numbers(svg, "bar", "height")) == 40
    assert re.findall(r">(\d+)</text>", svg) == [str(i) for i in range(0, 40, 7)]


def test_ranges_put_the_box_within_the_line() -> None:
    svg = ranges(spread(1000.0).set_axis([EVIL]), "pay")
    ElementTree.fromstring(svg)
    ((first,), (last,)) = (numbers(svg, "whisker", end) for end in ("x1", "x2"))
    (box,), (wide,), (mark,) = (
        numbers(svg, "box", " x"),
        numbers(svg, "box", " width"),
        numbers(svg, "mark", " x1"),
    )
    assert 0 < first < box < mark < box + wide < last < 100
    assert "£20k" in svg
    assert "+20%" in ranges(spread(1.0), "share", "%")


def test_every_group_says_how_many_and_few_are_grey() -> None:
    table = pd.concat([spread(1000.0, n=1_234), spread(900.0, n=10), spread(2000.0, n=9)])
    svg = ranges(table, "pay")
    assert re.findall(r"n = ([\d,]+)<", svg) == ["1,234", "10", "9"]
    grey = re.findall(r'<g class="few">.*?</g>', svg)
    assert len(grey) == 1 and "n = 9<" in grey[0]


@pytest.mark.parametrize("top", [29.0, 99.0, 101.0, 640.0, 1333.0])
def test_no_label_of_an_axis_is_cut_at_either_end(top: float) -> None:
    svgs = [ranges(spread(top), "t"), columns([f"£{i}k" for i in range(50)], [1.0] * 50, "t")]
    for svg in svgs:
        ticks = re.findall(r'<text x="([\d.]+)%"[^>]*text-anchor="(\w+)"', svg)
        assert len(ticks) > 2
        for share, anchor in ticks:
            assert float(share) >= (4 if anchor == "middle" else 0)
            assert float(share) <= {"middle": 93, "start": 90, "end": 100}[anchor]


def test_charts_keep_their_text_size_at_any_width() -> None:
    for svg in (bars(["a"], [1], "t"), columns(["a"], [1], "t"), ranges(spread(1.0), "t")):
        assert 'width="100%"' in svg and "viewBox" not in svg


def test_density_is_darkest_where_most_adverts_are() -> None:
    pay = np.array([20_000.0] * 50 + [60_000.0])
    svg = density(pay, pay, "t")
    ElementTree.fromstring(svg)
    assert sorted(numbers(svg, "cell", "fill-opacity"))[-1] == 1
    assert len(numbers(svg, "cell", " x")) == 2


@pytest.mark.parametrize("svg", [bars([], [], "t"), columns([], [], "t")])
def test_nothing_to_draw(svg: str) -> None:
    ElementTree.fromstring(svg)


def test_a_row_says_its_median() -> None:
    table = pd.DataFrame(
        [[10e3, 20e3, 25_140.0, 30e3, 40e3, 12]],
        index=["Chefs"],
        columns=["p10", "p25", "p50", "p75", "p90", "n"],
    )
    assert '<tspan class="value">£25,100</tspan>' in ranges(table, "Pay")
    assert '<tspan class="value">+3%</tspan>' in ranges(table.assign(p50=3.2), "Error", "%")


def test_bars_of_a_short_histogram_say_their_number() -> None:
    assert columns(["£20k", "£25k"], [1_234, 0], "Pay").count('class="count"') == 1
    assert ">1,234</text>" in columns(["£20k"], [1_234], "Pay")
    assert 'class="count"' not in columns(["x"] * 15, [5] * 15, "Pay")


def test_pairs_of_medians() -> None:
    table = pd.DataFrame(
        {"n": [20], "median": [30e3], "other_median": [20e3], "change": [0.5]}, index=["<b>Chefs"]
    )
    chart = pairs(table, ("now", "<i>"), "Pay")
    assert "&lt;b&gt;Chefs" in chart
    assert "&lt;i&gt;" in chart
    assert "£30,000 (+50%)" in chart
    places = [float(text) for text in re.findall(r'cx="([\d.]+)%"', chart)]
    assert places == pytest.approx([100 * 20 / 31.2, 100 * 30 / 31.2], abs=0.01)


def test_labels_have_no_code_and_zero_is_a_line_of_its_own() -> None:
    table = pd.DataFrame(
        [[-20.0, -5, 3, 10, 40, 12]],
        index=["Chefs (5434)"],
        columns=["p10", "p25", "p50", "p75", "p90", "n"],
    )
    chart = ranges(table, "Beside official pay", "%")
    assert ">Chefs <tspan" in chart
    assert chart.count('class="axis"') == 1
    assert 'class="axis"' not in ranges(table.abs(), "Pay")
