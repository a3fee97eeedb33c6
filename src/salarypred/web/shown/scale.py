"""Full-time pay a year as pay for another time, or for fewer hours."""

from dataclasses import dataclass

from ...pay.rates import FULL_TIME_HOURS, UK
from ...pay.shown import pounds, rounded

#: Times of pay, and how the page names them.
UNITS = ("year", "month", "week", "day", "hour")


@dataclass(frozen=True)
class Scale:
    """What pay is shown by.

    Attributes
    ----------
    unit : str
        One of `UNITS`.
    hours : float or None
        Hours a week that pay a year, a month or a week is for; None is full-time (37.5).
    """

    unit: str = "year"
    hours: float | None = None

    def of(self, yearly: float) -> float:
        """£ a unit of full-time pay of so many £ a year.

        Examples
        --------
        >>> Scale("hour").of(19_500), Scale("year", 15).of(30_000)
        (10.0, 12000.0)
        """
        return float(UK.from_year(yearly * self.part, self.unit))

    def yearly(self, amount: float) -> float:
        """Full-time pay in £ a year of an amount that is shown; the inverse of `of`."""
        return float(UK.to_year(amount, self.unit) / self.part)

    @property
    def part(self) -> float:
        """Share of full-time hours that is paid for."""
        pro_rata = self.hours is not None and self.unit in ("year", "month", "week")
        return (self.hours or FULL_TIME_HOURS) / FULL_TIME_HOURS if pro_rata else 1.0

    @property
    def words(self) -> str:
        """What the figures are, after "£30,000 a year"."""
        if self.part != 1.0:
            return f"for {self.hours:g} hours a week"
        return {"day": "of 7.5 hours", "hour": "before tax"}.get(self.unit, "full-time equivalent")

    @property
    def each(self) -> str:
        """The unit after a sum: "a year", "an hour"."""
        return "an hour" if self.unit == "hour" else f"a {self.unit}"

    def money(self, yearly: float, *, width: float = float("inf"), least: float = 0.0) -> str:
        """Full-time pay in £ a year as the page shows it: in this unit, rounded.

        Parameters
        ----------
        yearly, width, least : float
            £ a year: the pay, the width of its range, and the legal minimum.

        Examples
        --------
        >>> Scale().money(28_487), Scale("hour").money(33_990)
        ('£28,500', '£17.40')
        """
        amount = rounded(self.of(yearly), self.unit, width=self.of(width), least=self.of(least))
        return pounds(amount, self.unit)
