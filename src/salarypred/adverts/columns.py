"""Column names: ours, and those that other tables use for the same things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..errors import InputError

CANONICAL: tuple[str, ...] = (
    "id",
    "title",
    "description",
    "company",
    "location",
    "contract_type",
    "contract_time",
    "category",
    "source",
    "posted",
)
TARGETS: tuple[str, ...] = ("salary", "salary_min", "salary_max")

# Other names of each column, the best first. They are compared as `_key` writes them: lower case,
# without spaces, underscores and hyphens. `name` and `text` are left out on purpose: they name a
# person or a reviewer as often as an advert.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("webindex", "jobid", "advertid", "adid", "jobreference", "reference"),
    "title": ("jobtitle", "position", "role", "adverttitle", "adtitle", "vacancytitle"),
    "description": (
        "fulldescription",
        "jobdescription",
        "body",
        "adverttext",
        "jobadvert",
        "advert",
        "snippet",
    ),
    "company": (
        "companyname",
        "company.displayname",
        "companydisplayname",
        "employer",
        "employername",
        "organisation",
        "organization",
    ),
    "location": (
        "locationraw",
        "locationnormalized",
        "location.displayname",
        "locationdisplayname",
        "locationname",
        "joblocation",
        "place",
        "city",
        "town",
    ),
    "contract_type": ("employmenttype", "jobtype"),
    "contract_time": ("workingpattern",),
    "category": ("category.label", "categorylabel", "categoryname", "jobcategory"),
    "source": ("sourcename", "website", "jobboard"),
    "posted": ("created", "dateposted", "posteddate", "postedat", "publicationdate", "date"),
    "salary": ("salarynormalized", "annualsalary"),
    "salary_min": ("minsalary", "minimumsalary", "salaryfrom"),
    "salary_max": ("maxsalary", "maximumsalary", "salaryto"),
}


def _key(column: object) -> str:
    return re.sub(r"[\s_\-\ufeff]+", "", str(column)).lower()


_RANKS: dict[str, tuple[str, int]] = {
    _key(alias): (name, rank)
    for name in (*CANONICAL, *TARGETS)
    for rank, alias in enumerate((name, *ALIASES[name]))
}


def canonical_name(column: object) -> str | None:
    """Return the project's name for `column`, or None where it has none.

    Examples
    --------
    >>> canonical_name("Job Title"), canonical_name("LocationRaw"), canonical_name("name")
    ('title', 'location', None)
    """
    found = _RANKS.get(_key(column))
    return found[0] if found else None


def find_columns(columns: Iterable[object]) -> dict[str, list[int]]:
    """Return for each of our columns the positions that hold it, the preferred first.

    A column that has exactly the canonical name comes before its other spellings, and these come
    in the order of `ALIASES`.

    Examples
    --------
    >>> find_columns(["LocationNormalized", "Title", "LocationRaw", "title"])
    {'location': [2, 0], 'title': [3, 1]}
    """
    found: dict[str, list[tuple[bool, int, int]]] = {}
    for position, column in enumerate(columns):
        if (match := _RANKS.get(_key(column))) is not None:
            name, rank = match
            found.setdefault(name, []).append((column != name, rank, position))
    return {name: [position for *_, position in sorted(places)] for name, places in found.items()}


def require_text_column(columns: Sequence[object], name: str) -> None:
    """Raise `InputError` unless one of `columns` holds titles or descriptions.

    Parameters
    ----------
    columns
        Column names as they stand in the input.
    name
        What to call the input in the message, usually its file name.

    Examples
    --------
    >>> require_text_column(["name", "text"], "adverts.csv")
    Traceback (most recent call last):
    salarypred.errors.InputError: adverts.csv: no column 'title' or 'description' \
(found: name, text)
    """
    if not {"title", "description"} & find_columns(columns).keys():
        message = f"{name}: no column 'title' or 'description' (found: {listed(columns)})"
        raise InputError(message)


def listed(columns: Sequence[object], most: int = 20) -> str:
    """Return column names for a message of one line: at most `most`, none longer than 40."""
    short = [" ".join(str(column).split())[:40] for column in columns[:most]]
    if len(columns) > most:
        short.append(f"and {len(columns) - most} more")
    return ", ".join(short) or "none"
