"""All that the page's templates show of one answer."""

from typing import Any

import numpy as np

from ...adverts.months import parse_month
from ...masks.output import read_masks
from ...model.explain import Explanation
from ...model.occlusion import Driver
from ...pay.earnings import last_known_month
from ...pay.minimum_wage import minimum_pay
from ...pay.shown import pounds
from ...pay.stated import midpoints
from ..questions import Answer
from .compare import LENGTH, bars, beside
from .curve import HEIGHT, WIDTH, dot_values, picture, share_below
from .highlight import pieces
from .scale import Scale
from .summary import summary
from .wording import among, month_words, sure

_USUAL_WIDTH = 5_000.0  # of a range, £ a year, where only one sum is shown


def view(
    asked: Answer,
    written: Answer,
    month: str,
    scale: Scale,
    figure: float | None = None,
    why: Explanation | None = None,
) -> dict[str, Any]:
    """Figures in words, pictures, and marked texts.

    Parameters
    ----------
    asked, written : Answer
        The advert with the changes that were tried, and as it was written.
    month : str
        Of the money, ``YYYY-MM``.
    scale : Scale
        Time and hours that pay is shown for.
    figure : float, optional
        A sum of the user's own, £ of the scale.
    why : Explanation, optional
        What moves the estimate, if known yet.
    """
    row = asked.row
    masks = read_masks(row["masks"])
    drivers = why.salary if why else []
    known = last_known_month()
    found: dict[str, Any] = {
        "row": row,
        "month": month_words(month),
        "beyond": month_words(known) if parse_month(month) > parse_month(known) else "",
        "scale": scale,
        "unit": scale.unit,
        "warnings": [warning for warning in str(row["warnings"]).split("; ") if warning],
        "title": pieces(str(row["title"]), "title", masks, drivers),
        "description": pieces(str(row["description"]), "description", masks, drivers),
        "masks": masks,
        "cohorts": asked.cohorts,
        "why": why,
        "strongest": max((abs(driver.percent) for driver in drivers), default=1.0),
        "places": [],
        "size": (WIDTH, HEIGHT),
        "length": LENGTH,
        "picture": None,
    }
    if row["predicted_salary"] is not None:
        found |= _money(asked, month, scale, figure)
        found["change"] = _change(row["predicted_salary"], written.row["predicted_salary"], scale)
        found["summary"] = summary(found, [reason(driver) for driver in drivers])
    return found


def reason(driver: Driver) -> str:
    """A driver in words."""
    return f"{driver.text} {driver.percent:+.1f}%"


def _money(asked: Answer, month: str, scale: Scale, figure: float | None) -> dict[str, Any]:
    row = asked.row
    low, middle, high = row["salary_low"], row["predicted_salary"], row["salary_high"]
    width, least = high - low, float(minimum_pay(np.array([parse_month(month)]))[0])
    money = {
        name: scale.money(pay, width=width, least=least)
        for name, pay in (("low", low), ("middle", middle), ("high", high))
    }
    curve = asked.curve_quantiles
    own = None if figure is None else scale.yearly(figure)
    n_comparable = sum(cohort.n for cohort in asked.cohorts[:1])
    values = dot_values(curve) if curve else np.empty(0)
    return {
        **money,
        "at_least": low <= least + 1.0,
        "sure": sure(row, n_comparable),
        "picture": picture(
            [scale.of(pay) for pay in curve],
            scale.of(low),
            scale.of(middle),
            scale.of(high),
            scale.of(least),
            figure,
        )
        if curve
        else None,
        "dots": (
            int((values < low).sum()),
            int(((values >= low) & (values <= high)).sum()),
            int((values > high).sum()),
        ),
        "figure": _figure(figure, own, curve, scale),
        "stated": _stated(row, curve),
        "for_hours": _for_hours(row, scale, width),
        "bars": bars(beside(asked), scale),
    }


def _figure(
    figure: float | None, own: float | None, curve: list[float], scale: Scale
) -> dict[str, Any] | None:
    """What share of such adverts pays at least a sum."""
    if figure is None or own is None or not curve:
        return None
    share = 1 - share_below(curve, own)
    return {
        "n": int((dot_values(curve) >= own).sum()),
        "words": _percent(share),
    }


def _percent(share: float) -> str:
    """A share as it is told; the ends of the distribution are not known exactly."""
    rounded_share = round(share, 2)
    if rounded_share <= 0.01:
        return "about 1% or fewer"
    return "about 99% or more" if rounded_share >= 0.99 else f"about {rounded_share:.0%}"


def _stated(row: dict[str, Any], curve: list[float]) -> str:
    """Pay that the text states, full-time a year, against the estimate."""
    low, high = row["stated_salary_min"], row["stated_salary_max"]
    if low is None and high is None:
        return ""
    low, high = (high if low is None else low), (low if high is None else high)
    sums = [pounds(pay) for pay in (low, high)]
    said = sums[0] if low == high else f"{sums[0]} to {sums[1]}"
    text = f"The advert states {said} a year"
    if curve:
        middle = float(midpoints(np.array([[low, high]]))[0])
        lies = "lies" if low == high else "in the middle lies"
        text += f", which {lies} {among(share_below(curve, middle))}"
    return f"{text}. That does not change the estimate."


def _for_hours(row: dict[str, Any], scale: Scale, width: float) -> str:
    """Pay for the hours that the text states, unless it is shown already."""
    hours = row["stated_hours"]
    if hours is None or scale.hours is not None:
        return ""
    money = Scale("year", hours).money(row["predicted_salary"], width=width)
    return f"The advert states {hours:g} hours a week: about {money} a year for them."


def _change(pay: float, before: float | None, scale: Scale) -> str:
    """What the changes that were tried do to the estimate."""
    if before is None or pay == before:
        return ""
    sign = "+" if pay > before else "\N{MINUS SIGN}"
    percent = 100 * (pay / before - 1)
    money = scale.money(abs(pay - before), width=_USUAL_WIDTH / 10)
    return f"{sign}{money} ({percent:+.1f}%) against the advert as written".replace("(-", "(\u2212")
