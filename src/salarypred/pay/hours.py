"""Hours a week that an advert states, and the year's pay for them.

An estimate is full-time-equivalent pay, for 37.5 hours a week. Many adverts state other hours: "20
hours per week", "37.5 hpw", "48 hour week". Regular expressions find the figure; they have no
nested quantifiers, so they take linear time on any text.
"""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .rates import UK

#: Hours a week of the full-time equivalent.
FULL_TIME_HOURS = UK.hour / UK.week
#: Outside these limits it is a misprint, or not hours of work a week.
LEAST_HOURS, MOST_HOURS = 2.0, 84.0

_NUMBER = r"\d{1,2}(?:\.\d{1,2})?(?:\s?½)?"
_HOURS = r"[\s-]{0,2}(?:hours?|hrs?\.?|h)(?![\w/])"
_TO = r"(?:\s?(?:hours?|hrs?)\s?)?\s?(?:-|–|—|to|and|or|/)\s?"
_FIGURE = rf"(?<![\w.,:£$€/%+-])(?P<first>{_NUMBER})(?:{_TO}(?P<second>{_NUMBER}))?"
_A_WEEK = (
    r"(?:\s?\(?(?:per|a|each|every|in\sa|/|p/)[\s-]?(?:calendar\s|working\s)?(?:week|wk|w)\b"
    r"|\s?\(?(?:weekly|pw|p\.w|p/w)\b)"
)
# "20 hours a week", "20 contracted hours per week", "20hpw", "48 hour working week".
_WEEKLY = re.compile(
    rf"{_FIGURE}(?:\s?hpw\b|\s?h\.p\.w|(?:\s(?:contracted|guaranteed|working|basic|paid))?{_HOURS}"
    rf"(?:\s(?:of\s)?(?:work|contracts?|paid|basic))?{_A_WEEK}|[\s-]hours?[\s-](?:working[\s-])?"
    r"(?:week|contracts?)\b)",
    re.IGNORECASE,
)
# "Hours: 20 per week", "weekly hours - 37.5", "hours per week 30".
_NAMED = re.compile(
    r"\b(?:(?:weekly|contracted|contractual|basic|total)\s(?:working\s)?hours?|hours?\s(?:a|per|/)"
    r"\s?week|working\shours|hours\sof\swork|hours?)\s?(?:of|are|is|:|-|–|=)?\s?"
    rf"{_FIGURE}(?P<unit>(?:{_HOURS})?{_A_WEEK}|{_HOURS})?(?![\d:.]\d|\s?[ap]\.?m\b|:|%)",
    re.IGNORECASE,
)
# "part time 16 hours", "20 hours over 4 days": no week is named, but nothing else can be meant.
_PLAIN = re.compile(
    rf"(?:(?P<part>\b(?:part|full)[\s-]?time\W{{0,3}}(?:of\s|for\s)?)|)"
    rf"{_FIGURE}{_HOURS}"
    r"(?P<days>\s(?:worked\s|spread\s)?(?:over|across|mon(?:day)?\b)(?!\stime))?",
    re.IGNORECASE,
)
# Hours in a title are hours a week, unless they are those of a shift, a service or a day.
_OTHER_HOURS = re.compile(
    r"[\s-]?(?:per|a|/|each|p/)\s?(?:day|d\b|night|shift|month|year|annum)|[\s-]?(?:shifts?|days?"
    r"|nights?|care|cover|services?|support|response|emergency|helpline|notice|turnaround|rota"
    r"|on[\s-]call|operations?|live[\s-]in|delivery|sleep)\b",
    re.IGNORECASE,
)
_A_DAY = 24.0
# Hours of something else: overtime, free childcare, the limit of the Working Time Regulations.
_NOT_THE_JOB = re.compile(
    r"\b(?:overtime|additional|extra|further|free|funded|childcare|opt[\s-]?(?:ed\s)?(?:out|in)\b"
    r"|excess|exceed(?:s|ing)?|more\sthan|limit|training|study|placement)"
    r"[^.;:\n\d]{0,30}$",
    re.IGNORECASE,
)
_NOT_THE_JOB_AFTER = re.compile(
    r"[\s-]{0,2}(?:of\s)?(?:overtime|training|study|childcare|free|funded|opt[\s-]?out"
    r"|working\stime|limit)\b",
    re.IGNORECASE,
)
_SPOT = re.compile(r"(?<![A-Za-z])h(?:ou)?rs?\b|hpw|(?<=\d)h\b|h\.p\.w", re.IGNORECASE)
#: Characters on either side of such a word that are read.
_AROUND = 90
_QUICK = r"\d\s{0,2}½?[\s-]{0,2}(?:contracted |guaranteed |working |basic |paid )?h|hours?\W"


