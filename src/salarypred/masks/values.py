"""What each pay mask should say: the advert's estimate in the mask's own role, unit and wording."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..adverts.masks import MASK, PAY_ROLES
from ..adverts.months import parse_month
from ..pay.earnings import log_earnings
from ..pay.minimum_wage import minimum_wage
from ..pay.ranges import USUAL_LOG_RATIO
from ..pay.rates import UK, Rates
from .amounts.agreement import agreed
from .amounts.extras import amounts, extra_pay, piece_rate
from .amounts.on_target import ote_shares, visible_basic
from .amounts.posts import Post, posts
from .amounts.rounding import rounded
from .amounts.wording import Form
from .estimate import Estimate
from .reading import Reading
from .units import UnitWords, words_at

#: Ends closer than this (5%) could be rounded to one figure, and nobody writes "£200 to £200".
_LEAST_LOG_RATIO = 0.05
#: Two figures of on-target earnings beside each other lie so far around their middle.
_OTE_ENDS = (0.9, 1.1)
#: A mask whose role is less probable stays open, and so does pay that is no more probable than not.
LEAST_PROBABILITY = 0.35
#: Units of extra pay for which the words name none: a night out is paid each, a bonus as a sum.
_USUAL_UNITS = {
    "hourly": "hour",
    "day": "day",
    "week": "week",
    "once": "year",
    "year": "year",
    "mile": "year",
    "piece": "year",
}
_NOTHING = UnitWords("", "plain")
_PRICES = parse_month("2026-04")  # the money of patterns/mask_extras.tsv


class AdvertText(NamedTuple):
    """An advert whose masks are filled in.

    Attributes
    ----------
    title, description : str
    month : int or None
        Since January 2000; None: not known.
    occupation : str
        SOC 2020 unit group, "" where it is not known.
    """

    title: str = ""
    description: str = ""
    month: int | None = None
    occupation: str = ""


class _Advert(NamedTuple):
    """What the pay of an advert's masks is worked out from."""

    pay: float
    low: float
    high: float
    factors: dict[str, tuple[float, float, float]]
    rates: Rates
    prices: float
    least: dict[bool, float]  # £ an hour by law; True: of apprentices
    basic: float | None = None  # that stands in the text, £ a year


def estimate_masks(
    readings: Sequence[Reading],
    pay: float,
    low: float,
    high: float,
    rates: Rates = UK,
    log_ratio: float = USUAL_LOG_RATIO,
    advert: AdvertText | None = None,
) -> list[Estimate]:
    """Say what the pay masks of one advert stood for.

    Minimum and maximum lie around the estimated pay, which is the middle of the range; so does one
    that stands alone (``up to ****``), since six in ten such adverts of 2013 were listed with both
    ends. On-target earnings lie above them. So minimum ≤ pay ≤ maximum ≤ on-target earnings for
    every post of the advert, no hourly pay is below the legal minimum of the month, and figures of
    one pay in several units agree.

    Parameters
    ----------
    readings : sequence of Reading
        The masks of one advert.
    pay, low, high : float
        Its estimate and interval, £ a year; NaN where there is none.
    rates : Rates
        Conversion factors between units.
    log_ratio : float
        Expected log(maximum / minimum); at least 0.05 is used.
    advert : AdvertText, optional
        Says which posts there are, what extra pay is, and how the numbers were written.

    Returns
    -------
    list of Estimate

    Examples
    --------
    >>> pair = [Reading("description", 7, "pay_min", "year", 0.9),
    ...         Reading("description", 13, "pay_max", "year", 0.9)]
    >>> [mask.value for mask in estimate_masks(pair, 30_000.0, 25_000.0, 36_000.0)]
    [28000.0, 32000.0]
    """
    text = advert or AdvertText()
    facts = _facts(pay, low, high, rates, log_ratio, text)
    texts = {"title": text.title, "description": text.description}
    # Most masks are no pay, and what stands at them does not matter here.
    words = [
        words_at(texts[reading.field], reading.start) if reading.role in PAY_ROLES else _NOTHING
        for reading in readings
    ]
    forms = [said.form for said in words]
    own = posts(readings, text.title, text.description)
    if math.isfinite(pay) and any(reading.role == "ote" for reading in readings):
        facts = facts._replace(basic=visible_basic(text.title, text.description, rates))
    found = [
        _estimate(reading, post, texts[reading.field], said, facts, _ote_share(readings, row))
        if reading.role in PAY_ROLES
        else Estimate(*reading, None, None, None)
        for row, (reading, post, said) in enumerate(zip(readings, own, words, strict=True))
    ]
    return agreed(found, own, forms, rates, facts.least)


