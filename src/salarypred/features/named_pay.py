"""Pay that an advert's words fix: a band, a range or a grade with a scale that is published."""

import re
from functools import cache
from math import isnan

import numpy as np
import pandas as pd

from ..adverts.months import months_posted
from ..official.named.limits import named_scale
from ..official.named.ranks import pqe_years
from ..text.regions import region_of
from ..text.words import WordTable

#: Columns of :func:`named_pay`.
NAMED_COLUMNS = ("scale_low", "scale_high", "pqe")
#: A description names its scale at its beginning; further down stand other people's bands.
_BEGINNING = 600
#: A quick look: without one of these an advert names no scale.
_HINTS = (
    *("band", "afc", "a4c", "agenda for", "nhs grade", "clinical fellow", "registrar", "y doctor"),
    *("sas doctor", "associate specialist", "salaried", "consultant", "pqe", "solicitor", "lawyer"),
    *("teach", "school", "mps", "ups", "leadership", "lead practitioner"),
)
# Each begins with its letters, which are found quickly; what stands before is looked at afterwards.
_HINT = re.compile(
    r"f[yh]o?[12]\b|ct[1-3](?<!\wct.)|sho\b(?<!\wsho)|core (?<!\wcore )|st[3-8]\b(?<!\wst.)"
    r"|spr\b(?<!\wspr)|post.?qual"
)
# Of each hint a part that stands within one word, and ends of words that digits follow.
_PARTS = (
    *("band", "afc", "agenda", "grade", "fellow", "registrar", "doctor", "specialist", "salaried"),
    *("consultant", "pqe", "solicitor", "lawyer", "teach", "school", "mps", "ups", "leadership"),
    *("practitioner", "post"),
)
_ENDS, _ENDS_BEFORE_DIGITS = ("core", "sho", "spr"), ("fy", "fh", "fyo", "fho", "ct", "st")
_HINTED, _HINTED_WITH_DIGIT = 1, 2
_WORD, _DIGIT = re.compile(r"[^\W\d_]+"), re.compile(r"\d")


@cache
def _table() -> WordTable:
    return WordTable(
        lambda word: (
            _HINTED * (word.endswith(_ENDS) or any(part in word for part in _PARTS))
            | _HINTED_WITH_DIGIT * word.endswith(_ENDS_BEFORE_DIGITS)
        )
    )


def _is_hinted_title(title: str) -> bool:
    """As :func:`_is_hinted`; most titles have no word that could be of a hint."""
    lower = title.lower()
    marks = _table().any_of(_WORD.findall(lower))
    if not (marks & _HINTED or "a4c" in lower or (marks and _DIGIT.search(lower))):
        return False
    return _is_hinted(title)


def _is_hinted(text: str) -> bool:
    lower = text.lower()
    return any(hint in lower for hint in _HINTS) or _HINT.search(lower) is not None


def named_pay(adverts: pd.DataFrame) -> pd.DataFrame:
    """Ends of the scale that an advert names, and the years of experience that it asks for.

    Parameters
    ----------
    adverts : DataFrame of n adverts
        Canonical table.

    Returns
    -------
    DataFrame of n rows
        ``scale_low`` and ``scale_high`` in £ a year and money of the advert's month, and ``pqe``,
        years after qualification. NaN where the advert names none.
    """
    titles, texts, posted, places = (
        adverts[name].tolist() for name in ("title", "description", "posted", "location")
    )
    found = np.full((len(adverts), len(NAMED_COLUMNS)), np.nan)
    rows = [
        (row, title, text[:_BEGINNING])
        for row, (title, text) in enumerate(zip(titles, texts, strict=True))
        if _is_hinted_title(title) or (text and _is_hinted(text[:_BEGINNING]))
    ]
    months = months_posted(pd.Series([posted[row] for row, _, _ in rows], dtype="str"))
    for (row, title, text), month in zip(rows, months.tolist(), strict=True):
        found[row, 2] = pqe_years(title)[0]
        scale = named_scale(title, text)
        if scale is not None and not isnan(scale.limits(month)[0]):
            # Few adverts name a scale: only their regions are looked up.
            found[row, :2] = scale.limits(month, region_of(places[row]))
    return pd.DataFrame(found, index=adverts.index, columns=list(NAMED_COLUMNS))
