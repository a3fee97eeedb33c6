"""Warnings for adverts unlike those that a UK pay model is trained on.

A model answers whatever it is asked. Four kinds of text get an answer that means little: adverts in
another language, texts that are not job adverts, jobs outside the UK, and work without a salary.
"""

from ..adverts.table import Adverts
from .abroad import abroad
from .first_look import is_plain
from .foreign_money import foreign_pay
from .languages import language
from .no_advert import unlike_advert
from .no_salary import no_salary

# The beginning of an advert says what it is.
_TITLE, _TEXT = 300, 1_500


def doubts(adverts: Adverts) -> list[str]:
    """Say for each advert what makes its estimate doubtful.

    Parameters
    ----------
    adverts
        Of n adverts; the columns ``title``, ``description`` and ``location`` are read.

    Returns
    -------
    list of str
        For each row "" or its warnings, joined with "; ".

    Examples
    --------
    >>> import pandas as pd
    >>> from salarypred.adverts.table import to_adverts
    >>> rows = pd.DataFrame({"title": ["Sous Chef", "Comptable (H/F)"], "location": ["", "Paris"]})
    >>> for warning in doubts(to_adverts(rows)):
    ...     print(warning or "-")
    -
    written in French: the estimate is a guess; the job seems to be outside the UK (Paris): pay is \
estimated as if it were in the UK
    """
    columns = (
        adverts[name].to_numpy(dtype=object) for name in ("title", "location", "description")
    )
    asked = list(zip(*columns, strict=True))
    # Titles without a text repeat: each is asked about once.
    said = {
        (title, location, text): "; ".join(_warnings(title[:_TITLE], location[:_TITLE], text))
        for title, location, text in dict.fromkeys(asked)
    }
    return [said[advert] for advert in asked]


def _warnings(title: str, location: str, whole: str) -> list[str]:
    if not whole and not location and is_plain(title):
        return []
    found = []
    text = whole[:_TEXT]
    if name := language(title, text):
        found.append(f"written in {name}: the estimate is a guess")
    elif reason := unlike_advert(title, text):
        # Its places and money are not those of a job.
        return [f"reads like no job advert: {reason}, and the estimate is a guess"]
    if place := abroad(title, location, text):
        shown = place if len(place) <= 40 else "abroad"
        found.append(
            f"the job seems to be outside the UK ({shown}): "
            "pay is estimated as if it were in the UK"
        )
    elif money := foreign_pay(f"{title}\n{text}"):
        found.append(f"the pay seems to be in {money}: it is estimated in pounds, as if in the UK")
    if unpaid := no_salary(title, whole):
        found.append(unpaid)
    return found