def _facts(
    pay: float, low: float, high: float, rates: Rates, log_ratio: float, text: AdvertText
) -> _Advert:
    ratio = math.exp(max(log_ratio, _LEAST_LOG_RATIO))
    least, middle, most = ote_shares(text.occupation)
    top = 2 * ratio / (1 + ratio)
    factors = {
        "pay_min": (2 / (1 + ratio),) * 3,
        "pay": (1.0,) * 3,
        "pay_max": (top,) * 3,
        "ote": (max(least, top), max(middle, top * 1.05), max(most, top * 1.1)),
    }
    return _Advert(pay, low, high, factors, rates, *_of_month(text.month))


@lru_cache(maxsize=1_000)
def _of_month(month: int | None) -> tuple[float, dict[bool, float]]:
    """Earnings of a month over those of April 2026, and its legal minimum."""
    if month is None:
        return 1.0, {False: 0.0, True: 0.0}
    now, then = log_earnings(np.array([month, _PRICES]))
    law = {apprentice: minimum_wage(month, apprentice=apprentice) for apprentice in (False, True)}
    return float(np.exp(now - then)), law


def _ote_share(readings: Sequence[Reading], row: int) -> float:
    """Where on-target earnings lie in a range of two."""
    role, field, start = readings[row].role, readings[row].field, readings[row].start
    if role != "ote":
        return 1.0
    for other, share in ((row + 1, _OTE_ENDS[0]), (row - 1, _OTE_ENDS[1])):
        if 0 <= other < len(readings):
            beside = readings[other]
            near = beside.field == field and abs(beside.start - start) < 20
            if near and beside.role == role:
                return share
    return 1.0


def _estimate(
    reading: Reading, post: Post, text: str, said: UnitWords, facts: _Advert, share: float
) -> Estimate:
    """A mask of pay with its value, or why it stays open."""
    reason = _why_open(reading, said.form, facts)
    kind = ""
    end = reading.start + len(MASK)
    piece = None if reading.unit == "percent" else piece_rate(text, end)
    if reading.role == "pay_extra" or piece:
        extra = piece or extra_pay(text, reading.start, end, reading.unit)
        kind = extra.kind
        if not said.unit and (reading.unit == "year" or extra.measure != "hourly"):
            reading = reading._replace(unit=_USUAL_UNITS.get(extra.measure, reading.unit))
        if not reason:
            low, value, high = amounts(extra, reading.unit, facts.pay, facts.prices, facts.rates)
    elif not reason:
        low, value, high = _main_pay(reading, post, facts, share)
    if reason:
        return Estimate(*reading, None, None, None, kind, reason)
    unit = "hour" if kind == "mileage" or piece else reading.unit  # rounded to pennies
    ends = [rounded(amount, unit, said.form) for amount in (low, value, high)]
    return Estimate(*reading, ends[1], min(ends[:2]), max(ends[1:]), kind)


def _why_open(reading: Reading, form: Form, facts: _Advert) -> str:
    if not math.isfinite(facts.pay):
        return "the advert has no estimate"
    if reading.probability < LEAST_PROBABILITY:
        return f"unsure what it stood for (probability {reading.probability:.2f})"
    return "only some digits of a number are hidden" if form == "part" else ""


def _main_pay(
    reading: Reading, post: Post, facts: _Advert, share: float
) -> tuple[float, float, float]:
    """Low, middle and high of a mask that is the pay itself, £ a unit."""
    pay = [facts.low, facts.pay, facts.high]
    if post.apprentice and facts.least[True]:
        pay = _apprentice_pay(facts)
    if reading.role == "ote" and facts.basic:
        pay = [facts.basic] * 3
    factors = facts.factors[reading.role]
    low, middle, high = (
        facts.rates.from_year(amount * post.factor * factor * share, reading.unit)
        if not post.apprentice
        else facts.rates.from_year(amount * factor * share, reading.unit)
        for amount, factor in zip(pay, factors, strict=True)
    )
    return low, middle, high


def _apprentice_pay(facts: _Advert) -> list[float]:
    """Apprentices' pay, £ a year: between their own legal minimum and that of adults.

    The model's estimate may be lifted to the minimum of adults, which is not theirs.
    """
    least, adult = (facts.rates.to_year(facts.least[own], "hour") for own in (True, False))
    most = min(facts.pay, 1.05 * adult)
    if facts.pay < 0.95 * adult:  # the model knows better
        return [max(least, min(facts.low, facts.pay)), max(least, facts.pay), facts.high]
    return [least, math.sqrt(least * most), max(facts.pay, adult)]
