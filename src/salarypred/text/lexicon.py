"""The word lists in `patterns/`: entries, their variants, and the region of a place or postcode.

The format is described at the top of every list. A variant is matched as written; a space in it
also matches a hyphen (`part time`, `part-time`), and the last word of a job name also matches in
the plural.
"""

from functools import lru_cache
from typing import NamedTuple

from ..resources import list_rows

LABELS = (
    "OCCUPATION",
    "QUALIFICATION",
    "SKILL",
    "CONTRACT",
    "BENEFIT",
    "EMPLOYER_KIND",
    "SENIORITY",
    "PLACE",
)
REGIONS = (
    "North East",
    "North West",
    "Yorkshire and the Humber",
    "East Midlands",
    "West Midlands",
    "East of England",
    "London",
    "South East",
    "South West",
    "Wales",
    "Scotland",
    "Northern Ireland",
    "Abroad",
)


class Entry(NamedTuple):
    """One line of a list: the name of the entry and its spellings."""

    label: str
    name: str
    any_case: tuple[str, ...]  # lower case
    exact: tuple[str, ...]  # only in this case
    in_context: tuple[str, ...]  # places only: only in this case and where a place is meant
    region: str = ""  # places only; "" for "UK" and the like
    kind: str = ""  # places only: town, shared, county, region, nation, abroad


def _entry(label: str, cells: list[str]) -> Entry:
    name, *middle = cells[:3] if label == "PLACE" else cells[:1]
    written = cells[3:] if label == "PLACE" else cells[1:]
    variants = written[0].split("|") if written else [name.lower()]
    region, kind = middle or ("", "")
    return Entry(
        label,
        name,
        tuple(v for v in variants if v[0] not in "=~"),
        tuple(v[1:] for v in variants if v[0] == "="),
        tuple(v[1:] for v in variants if v[0] == "~"),
        "" if region == "UK" else region,
        kind,
    )


@lru_cache(maxsize=1)
def load_entries() -> tuple[Entry, ...]:
    """Read every list that the package carries.

    Returns
    -------
    tuple of Entry
        In the order of `LABELS` and of the lines.

    Examples
    --------
    >>> next(e.any_case for e in load_entries() if e.name == "credit controller")
    ('credit controller',)
    """
    return tuple(
        _entry(label, cells)
        for label in LABELS
        for cells in list_rows("patterns", f"{label.lower()}.txt")
    )


def plural(phrase: str) -> str:
    """Plural of the last word of a lower-case phrase ("" where it has none of its own).

    Examples
    --------
    >>> [plural(word) for word in ("legal secretary", "foreman", "coach", "class 1")]
    ['legal secretaries', 'foremen', 'coaches', '']
    """
    if phrase.endswith("man"):
        return phrase[:-2] + "en"
    if phrase.endswith("y") and phrase[-2] not in "aeiou":
        return phrase[:-1] + "ies"
    if phrase.endswith(("ch", "sh", "x")):
        return phrase + "es"
    return "" if phrase.endswith("s") or not phrase[-1].isalpha() else phrase + "s"


def spellings(entry: Entry) -> set[str]:
    """All lower-case spellings of an entry that match in any case."""
    found = set(entry.any_case)
    if entry.label == "OCCUPATION":
        found |= {plural(variant) for variant in entry.any_case} - {""}
    return found | {variant.replace(" ", "-") for variant in found if " " in variant}
