"""Ranks that an advert's text names: years qualified, and apprenticeships.

Each function takes a Series of texts (a title, or title and description) and answers with the
same index. Where a text names several, the first counts.
"""

import re

import numpy as np
import pandas as pd

from .words import mentioning

_YEARS = r"(?:\d{1,2})"
_MOST_YEARS = 30
_PQE = re.compile(
    rf"\b(?:(?P<new>nq|newly\s+qualified)|(?P<low>{_YEARS})\s*(?P<more>\+)?)"
    rf"(?:\s*(?:-|–|to)\s*(?P<high>{_YEARS})\s*\+?)?"
    r"(?:\s*(?:years?|yrs?)['’]?s?)?(?:\s+of)?\s*"
    r"(?:pqe|post[\s-]*qualif\w+(?:\s+experience)?)\b",
    re.IGNORECASE,
)
_PQE_FIRST = re.compile(
    rf"\bpqe\W{{0,3}}(?:of\s+)?(?P<low>{_YEARS})(?P<more>\+)?"
    rf"(?:\s*(?:-|–|to)\s*(?P<high>{_YEARS}))?",
    re.IGNORECASE,
)
_NEWLY = re.compile(
    r"\b(?:nq|newly[\s-]qualified)\s+(?:\w+\s+)?(?:solicitor|lawyer)", re.IGNORECASE
)

_APPRENTICE = re.compile(r"\bapprentice(?:ship)?s?\b", re.IGNORECASE)
#: Jobs that train apprentices, and adverts for people who have been apprentices.
_NO_APPRENTICE = re.compile(
    r"\bapprentice(?:ship)?s?\W{1,3}(?:and\s+\w+\s+)?"
    r"(?:trained|served|training\s+(?:manager|officer)"
    r"|co-?ordinator|manager|assessor|tutor|trainer|adviser|advisor|officer|lead|skills\s+coach"
    r"|recruit\w+|programmes?\s+(?:manager|lead)|delivery|levy|coach|mentor|consultant|instructor)"
    r"|\b(?:completed|served|serving|finished|recognised|full|time[\s-]served)\W{1,3}"
    r"(?:an?\s+|their\s+|your\s+)?(?:\w+\s+){0,2}apprenticeship",
    re.IGNORECASE,
)


def pqe_years(texts: "pd.Series[str]") -> pd.DataFrame:
    """Years of post-qualification experience: ``low`` and ``high``; NaN where none is named.

    "NQ" and "newly qualified" are 0 years; "5+" has no ``high``.

    Examples
    --------
    >>> pqe_years(pd.Series(["Solicitor, 3-5 years PQE", "NQ - 2 PQE"])).to_numpy().tolist()
    [[3.0, 5.0], [0.0, 2.0]]
    """
    result = pd.DataFrame(np.nan, index=texts.index, columns=["low", "high"])
    rows = mentioning(texts, ("pqe", "post qual", "post-qual", "postqual", "solicitor", "lawyer"))
    texts = texts[rows]
    found = texts.str.extract(_PQE)
    later = texts.str.extract(_PQE_FIRST).reindex(columns=found.columns)
    found = found.where(found[["new", "low"]].notna().any(axis=1), later)
    low = pd.to_numeric(found["low"]).astype("float64").where(found["new"].isna(), 0.0)
    high = pd.to_numeric(found["high"]).astype("float64")
    # A range whose dash was lost: "46 years PQE" is 4 to 6, "13 PQE" 1 to 3.
    lost = ((low > 20) | low.isin([13, 14, 16, 17, 18, 19])) & (low // 10 < low % 10) & high.isna()
    low, high = low.where(~lost, low // 10), high.where(~lost, low % 10)
    low = low.where(low <= _MOST_YEARS)
    high = high.where(high >= low, low.where(found["more"].isna()))
    newly = low.isna() & texts.str.contains(_NEWLY)
    result.loc[rows.to_numpy(), "low"] = low.where(~newly, 0.0).to_numpy()
    result.loc[rows.to_numpy(), "high"] = high.where(~newly, 0.0).to_numpy()
    return result


def apprentices(texts: "pd.Series[str]") -> "pd.Series[bool]":
    """Whether the job is an apprenticeship.

    Meant for titles. Many longer texts mention apprenticeships though the job is not one.

    Examples
    --------
    >>> apprentices(pd.Series(["Apprentice Electrician", "Apprenticeship Manager"])).tolist()
    [True, False]
    """
    rows = mentioning(texts, ("apprentic",))
    texts = texts[rows]
    found = texts.str.contains(_APPRENTICE) & ~texts.str.contains(_NO_APPRENTICE)
    rows[rows.to_numpy()] = found.to_numpy(dtype=bool)
    return rows
