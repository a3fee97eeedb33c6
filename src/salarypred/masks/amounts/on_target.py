"""On-target earnings relative to basic pay, by occupation, and basic pay that is not masked.

The shares stand in ``patterns/ote_shares.tsv``; ``benchmarks/extra_pay.py --ote`` makes the table
again from adverts that state both.
"""

from functools import cache

from ...pay.rates import Rates
from ...pay.stated import stated_pay
from ...resources import list_rows

_ALL = "all"  # the row of all jobs


@cache
def _shares() -> dict[str, tuple[float, float, float]]:
    """Low, middle and high share by unit group."""
    rows = list_rows("patterns", "ote_shares.tsv")
    return {code: (float(low), float(middle), float(high)) for code, low, middle, high, _ in rows}


def ote_shares(code: str) -> tuple[float, float, float]:
    """On-target earnings over basic pay: 10th, 50th and 90th percentile of a job's adverts.

    Parameters
    ----------
    code : str
        SOC 2020 unit group of the job, "" where it is not known: then, and where too few adverts
        of the group state both, the shares of all jobs.

    Examples
    --------
    >>> ote_shares("3552")[1] > ote_shares("")[1], ote_shares("9999") == ote_shares("")
    (True, True)
    """
    known = _shares()
    return known.get(code, known[_ALL])


def visible_basic(title: str, description: str, rates: Rates) -> float | None:
    """£ a year that an advert states as its yearly base pay, the middle of a range; else None.

    Examples
    --------
    >>> from salarypred.pay.rates import UK
    >>> visible_basic("", "Basic £24,000 to £26,000, OTE £****", UK)
    25000.0
    """
    for text in (title, description):
        for pay in stated_pay(text, rates):
            ends = [end for end in (pay.annual_minimum, pay.annual_maximum) if end]
            if pay.kind != "ote" and pay.kind != "extra" and pay.unit == "year" and ends:
                return sum(ends) / len(ends)
    return None