def stated_hours(
    titles: "pd.Series[str]", descriptions: "pd.Series[str] | None" = None
) -> NDArray[np.float64]:
    """Hours a week that adverts state.

    The title counts before the text, and in the text the first figure. A range ("16 to 20 hours")
    gives its middle.

    Parameters
    ----------
    titles : Series of str, shape (n,)
    descriptions : Series of str, shape (n,), optional

    Returns
    -------
    ndarray of shape (n,)
        From `LEAST_HOURS` to `MOST_HOURS`, NaN where nothing is stated.

    Examples
    --------
    >>> stated_hours(pd.Series(["Cleaner - 20 hours", "Chef", "24 hour Carer"]),
    ...              pd.Series(["", "A 48 hour week, paid weekly.", ""])).tolist()
    [20.0, 48.0, nan]
    """
    hours = np.full(len(titles), np.nan)
    fields = [(titles, True)] if descriptions is None else [(titles, True), (descriptions, False)]
    for texts, is_title in fields:
        quick = texts.str.contains(_QUICK, case=False, regex=True).to_numpy(dtype=bool)
        for row in np.flatnonzero(quick & np.isnan(hours)):
            hours[row] = hours_in(str(texts.iloc[row]), is_title=is_title)
    return hours


def hours_in(text: str, *, is_title: bool = False) -> float:
    """Hours a week that a text states; NaN where it states none.

    Examples
    --------
    >>> hours_in("We offer 16-20 hours per week."), hours_in("Part time 16 hours", is_title=True)
    (18.0, 16.0)
    >>> hours_in("We answer within 48 hours.")
    nan
    """
    for part in _parts(text):
        found = [
            (match.start("first"), hours)
            for pattern in (_WEEKLY, _NAMED, _PLAIN)
            for match in pattern.finditer(part)
            if (hours := _hours(pattern, match, part, is_title)) is not None
        ]
        if found:
            return min(found)[1]
    return float("nan")


def pay_for_hours(pay: ArrayLike, hours: ArrayLike) -> NDArray[np.float64]:
    """Full-time-equivalent pay as pay a year for so many hours a week; NaN without hours.

    Examples
    --------
    >>> pay_for_hours([30_000.0, 30_000.0], [20.0, 50.0]).tolist()
    [16000.0, 40000.0]
    """
    full_time = np.asarray(pay, dtype=np.float64)
    return full_time * np.asarray(hours, dtype=np.float64) / FULL_TIME_HOURS


def _parts(text: str) -> Iterator[str]:
    """Parts of a text that speak of hours, with some text around; the rest is not read."""
    start = end = -1
    for spot in _SPOT.finditer(text):
        if end >= 0 and spot.start() - _AROUND > end:
            yield text[start:end]
            end = -1
        if end < 0:
            start = max(0, spot.start() - _AROUND)
        end = spot.end() + _AROUND
    if end >= 0:
        yield text[start:end]


def _hours(
    pattern: re.Pattern[str], match: re.Match[str], text: str, is_title: bool
) -> float | None:
    """Hours of a match, or None where they are not the job's hours a week."""
    first = _value(match["first"])
    second = _value(match["second"]) if match["second"] else first
    hours = (first + second) / 2 if first <= second <= 3 * first else second
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        return None
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() :][:40]
    if _NOT_THE_JOB.search(before) or _NOT_THE_JOB_AFTER.match(after):
        return None
    if pattern is _WEEKLY:
        return hours
    # "Hours: 9 - 5" are times of the day.
    if pattern is _NAMED:
        sure = match["unit"] is not None and not _OTHER_HOURS.match(after)
        return hours if sure or (second >= 10 and first >= 10 and _ends(after)) else None
    if _OTHER_HOURS.match(after) or (hours == _A_DAY and not match["days"]):
        return None
    return hours if is_title or match["part"] or match["days"] else None


def _ends(after: str) -> bool:
    """Whether a figure stands at the end of its line or sentence."""
    return re.match(r"\s*(?:$|[\n,;)]|\.(?:\s|$))", after) is not None


def _value(number: str) -> float:
    whole = number.replace("½", "").strip()
    return float(whole) + 0.5 * ("½" in number)
