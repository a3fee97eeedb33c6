"""Pay that an advert's words fix: a band, a range or a grade with a scale that is published."""

import re

import pandas as pd

from ..adverts.months import months_posted
from ..official.named.limits import known_limits
from ..official.named.ranks import pqe_years
from ..text.regions import region_of

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
    texts = adverts["description"].str[:_BEGINNING]
    pairs = zip(adverts["title"].tolist(), texts.tolist(), strict=True)
    hinted = [_is_hinted(title) or _is_hinted(text) for title, text in pairs]
    found = pd.DataFrame(float("nan"), index=adverts.index, columns=list(NAMED_COLUMNS))
    if any(hinted):
        found.loc[hinted] = _named(adverts.assign(description=texts)[hinted])
    return found


def _named(adverts: pd.DataFrame) -> pd.DataFrame:
    titles, texts = adverts["title"], adverts["description"]
    months = months_posted(adverts["posted"])
    nowhere = pd.Series("", index=adverts.index, dtype="str")
    limits = known_limits(titles, texts, months, nowhere)
    named = limits["low"].notna().to_numpy()
    if named.any():  # few adverts name a scale: only their regions are looked up
        places = adverts.loc[named, "location"]
        regions = places.map({place: region_of(place) for place in places.unique()})
        limits.loc[named] = known_limits(titles[named], texts[named], months[named], regions)
    columns = [limits["low"], limits["high"], pqe_years(titles)["low"]]
    return pd.concat(columns, axis=1, keys=list(NAMED_COLUMNS)).astype("float64")
