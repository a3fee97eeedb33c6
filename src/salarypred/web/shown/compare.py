"""The estimate beside other figures: official pay, comparable adverts, other places."""

from collections.abc import Sequence
from typing import NamedTuple

from ..questions import Answer
from .scale import Scale

#: Length of the scale of the bars, in units of their drawing.
LENGTH = 200
_MOST_COHORTS = 2


class Bar(NamedTuple):
    """A range of pay as a bar, and in words."""

    name: str
    note: str
    start: float  # of 0 to `LENGTH`
    length: float
    mark: float | None
    low: str
    middle: str
    high: str
    kind: str = ""  # "own" for the advert's


class Range(NamedTuple):
    """A range of pay, £ a year, full-time."""

    name: str
    note: str
    low: float
    middle: float | None
    high: float
    kind: str = ""


def bars(ranges: Sequence[Range], scale: Scale) -> list[Bar]:
    """Ranges as bars on one scale.

    Examples
    --------
    >>> [bar.start for bar in bars([Range("a", "", 1e4, None, 2e4), Range("b", "", 2e4, None, 3e4)],
    ...                            Scale())]
    [8.0, 100.0]
    """
    if not ranges:
        return []
    first, last = min(r.low for r in ranges), max(r.high for r in ranges)
    margin = 0.04 * LENGTH
    steep = (LENGTH - 2 * margin) / max(last - first, 1.0)

    def place(pay: float) -> float:
        return round(margin + steep * (pay - first), 1)

    return [
        Bar(
            r.name,
            r.note,
            place(r.low),
            max(3.0, round(place(r.high) - place(r.low), 1)),
            None if r.middle is None else place(r.middle),
            scale.money(r.low),
            "" if r.middle is None else scale.money(r.middle),
            scale.money(r.high),
            r.kind,
        )
        for r in ranges
    ]


def beside(answer: Answer) -> list[Range]:
    """The estimate, and what other sources say of such a job."""
    row = answer.row
    found = [
        Range(
            "This advert",
            "eight in ten such adverts",
            row["salary_low"],
            row["predicted_salary"],
            row["salary_high"],
            "own",
        )
    ]
    stated = (row["stated_salary_min"], row["stated_salary_max"])
    if known := [pay for pay in stated if pay is not None]:
        note = "not used for the estimate"
        found.append(Range("Stated in the text", note, min(known), None, max(known)))
    if row.get("official_median") is not None:
        found.append(
            Range(
                "Official pay, ONS",
                f"middle half of {row['occupation']}",
                row["official_p25"],
                row["official_median"],
                row["official_p75"],
            )
        )
    for c in answer.cohorts[:_MOST_COHORTS]:
        years = f"{c.first_year}" + (f" to {c.last_year}" if c.last_year > c.first_year else "")
        place = "UK" if c.region == "any" else c.region
        found.append(
            Range(
                f"Adverts of {years}",
                f"middle half of {c.n:,} for {c.title_group}, {place}",
                c.month_quartile_1,
                c.month_median,
                c.month_quartile_3,
            )
        )
    return found


def places(named: Sequence[tuple[str, Answer]], own: str) -> list[Range]:
    """The same advert in each place, the best paid first; those without an estimate are left out.

    Parameters
    ----------
    named : sequence of (str, Answer)
        Name of each place, and the answer for it.
    own : str
        Place of the advert.
    """
    found = [
        Range(
            name,
            "",
            answer.row["salary_low"],
            answer.row["predicted_salary"],
            answer.row["salary_high"],
            "own" if name == own else "",
        )
        for name, answer in named
        if answer.row["predicted_salary"] is not None
    ]
    return sorted(found, key=lambda r: -(r.middle or 0.0))
