"""Other money than pay: bonus, allowances, overtime; which kind a mask is and what it is worth.

The kinds and their usual amounts stand in ``patterns/mask_extras.tsv``.
"""

import re
from functools import cache
from typing import NamedTuple

from ...adverts.masks import MASK
from ...pay.rates import Rates
from ...resources import list_rows

#: Characters on either side of a mask in which the words of a kind are looked for.
_BEFORE, _AFTER = 60, 40
#: What is told apart by the unit: a percentage, and money.
_PERCENT = "percent"
#: "retention bonus" is retention pay: words of these kinds count as if they stood further away.
_GENERAL = {"bonus": 14, "commission": 14, "training": 8}


class ExtraPay(NamedTuple):
    """A kind of extra pay: how it is measured, and low, middle and high amount."""

    kind: str
    measure: str
    low: float
    middle: float
    high: float


#: Where no words say the kind: premium rates and bonuses as in the table.
_HOURLY = ExtraPay("premium rate", "hourly", 1.0, 1.29, 2.0)
_OTHER = ExtraPay("extra pay", "share", 0.016, 0.077, 0.159)
_OTHER_PERCENT = ExtraPay("extra pay", _PERCENT, 5, 15, 30)
_PIECE = re.compile(r"p?\s{0,2}(?:per|an?|each|/)\s?[A-Za-z]{3,12}")
_UNIT_AFTER = re.compile(r"\A\s?(?:per|an?|each|/)\s?(?:night|shift|day|week|hour|month|year)\b")
#: "overtime after **** hours at £****" is one clause.
_BREAK = re.compile(
    rf"{re.escape(MASK)}(?!\s?(?:hours?|hrs?|days?|weeks?|months?|miles?)\b)|[.!?;\n]\s|\s{{2}}"
)
_BREAK_AFTER = re.compile(rf"{re.escape(MASK)}|[.!?;,\n]|\s{{2}}")


def piece_rate(text: str, end: int) -> ExtraPay | None:
    """Pay by the piece that is named right after a number which ends at ``end``, if any.

    Examples
    --------
    >>> piece_rate("£**** per UDA", 5).kind
    'dental unit'
    """
    named = _PIECE.match(text, end)
    if named is None:
        return None
    word = named[0]
    kinds = (extra for pattern, extra in _kinds() if pattern.search(word))
    return next((extra for extra in kinds if extra.measure == "piece"), None)


@cache
def _kinds() -> list[tuple[re.Pattern[str], ExtraPay]]:
    return [
        (re.compile(pattern, re.IGNORECASE), ExtraPay(kind, measure, *map(float, amounts)))
        for kind, pattern, measure, *amounts, _ in list_rows("patterns", "mask_extras.tsv")
    ]


def extra_pay(text: str, start: int, end: int, unit: str) -> ExtraPay:
    """Kind of extra pay that stands at ``text[start:end]``, by the words nearest to it.

    Parameters
    ----------
    text : str
        Title or description of an advert.
    start, end : int
        Where the mask, or the number, stands.
    unit : str
        Its unit.

    Examples
    --------
    >>> extra_pay("Sundays at £****", 12, 16, "hour").kind
    'sunday'
    >>> extra_pay("£**** car allowance", 1, 5, "year").middle
    8000.0
    """
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    after = _UNIT_AFTER.sub("", after, count=1)  # "£**** per night" says nothing of night work
    stop = _BREAK_AFTER.search(after)
    after = after[: stop.start()] if stop else after
    breaks = [found.end() for found in _BREAK.finditer(before)]
    clause = before[breaks[-1] :] if breaks else before
    nearest, kind = _BEFORE + _AFTER, None
    for pattern, extra in _kinds():
        if (unit == _PERCENT) != (extra.measure == _PERCENT):
            continue
        further = _GENERAL.get(extra.kind, 0)
        for found in pattern.finditer(clause):
            if len(clause) - found.end() + further < nearest:
                nearest, kind = len(clause) - found.end() + further, extra
        found_after = pattern.search(after)
        # Words after a number say less than those before: "£**** overtime, Sundays £****".
        if found_after and found_after.start() + 3 + further < nearest:
            nearest, kind = found_after.start() + 3 + further, extra
    if kind is not None:
        return kind
    return _OTHER_PERCENT if unit == _PERCENT else _HOURLY if unit == "hour" else _OTHER


def amounts(
    extra: ExtraPay, unit: str, yearly: float, prices: float, rates: Rates
) -> tuple[float, float, float]:
    """Low, middle and high amount, £ a unit or per cent.

    Parameters
    ----------
    extra : ExtraPay
    unit : str
        Unit of the mask.
    yearly : float
        The advert's pay, £ a year.
    prices : float
        Earnings of its month over those of April 2026.
    rates : Rates

    Examples
    --------
    >>> from salarypred.pay.rates import UK
    >>> amounts(ExtraPay("sunday", "hourly", 1.2, 1.5, 2.0), "hour", 19_500.0, 1.0, UK)
    (12.0, 15.0, 20.0)
    """
    given = (extra.low, extra.middle, extra.high)
    if extra.measure == _PERCENT or unit == _PERCENT:
        return given
    if extra.measure in ("day", "week") and unit == "hour":  # "call-outs at £**** per hour"
        given = (_HOURLY.low, _HOURLY.middle, _HOURLY.high)
        scale = rates.from_year(yearly, unit)
    elif extra.measure in ("once", "mile", "piece"):
        scale = 1.0 if extra.measure == "mile" else prices
    elif extra.measure == "share":
        scale = rates.from_year(yearly, unit)
    elif extra.measure == "hourly":
        # A premium for which no unit is named is by the hour all the same.
        hours = rates.factor("hour") / rates.factor(unit) if unit in ("day", "week") else 1.0
        scale = rates.from_year(yearly, "hour") * hours
        if unit == "month":
            scale = rates.from_year(yearly, unit)
    elif extra.measure == "year" or unit != "year":
        scale = prices * rates.factor(extra.measure) / rates.factor(unit)
    else:  # by the night or week, and the text names no unit
        scale = prices
    low, middle, high = (amount * scale for amount in given)
    return low, middle, high
