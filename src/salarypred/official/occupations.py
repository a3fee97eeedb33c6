"""Full-time pay of every SOC 2020 group in every year since 2010: one complete table.

Source: Annual Survey of Hours and Earnings, table 14, United Kingdom. Office for National
Statistics licensed under the Open Government Licence v3.0.
"""

from functools import cache
from typing import Any, NamedTuple, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..errors import InputError
from ..pay.earnings import log_earnings
from ..pay.rates import FULL_TIME_HOURS, WEEKS
from .earlier_years import growth_to_2011, growth_to_2021
from .filling import BASES, Filled, fill, in_order
from .tables import ALL, FEW_JOBS, MEASURES, log_cube, occupation_names, survey_pay

FIRST_YEAR, LAST_YEAR = 2010, 2025
#: Years that ONS publishes by SOC 2020. Groups of fewer than four digits end in 2024.
_STATED_YEARS = [2021, 2022, 2023, 2024, 2025]
_MEDIAN = MEASURES.index("median")


def april(year: int) -> int:
    """Month to which a year's figures refer, counted from January 2000."""
    return (year - 2000) * 12 + 3


@cache
def official_table() -> pd.DataFrame:
    """Full-time pay by occupation and year, with no cell missing.

    Returns
    -------
    DataFrame
        Indexed by ``soc2020`` (1 to 4 digits, ``"0"`` = all employees) and ``year`` (2010-2025;
        each refers to April). Columns: ``median``, ``mean``, ``p10`` to ``p90`` in £ a year, and

        - ``basis``: where the median comes from: ``stated``; ``from hourly pay`` (times paid
          hours); ``from another year`` (carried by average earnings); ``from the group above``;
          ``from its unit groups`` (groups in 2025, which ONS states for unit groups only here);
          ``carried from SOC 2010`` (2011); ``carried from SOC 2000`` (2010); ``interpolated``
          (2012-2020, along average earnings).
        - ``spread_basis``: the weakest source of the percentiles: one of the first four, in
          other years that of the year they were carried from.

        The table is shared: take a copy before changing it.
    """
    survey = survey_cubes()
    codes = survey.codes
    stated = fill(survey.annual, survey.hourly, survey.hours, survey.parents, survey.earnings)
    years = list(range(FIRST_YEAR, LAST_YEAR + 1))
    logs = np.empty((len(codes), len(years), len(MEASURES)))
    logs[:, -len(_STATED_YEARS) :] = stated.logs
    first, last = years.index(2011), years.index(2021)
    growth = _with_groups(codes, growth_to_2021([code for code in codes if len(code) == 4]))
    logs[:, first] = logs[:, last] - growth
    logs[:, first - 1] = logs[:, first] - growth_to_2011(codes)
    earnings = log_earnings(np.array([april(year) for year in years]))
    above = logs - earnings[None, :, None]
    for year in range(first + 1, last):
        share = (year - first) / (last - first)
        mixed = (1 - share) * above[:, first] + share * above[:, last]
        logs[:, year] = mixed + earnings[year]
    logs = in_order(logs, np.broadcast_to(np.arange(len(MEASURES)) == _MEDIAN, logs.shape))
    index = pd.MultiIndex.from_product([codes, years], names=["soc2020", "year"])
    table = pd.DataFrame(np.exp(logs).reshape(-1, len(MEASURES)), index, list(MEASURES)).round()
    basis, spread = _basis_words(stated, np.array([len(code) == 4 for code in codes]), years)
    return table.assign(basis=basis.ravel(), spread_basis=spread.ravel())


def official_pay(code: str, year: int = LAST_YEAR) -> "pd.Series[Any]":
    """Full-time pay of an occupation in April of a year: a row of :func:`official_table`.

    Raises
    ------
    InputError
        If SOC 2020 has no such code, or the table no such year.

    Examples
    --------
    >>> float(official_pay("6135", 2025)["median"])
    27468.0
    """
    table = official_table()
    if code not in occupation_names().index:
        raise InputError(f"occupation code {code!r}; expected 1 to 4 digits of SOC 2020, as 6135")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise InputError(f"year {year}; official pay is known from {FIRST_YEAR} to {LAST_YEAR}")
    return cast("pd.Series[Any]", table.xs((code, year)))


