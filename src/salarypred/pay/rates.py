"""Conversion factors between hourly, daily, weekly, monthly and yearly pay: the only table."""

from typing import Literal, NamedTuple

Unit = Literal["year", "month", "week", "day", "hour"]


class Rates(NamedTuple):
    """Hours, days, weeks and months of pay in a year, and who counts them so."""

    name: str
    hour: float
    day: float
    week: float
    month: float = 12.0
    year: float = 1.0

    def factor(self, unit: str) -> float:
        """Number of units in a year of full-time work.

        Parameters
        ----------
        unit : str
            `year`, `month`, `week`, `day` or `hour`.

        Raises
        ------
        ValueError
            If it is another unit.

        Examples
        --------
        >>> UK.factor("hour"), ADZUNA_2013.factor("hour")
        (1950.0, 1920.0)
        """
        factors = {
            "year": self.year,
            "month": self.month,
            "week": self.week,
            "day": self.day,
            "hour": self.hour,
        }
        if unit not in factors:
            raise ValueError(f"unit {unit!r}: expected one of {', '.join(factors)}")
        return factors[unit]

    def to_year(self, amount: float, unit: str) -> float:
        """£ a year of an amount of £ a unit.

        Examples
        --------
        >>> UK.to_year(10.0, "hour")
        19500.0
        """
        return amount * self.factor(unit)

    def from_year(self, amount: float, unit: str) -> float:
        """£ a unit of an amount of £ a year.

        Examples
        --------
        >>> UK.from_year(26_000.0, "day")
        100.0
        """
        return amount / self.factor(unit)


#: Hours of a full-time week, and weeks of a year.
FULL_TIME_HOURS, WEEKS = 37.5, 52.0
#: Adzuna's data of 2012-2013: 40 hours or 5 days a week in 48 weeks.
ADZUNA_2013 = Rates("Adzuna 2013", hour=1_920.0, day=240.0, week=48.0)
#: Everybody else in the UK, today's Adzuna included: 37.5 hours or 5 days a week in 52 weeks.
UK = Rates("UK 37.5 h x 52", hour=FULL_TIME_HOURS * WEEKS, day=5.0 * WEEKS, week=WEEKS)


def pick_rates(source: str = "", posted: str = "") -> Rates:
    """Factors that the source of an advert used when it annualised pay.

    Parameters
    ----------
    source : str
        Name of the source, such as `adzuna2013`; "" if unknown.
    posted : str
        Date of the advert, its year first; "" if unknown.

    Returns
    -------
    Rates
        `ADZUNA_2013` for Adzuna's data of 2012-2013, else `UK`; `name` says which.

    Examples
    --------
    >>> pick_rates("adzuna2013").name, pick_rates("adzuna", "2026-07-01").name
    ('Adzuna 2013', 'UK 37.5 h x 52')
    """
    name = source.lower().replace(" ", "")
    old = name.endswith(("2012", "2013")) or posted.startswith(("2012", "2013"))
    return ADZUNA_2013 if name.startswith("adzuna") and old else UK
