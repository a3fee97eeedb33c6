"""The UK region that a place name or postcode lies in."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..resources import list_rows
from .entity_finder import shared_finder
from .lexicon import Entry
from .words import split_words

# Which place decides the region of a location. A town alone is enough; if others share its name,
# the county is better; a job board's region ("South East" for all of Kent) comes last.
_SURE = ("town", "abroad", "county", "shared", "region")


def _region(places: Sequence[Entry]) -> str:
    for kind in _SURE:
        for place in places:
            if place.kind == kind:
                return place.region
    return ""


def region_of(location: str) -> str:
    """Region of a location field.

    Parameters
    ----------
    location
        As adverts write it: ``Reading Berkshire South East``, ``London EC1A2``, ``Dubai``.

    Returns
    -------
    str
        One of `salarypred.text.lexicon.REGIONS`, or "" where it names none (``UK``).

    Examples
    --------
    >>> region_of("Richmond, North Yorkshire"), region_of("UK"), region_of("near SO14")
    ('Yorkshire and the Humber', '', 'South East')
    """
    return _region(shared_finder().places(split_words(location))) or postcode_region(location)


# The area letters of an outward code: "SE1", "EC1A", also "ec1a2" and "m21 0" as job boards write
# them.
_OUTCODE = re.compile(r"\b([A-Za-z]{1,2})\d{1,2}[A-Za-z]?\d?\b")


@lru_cache(maxsize=1)
def _postcode_areas() -> dict[str, str]:
    return {
        area: region
        for region, areas in list_rows("patterns", "postcode.txt")
        for area in areas.split("|")
    }


def postcode_region(location: str) -> str:
    """Region of the first UK postcode in a location, or "" without one.

    Examples
    --------
    >>> postcode_region("near M21 0")
    'North West'
    """
    areas = _postcode_areas()
    for match in _OUTCODE.finditer(location):
        region = areas.get(match[1].upper())
        if region:
            return region
    return ""
