"""Ranges side by side."""

from salarypred.web.shown.compare import LENGTH, Range, bars
from salarypred.web.shown.scale import Scale


def test_bars_share_one_scale_and_stay_in_the_drawing() -> None:
    ranges = [
        Range("This advert", "", 20_000, 25_000, 30_000, "own"),
        Range("Official", "", 25_000, 30_000, 40_000),
        Range("Stated", "", 28_000, None, 28_000),
    ]
    first, second, third = bars(ranges, Scale())
    assert first.start < second.start < third.start
    assert second.mark == first.start + first.length
    assert second.start + second.length <= LENGTH
    assert (third.mark, third.middle, third.length > 0) == (None, "", True)
    assert (first.low, first.middle, first.high, first.kind) == (
        "£20,000",
        "£25,000",
        "£30,000",
        "own",
    )
    assert bars(ranges, Scale("hour"))[0].low == "£10.30"
