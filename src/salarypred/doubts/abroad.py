"""Jobs outside the UK, by where an advert says the job is and by the money it pays in.

A description is no evidence of the place: UK adverts name foreign customers, firms and markets.
The places are those abroad in ``patterns/place.txt`` and more in ``patterns/abroad.tsv``.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..resources import list_lines
from ..text.entity_finder import shared_finder
from ..text.lexicon import Entry, load_entries
from ..text.regions import postcode_region
from ..text.words import split_words
from .languages import without_accents

# They pay in pounds and advertise on UK boards, from which the model has learned.
_NOT_ABROAD = frozenset(("Jersey", "Guernsey", "Isle of Man", "Gibraltar"))
_REGIONS = "Europe|Asia|Africa|Middle East|Worldwide|Caribbean|Latin America|Scandinavia"
_VAGUE = frozenset(_REGIONS.split("|"))
_STREETS = (
    "road rd street st avenue ave lane close house way square gardens place drive court terrace"
    " park crescent hotel hall mill mills quay green building wharf row"
)
_STREET = frozenset(_STREETS.split())
_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM"
    " NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC ON BC AB QC NSW VIC QLD"
)
_STATE = re.compile(rf"[,\s]\s*({_STATES.replace(' ', '|')})(\s+\d{{4,5}})?(?:,\s*\w[\w\s]*)?$")
_WORD = re.compile(r"[^\W\d_]+")
# Someone who sells to a country, or runs a firm's business there, may well sit in the UK.
_TERRITORY = re.compile(
    r"\b(?:sales|business development|account|region(?:al)?|territory|export|markets?|marketing"
    r"|country|director|head|emea|desk|tax|coverage|customer|speak\w+|buyer|research\w*|visas?"
    r"|programmes?|program|fluent|language|vp|vice|product|client|relationship|uk|britain|british"
    r"|england|northern|export|logistics|freight|travel|policy|campaign\w*|analyst)\b",
    re.IGNORECASE,
)
_IN, _BASED = re.compile(r"\b(?:in|to|at)\s+(?:the\s+)?$"), re.compile(r"^[\s-]{0,2}based\b")
_FIELD = re.compile(r"^\s*(?:job |work )?location\s*[:=]\s*(.{2,60})", re.IGNORECASE | re.MULTILINE)


class _Place(NamedTuple):
    """A name of a place abroad."""

    country: bool
    vague: bool
    word: bool  # it is also an ordinary word or a surname


@cache
def _places() -> dict[tuple[str, ...], _Place]:
    found: dict[tuple[str, ...], _Place] = {}
    lines = [line.partition("\t") for line in list_lines("patterns", "abroad.tsv")]
    countries = {name.lower() for name, _, _ in lines}
    for name, _, places in lines:
        for place in filter(None, (name.lower(), *places.split("|"))):
            found[tuple(_WORD.findall(place))] = _Place(place in countries, False, False)
    for entry in load_entries():
        if entry.region != "Abroad" or entry.name in _NOT_ABROAD:
            continue
        for place in (*entry.any_case, *entry.exact, *entry.in_context):
            key = tuple(_WORD.findall(place.lower()))
            vague, word = entry.name in _VAGUE, place in entry.in_context
            found[key] = _Place(place.lower() in countries, vague, word)
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key[0] for key in _places())


def begins_place(word: str) -> bool:
    """Whether the name of a place abroad begins with a word in small letters without accents.

    Examples
    --------
    >>> begins_place("dubai"), begins_place("leeds")
    (True, False)
    """
    return word in _first_words()


def _named(text: str) -> Iterator[tuple[int, int, _Place]]:
    """Places abroad that a text without accents names: start, end, place."""
    lower = text.lower()
    if _first_words().isdisjoint(_WORD.findall(lower)):
        return
    words = [(match[0], *match.span()) for match in _WORD.finditer(lower)]
    reached = 0
    for i in range(len(words)):
        for n in range(min(4, len(words) - i), 0, -1):
            place = _places().get(tuple(word for word, _, _ in words[i : i + n]))
            if place is None or i < reached:
                continue
            after = words[i + n][0] if i + n < len(words) else ""
            reached = i + n
            if after not in _STREET and not (i and words[i - 1][0] in ("northern", "n")):
                yield words[i][1], words[i + n - 1][2], place
            break


def _uk(location: str) -> list[Entry]:
    places = shared_finder().places(split_words(location))
    return [place for place in places if place.region != "Abroad" or place.name in _NOT_ABROAD]


@lru_cache(maxsize=20_000)  # locations repeat
def _of_location(location: str) -> str:
    """The place abroad that a location field means, or ""."""
    state = _STATE.search(location)
    places = list(_named(location))
    if not places and not state:
        return ""
    uk = _uk(location)
    # "Lancaster, LA": postcode areas look like states.
    if state and (not uk or state[2] or not postcode_region(f"{state[1]}1")):
        return location.strip()
    if not places or (not uk and postcode_region(location)):
        return ""
    start, end, place = places[0]
    if not uk:
        return location[start:end]
    # "London, Ontario, Canada"; but "UK, Ireland" and "London or Germany" leave it open.
    start, end, place = places[-1]
    before, piece = location[:start].rstrip(), location[end:].strip()
    alone = before.endswith(",") and not piece and not re.search(r"[/&;]| or | and ", before)
    nation = any(entry.kind in ("nation", "region", "county") for entry in uk)
    return location[start:end] if alone and place.country and not nation else ""


def _of_title(title: str, uk_location: bool) -> str:
    """The place abroad that a title means, or ""."""
    for start, end, place in _named(title):
        before, after = title[:start], title[end:]
        based = _BASED.search(after.lower()) or before.lower().endswith("based in ")
        if based or (_IN.search(before.lower()) and not _TERRITORY.search(title)):
            if not place.vague or based:
                return title[start:end]
        elif not (uk_location or place.vague or place.word or _TERRITORY.search(title)):
            # A separate part: "Chef - Paris", "Chef (Paris)", "Paris: chef".
            left, right = before.rstrip(), after.lstrip()
            if (not left or not left[-1].isalnum()) and (not right or not right[0].isalnum()):
                return title[start:end]
    return ""


def abroad(title: str, location: str = "", description: str = "") -> str:
    """Where a job outside the UK is.

    Parameters
    ----------
    title
        Title of the advert.
    location
        Its location field; where it is empty, a line ``Location: ...`` of the description.
    description
        Its text, or the beginning of it.

    Returns
    -------
    str
        The place as the advert writes it, or "" where the job seems to be in the UK.

    Examples
    --------
    >>> abroad("Chef", "Paris, France"), abroad("Nurse in Qatar"), abroad("Head of Sales, Qatar")
    ('Paris', 'Qatar', '')
    """
    if not location and (field := _FIELD.search(description)):
        location = field[1]
    location = location if location.isascii() else without_accents(location)
    if found := _of_location(location):
        return found
    title = title if title.isascii() else without_accents(title)
    if next(_named(title), None) is None:
        return ""
    known = postcode_region(location) or any(place.region for place in _uk(location))
    return "" if any(place.region for place in _uk(title)) else _of_title(title, bool(known))
