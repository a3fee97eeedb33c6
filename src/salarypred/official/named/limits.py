"""Limits that a named scale sets to pay: an advert for a band pays what the band pays."""

import re
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..doctors import doctor_range
from ..nhs import NATIONS, nhs_range
from ..teachers import teacher_range
from .health import doctor_grades, nhs_bands
from .schools import teacher_scales

#: Agencies and staff banks name the band of a post and pay another rate.
_OFF_SCALE = re.compile(
    r"\b(?:locums?|agency|agencies|bank\s+(?:staff|nurse|worker)|per\s+hour|ph|p/?h|an\s+hour"
    r"|ltd\s+company|umbrella|ad[\s-]?hoc)\b",
    re.IGNORECASE,
)
_LONDON = "London"
#: Regions whose teachers have scales of their own; those of Wales are much like England's.
_OTHER_SCHOOLS = ("Scotland", "Northern Ireland")


def known_limits(
    titles: "pd.Series[str]",
    descriptions: "pd.Series[str]",
    months: NDArray[np.int64],
    regions: "pd.Series[str]",
) -> pd.DataFrame:
    """Lowest and highest pay that a scale allows, for adverts that name one.

    Bands count in adverts of the health service, ranges of teachers in England and Wales,
    doctors' grades in titles. Adverts of agencies, of locums and by the hour have no limits: they
    pay about half more than the scale. Where only a title is known, an agency cannot be told.

    Parameters
    ----------
    titles, descriptions : Series of str, shape (n,)
        With one index.
    months : ndarray of shape (n,)
        Months since January 2000, in whose money the limits are.
    regions : Series of str, shape (n,)
        Regions such as ``London``, ``Scotland``, ``Yorkshire and the Humber``; may be empty.

    Returns
    -------
    DataFrame
        ``low`` and ``high`` in £ a year, NaN where nothing is known, and ``scale``: what was
        named (``NHS band 6``, ``teachers' main range``, ``consultant``), or empty.
    """
    texts = titles + "\n" + descriptions
    bands = nhs_bands(texts)
    in_band = bands["health"].to_numpy(dtype=bool)
    ends = bands[["low", "high"]].to_numpy(dtype=str)
    grades = doctor_grades(titles).to_numpy()
    schools = teacher_scales(texts).to_numpy()
    places, whole = regions.to_numpy(dtype=object), texts.tolist()
    limits = np.full((len(texts), 2), np.nan)
    scales = np.full(len(texts), "", dtype=object)
    for row in np.flatnonzero(in_band | (grades != "") | (schools != "")):
        if _OFF_SCALE.search(whole[row]):
            continue
        month, place = int(months[row]), str(places[row])
        if in_band[row]:
            low, high = ends[row]
            scales[row] = f"NHS band {low}" + (f"/{high}" if high != low else "")
            limits[row] = _of_bands(str(low), str(high), month, place)
        elif grades[row]:
            scales[row] = grades[row]
            limits[row] = _of_doctors(str(grades[row]), month, place)
        elif place not in _OTHER_SCHOOLS:
            scales[row] = f"teachers' {schools[row]} range"
            limits[row] = _of_teachers(schools[row], month, place)
    table = pd.DataFrame(limits, index=titles.index, columns=["low", "high"])
    return table.assign(scale=scales)


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
