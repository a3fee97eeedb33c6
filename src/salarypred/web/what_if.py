"""The same advert in another place, rank or contract."""

from collections.abc import Mapping

from ..adverts.ranks import ranks
from ..model.terms import FIELDS, read_terms
from ..text.entities import entities
from ..text.lexicon import REGIONS
from ..text.regions import region_of

#: Regions to choose from, and ranks, which come before the job in a title.
PLACES = tuple(region for region in REGIONS if region != "Abroad")
RANKS = tuple(rank.offered for rank in ranks() if rank.offered)
PLAIN = "none"  # the rank of a title without a rank
CONTRACT_TIMES = ("permanent", "contract")
CONTRACT_TYPES = ("full_time", "part_time")


def changed(advert: Mapping[str, str], changes: Mapping[str, str]) -> dict[str, str]:
    """Return an advert with other terms.

    Another place stands in the location and wherever the text names that of the job.

    Parameters
    ----------
    advert
        Its columns.
    changes
        ``place`` (of :data:`PLACES`), ``rank`` (of :data:`RANKS`, or ``"none"``), ``contract_time``
        and ``contract_type``; anything else, "" among it, changes nothing. A rank replaces that of
        the title; without a title it cannot be changed.

    Examples
    --------
    >>> changed({"title": "Senior Chef", "location": "Leeds"}, {"rank": "Junior"})
    {'title': 'Junior Chef', 'location': 'Leeds'}
    >>> changed({"title": "Chef"}, {"place": "Wales"})
    {'title': 'Chef', 'location': 'Wales'}
    >>> changed({"title": "Chef, Leeds", "location": "Leeds"}, {"place": "Wales"})["title"]
    'Chef, Wales'
    """
    result = dict(advert)
    if changes.get("place") in PLACES:
        result |= _elsewhere(result, changes["place"])
    for name, known in (("contract_time", CONTRACT_TIMES), ("contract_type", CONTRACT_TYPES)):
        if changes.get(name) in known:
            result[name] = changes[name]
    rank, title = changes.get("rank", ""), result.get("title", "")
    if title.strip() and rank in (*RANKS, PLAIN):
        plain = _without_rank(title)
        result["title"] = plain if rank == PLAIN else f"{rank} {plain}"
    return result


def own_region(advert: Mapping[str, str]) -> str:
    """Region of the place that an advert names, "" for none.

    Examples
    --------
    >>> own_region({"title": "Chef, Leeds"})
    'Yorkshire and the Humber'
    """
    terms = read_terms({name: advert.get(name, "") for name in FIELDS})
    named = (region_of(term.text) for term in terms if term.family == "place")
    return next(named, "")


def _elsewhere(advert: Mapping[str, str], place: str) -> dict[str, str]:
    """The fields that name the place, with another in its stead."""
    texts = {name: advert.get(name, "") for name in FIELDS}
    moved = {"location": place}
    for term in read_terms(texts):
        for name in ("title", "description") if term.family == "place" else ():
            text = texts[name]
            for start, end in reversed(term.spans.get(name, [])):
                text = f"{text[:start]}{place}{text[end:]}"
            if text != texts[name]:
                moved[name] = text
    return moved


def _without_rank(title: str) -> str:
    plain = title
    for entity in reversed([e for e in entities(title) if e.label == "SENIORITY"]):
        plain = f"{plain[: entity.start]} {plain[entity.end :]}"
    plain = " ".join(plain.split()).strip(" -,")
    return plain or title
