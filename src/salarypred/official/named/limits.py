"""Limits that a named scale sets to pay: an advert for a band pays what the band pays."""

import math
import re
from functools import cache
from typing import NamedTuple

from ..doctors import doctor_range
from ..nhs import NATIONS, nhs_range
from ..teachers import teacher_range
from .health import doctor_grade, nhs_bands
from .schools import teacher_scale

#: Agencies and staff banks name the band of a post and pay another rate.
_OFF_SCALE = re.compile(
    r"\b(?:locums?|agency|agencies|bank\s+(?:staff|nurse|worker)|per\s+hour|ph|p/?h|an\s+hour"
    r"|ltd\s+company|umbrella|ad[\s-]?hoc)\b",
    re.IGNORECASE,
)
_LONDON = "London"
#: Regions whose teachers have scales of their own; those of Wales are much like England's.
_OTHER_SCHOOLS = ("Scotland", "Northern Ireland")


class Scale(NamedTuple):
    """A published scale that an advert names: exactly one of the three parts says which."""

    bands: tuple[str, str] | None = None  # of Agenda for Change, from and to
    doctor: str = ""  # one of salarypred.official.doctors.GRADES
    teacher: str = ""  # one of salarypred.official.teachers.RANGES

    def __str__(self) -> str:
        """What was named: ``NHS band 6``, ``teachers' main range``, ``consultant``."""
        if self.bands is not None:
            return f"NHS band {'/'.join(dict.fromkeys(self.bands))}"
        return self.doctor or f"teachers' {self.teacher} range"

    def limits(self, month: int, region: str = "") -> tuple[float, float]:
        """Lowest and highest pay that the scale allows.

        Parameters
        ----------
        month : int
            Since January 2000, in whose money the limits are.
        region : str
            Such as ``London``, ``Scotland``, ``Yorkshire and the Humber``; may be empty.

        Returns
        -------
        tuple of float
            £ a year; NaN where the region has another scale.
        """
        if self.bands is not None:
            return _of_bands(*self.bands, month, region)
        if self.doctor:
            return _of_doctors(self.doctor, month, region)
        if region in _OTHER_SCHOOLS:
            return math.nan, math.nan
        return _of_teachers(self.teacher, month, region)


def named_scale(title: str, description: str = "") -> Scale | None:
    """The scale that limits an advert's pay, or None.

    Bands count in adverts of the health service, ranges of teachers in England and Wales,
    doctors' grades in titles. Adverts of agencies, of locums and by the hour have no limits: they
    pay about half more than the scale. Where only a title is known, an agency cannot be told.

    Examples
    --------
    >>> str(named_scale("Staff nurse", "A post at Band 5/6 of Agenda for Change"))
    'NHS band 5/6'
    """
    text = f"{title}\n{description}"
    bands = nhs_bands(text)
    if bands.health:
        scale = Scale(bands=(bands.low, bands.high))
    elif grade := doctor_grade(title):
        scale = Scale(doctor=grade)
    elif teacher := teacher_scale(text):
        scale = Scale(teacher=teacher)
    else:
        return None
    return None if _OFF_SCALE.search(text) else scale


def _nation(region: str) -> str:
    return region if region in NATIONS else NATIONS[0]


@cache
def _of_bands(first: str, last: str, month: int, region: str) -> tuple[float, float]:
    london = _LONDON if region == _LONDON else ""
    low = nhs_range(first, month, _nation(region), london).low
    return low, nhs_range(last, month, _nation(region), london).high


@cache
def _of_doctors(grade: str, month: int, region: str) -> tuple[float, float]:
    return doctor_range(grade, month, _nation(region))[:2]


@cache
def _of_teachers(scale: str, month: int, region: str) -> tuple[float, float]:
    """From the least to the most that the areas of an advert pay."""
    areas = ("Outer London", "Inner London") if region == _LONDON else ("England", "England")
    return teacher_range(scale, month, areas[0]).low, teacher_range(scale, month, areas[1]).high
