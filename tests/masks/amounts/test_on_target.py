"""On-target earnings lie above basic pay, by how much depends on the job."""

import pytest

from salarypred.masks.amounts.on_target import ote_shares, visible_basic
from salarypred.masks.reading import Reading
from salarypred.masks.values import AdvertText, estimate_masks
from salarypred.pay.rates import UK
from salarypred.resources import list_rows

SALES, ESTATE_AGENT = "3552", "3555"


def test_shares_are_ordered_and_of_enough_adverts() -> None:
    for code, low, middle, high, adverts in list_rows("patterns", "ote_shares.tsv"):
        assert 1 < float(low) < float(middle) < float(high)
        assert int(adverts) >= 10
        assert ote_shares(code) == (float(low), float(middle), float(high))


@pytest.mark.parametrize("code", ["", "9999", "2221"])
def test_unknown_job_takes_the_share_of_all(code: str) -> None:
    assert ote_shares(code) == ote_shares("all")


def filled(text: str, occupation: str = "", pay: float = 30_000.0) -> float:
    reading = Reading("description", text.index("****"), "ote", "year", 0.9)
    advert = AdvertText("", text, None, occupation)
    (mask,) = estimate_masks([reading], pay, 0.9 * pay, 1.1 * pay, advert=advert)
    assert mask.value and mask.low and mask.high
    assert mask.low <= mask.value <= mask.high
    return mask.value


def test_ote_depends_on_the_occupation() -> None:
    assert filled("OTE £****", SALES) > filled("OTE £****", ESTATE_AGENT) > 30_000


def test_ote_stands_upon_a_visible_basic() -> None:
    ratio = filled("Basic £40,000, OTE £****", pay=30_000.0) / 40_000
    assert ratio == pytest.approx(ote_shares("")[1], rel=0.02)


@pytest.mark.parametrize(
    ("text", "basic"),
    [
        ("Basic £24,000 to £26,000, OTE £****", 25_000.0),
        ("OTE £40,000", None),
        ("£12 an hour, OTE ****", None),
        ("", None),
    ],
)
def test_visible_basic(text: str, basic: float | None) -> None:
    assert visible_basic("", text, UK) == visible_basic(text, "", UK) == basic