class SurveyCubes(NamedTuple):
    """What the survey states by SOC 2020, as :func:`.filling.fill` takes it."""

    #: 1 to 4 digits, groups before their members.
    codes: list[str]
    #: Log pay a year and an hour, (codes, years 2021 to 2025, measures).
    annual: NDArray[np.float64]
    hourly: NDArray[np.float64]
    #: Log of paid hours a year.
    hours: NDArray[np.float64]
    #: Row of the group above each code.
    parents: NDArray[np.int64]
    #: Log average earnings of each year's April.
    earnings: NDArray[np.float64]


def survey_cubes() -> SurveyCubes:
    """Full-time pay since 2021; groups of 2025 are carried from 2024 by their unit groups."""
    codes = sorted(occupation_names().index, key=lambda code: (len(code), code != ALL, code))
    annual = log_cube(survey_pay(2020, "annual"), codes, _STATED_YEARS)
    hourly = log_cube(survey_pay(2020, "hourly"), codes, _STATED_YEARS)
    hours = survey_pay(2020, "hours")["median"].xs(2025, level=1).reindex(codes)
    yearly_hours = np.log(hours.fillna(FULL_TIME_HOURS).to_numpy() * WEEKS)
    rows = {code: row for row, code in enumerate(codes)}
    parents = np.array([0 if code == ALL else rows[code[:-1] or ALL] for code in codes])
    earnings = log_earnings(np.array([april(year) for year in _STATED_YEARS]))
    groups = np.array([len(code) < 4 for code in codes])
    moved = _unit_growth(codes, annual[:, -2:, _MEDIAN])
    annual[groups, -1] = annual[groups, -2] + moved[groups, None]
    return SurveyCubes(codes, annual, hourly, yearly_hours, parents, earnings)


def _unit_growth(codes: list[str], medians: NDArray[np.float64]) -> NDArray[np.float64]:
    """Log growth of each group's median over two years: the mean of its unit groups'."""
    growth = medians[:, 1] - medians[:, 0]
    jobs = _jobs(codes)
    means = np.zeros(len(codes))
    for row, code in enumerate(codes):
        use = np.array([_belongs(other, code) for other in codes]) & np.isfinite(growth)
        means[row] = np.average(growth[use], weights=jobs[use]) if use.any() else np.nan
    return means


def _with_groups(codes: list[str], growth: NDArray[np.float64]) -> NDArray[np.float64]:
    """Growth of unit groups, and of the groups above as the mean of theirs."""
    units = [code for code in codes if len(code) == 4]
    jobs = _jobs(units)
    result = np.empty((len(codes), growth.shape[1]))
    for row, code in enumerate(codes):
        use = np.array([_belongs(unit, code) for unit in units])
        result[row] = np.average(growth[use], axis=0, weights=jobs[use])
    return result


def _belongs(unit: str, group: str) -> bool:
    return len(unit) == 4 and (group == ALL or unit.startswith(group))


def _jobs(codes: list[str]) -> NDArray[np.float64]:
    """Thousands of full-time jobs in 2024."""
    jobs = survey_pay(2020, "annual")["jobs"].xs(2024, level=1)
    return jobs.reindex(codes).fillna(FEW_JOBS).to_numpy(dtype=np.float64)


def _basis_words(
    stated: Filled, units: NDArray[np.bool_], years: list[int]
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    words = np.array(BASES, dtype=object)
    basis = np.empty((len(units), len(years)), dtype=object)
    spread = np.empty_like(basis)
    recent = slice(-len(_STATED_YEARS), None)
    basis[:, recent] = words[stated.kinds[:, :, _MEDIAN]]
    spread[:, recent] = words[stated.kinds.max(axis=2)]
    basis[~units, -1] = "from its unit groups"
    spread[:, : years.index(2021)] = spread[:, [years.index(2021)]]
    basis[:, : years.index(2021)] = "interpolated"
    basis[:, years.index(2011)] = "carried from SOC 2010"
    basis[:, years.index(2010)] = "carried from SOC 2000"
    return basis, spread
