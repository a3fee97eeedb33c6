"""Warnings about dates: an estimate in money of another month than the reader thinks is wrong."""

import re

import numpy as np
import pandas as pd

from ..adverts.months import before_2000, month_name, months_posted, undated
from ..pay.earnings import months_of_money

_SHOWN = 30  # characters of a date


def date_doubts(posted: "pd.Series[str]") -> list[str]:
    """Say for each advert what is wrong with its date, and which month counts in its place.

    Parameters
    ----------
    posted : Series of str, shape (n,)

    Returns
    -------
    list of str
        "" where the date can be read or there is none.

    Examples
    --------
    >>> date_doubts(pd.Series(["2020-12-01", "", "1995-06"], dtype="str"))
    ['', '', 'the date (1995-06) lies before 2000: estimated in money of 2000-01']
    """
    months, money = months_posted(posted), months_of_money(posted)
    unread = undated(posted) & (posted != "").to_numpy()
    doubtful = np.flatnonzero(unread | (months != money) | before_2000(posted))
    result = [""] * len(posted)
    for row in doubtful:
        shown, month = _shown(str(posted.iloc[row])), month_name(int(money[row]))
        if unread[row]:
            reason = f"the date ({shown}) is not understood: estimated in money of today, {month}"
        elif months[row] > money[row]:
            reason = (
                f"the date ({shown}) is too far ahead for average earnings: estimated in money of "
                f"{month}"
            )
        else:
            reason = f"the date ({shown}) lies before 2000: estimated in money of {month}"
        result[row] = reason
    return result


def _shown(text: str) -> str:
    """Beginning of a date, without what would end the warning or break its line."""
    plain = re.sub(r"[^\w/.:+, -]+", " ", text.replace(";", " ").replace(":", "."))
    plain = " ".join(plain.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]} ..."
