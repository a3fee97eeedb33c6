"""All that official sources say of one occupation, as plain values.

Going rates: Immigration Rules, appendix Skilled Occupations, December 2025. Home Office licensed
under the Open Government Licence v3.0.
"""

from typing import Any

import numpy as np

from .factors import age_factors_table, regional_factors
from .lookup import COLUMNS, official_at
from .occupations import FIRST_YEAR, LAST_YEAR, official_pay
from .tables import MEASURES, occupation_names, read_table, survey_pay

_GROUPS = ("full-time", "part-time", "all")
_COUNTRY = "United Kingdom"


def occupation_facts(code: str, year: int = LAST_YEAR, month: int | None = None) -> dict[str, Any]:
    """What is known of an occupation.

    Parameters
    ----------
    code : str
        SOC 2020 code of 1 to 4 digits.
    year : int
        2010 to 2025.
    month : int, optional
        Months since January 2000: full-time pay is also given in money of this month.

    Returns
    -------
    dict
        Ready for JSON. ``full_time``: £ a year, see :func:`.occupations.official_table`; ``hourly``
        and ``hours`` (a week): medians as stated, full-time; ``medians``: £ a year of full-time,
        part-time and all employees in the last year that states them; ``history``: full-time median
        by year; ``regions`` and ``ages``: factors on the median, 2025, of the major group;
        ``going_rates``: of the Home Office, 2025. Unknown facts are left out.

    Raises
    ------
    InputError
        If there is no such code or year.
    """
    row = official_pay(code, year)
    facts: dict[str, Any] = {
        "code": code,
        "occupation": str(occupation_names()[code]),
        "year": year,
        "basis": row["basis"],
        "spread_basis": row["spread_basis"],
        "full_time": {name: int(row[name]) for name in MEASURES},
    }
    if month is not None:
        now = official_at([code], [month]).iloc[0]
        facts["month"] = {name: round(float(now[name])) for name in COLUMNS}
    hourly, hours = _stated("hourly", code, year), _stated("hours", code, year)
    if hourly is not None:
        facts["hourly"] = hourly
    if hours is not None:
        facts["hours"] = hours
    facts["medians"] = _medians(code)
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    facts["history"] = {str(there): int(official_pay(code, there)["median"]) for there in years}
    group = code[0] if code != "0" else ""
    for name, table in (("regions", regional_factors()), ("ages", age_factors_table())):
        factors = table[group].drop(_COUNTRY).sort_values(ascending=False)
        if name == "ages":
            factors = factors.sort_index()
        facts[name] = {str(row): round(float(factor), 3) for row, factor in factors.items()}
    rates = going_rates(code)
    if rates:
        facts["going_rates"] = {name: round(pay) for name, pay in rates.items()}
    return facts


def going_rates(code: str) -> dict[str, float]:
    """Going rates of an occupation: the least that a Skilled Worker visa asks of it.

    Parameters
    ----------
    code : str
        SOC 2020 unit group.

    Returns
    -------
    dict
        £ a year for 37.5 hours a week: of ``median`` (of the survey of earnings), ``lower
        quartile`` (older permissions and new entrants) and ``national pay scale`` (lowest grade,
        England where nations differ) those that exist; empty where there are none.

    Examples
    --------
    >>> going_rates("1111")
    {'median': 88100.0, 'lower quartile': 60000.0}
    """
    table = read_table("going_rates.csv")
    rows = table[table["soc2020"] == code]
    return dict(zip(rows["basis"], rows["pay"].astype(float), strict=True))


def _stated(measure: str, code: str, year: int, group: str = "full-time") -> float | None:
    """A median as ONS states it by SOC 2020; None where it does not."""
    table = survey_pay(2020, measure, group)
    value = table["median"].get((code, year), np.nan)
    return None if np.isnan(value) else float(value)


def _medians(code: str) -> dict[str, dict[str, float]]:
    """Annual medians of full-time, part-time and all employees, with the year that states them."""
    found = {}
    for group in _GROUPS:
        for year in range(LAST_YEAR, 2020, -1):
            pay = _stated("annual", code, year, group)
            if pay is not None:
                found[group] = {"year": year, "median": pay}
                break
    return found
