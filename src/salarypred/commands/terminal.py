"""Output for a terminal only: colour, words for one advert, and a last line after long work."""

import os
import sys
import textwrap
import time
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from ..adverts.answers import HOURLY, OFFICIAL, QUANTILES, STATED

if TYPE_CHECKING:
    import pandas as pd

    from ..model.explain import Explanation
    from ..model.occlusion import Driver

_STYLES = {"strong": "1", "up": "36", "down": "33", "bar": "36", "warning": "1;33"}


def is_terminal(stream: TextIO) -> bool:
    """Whether a person is watching."""
    return stream.isatty()


def styled(text: str, style: str, stream: TextIO | None = None) -> str:
    """Text in a style (strong, up, down, bar, warning) where the stream is a terminal.

    It stays plain where ``NO_COLOR`` is set to anything (no-color.org) or the terminal is "dumb".
    """
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    if plain or not is_terminal(stream or sys.stdout):
        return text
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m"


class Summary:
    """Counts answers and sums them up at the end, at a terminal or where it is asked for.

    Parameters
    ----------
    asked : bool, default=False
        Whether to say it also where nobody is watching.
    """

    def __init__(self, asked: bool = False) -> None:
        self._asked = asked
        self._months: dict[str, set[str]] = {}  # by how they were chosen
        self._models: set[str] = set()
        self._start = time.perf_counter()
        self._rows = self._warned = 0
        self._pay: dict[str, list[float]] = {}  # by month of its money

    def add(self, answers: "pd.DataFrame") -> None:
        """Count a predicted table."""
        self._rows += len(answers)
        self._warned += int((answers["warnings"] != "").sum())
        paid = answers[answers["predicted_salary"].notna()]
        for month, pay in paid.groupby("money_of")["predicted_salary"]:
            self._pay.setdefault(str(month), []).extend(pay)
        for chosen, months in answers.groupby("money_from")["money_of"].unique().items():
            self._months.setdefault(str(chosen), set()).update(months)
        self._models.update(answers["predicted_by"].unique())

    def line(self) -> str:
        """Rows, median pay and its month, share of warnings, speed, and the model."""
        said = [f"{self._rows:,} advert{'' if self._rows == 1 else 's'}"]
        if self._pay:
            month, months = max(self._pay), months_said(self._months)
            money = f"{month}, carried there from {months}" if len(self._pay) > 1 else months
            said.append(f"median pay £{self._median(month):,.0f} in money of {money}")
        if self._rows:
            said.append(f"{self._warned / self._rows:.1%} with a warning")
            said.append(f"{self._rows / (time.perf_counter() - self._start):,.0f} a second")
        said += [f"by {name}" for name in sorted(self._models - {""})]
        return ", ".join(said)

    def _median(self, month: str) -> float:
        """Median pay in the money of one month."""
        import numpy as np

        from ..pay.earnings import carried

        pay = [carried(np.array(some), then, month) for then, some in self._pay.items()]
        return float(np.median(np.concatenate(pay)))

    def show(self) -> None:
        """Print the line if a person is watching, or it was asked for."""
        if self._asked or is_terminal(sys.stderr):
            print(self.line(), file=sys.stderr)


def months_said(months: Mapping[str, Iterable[str]]) -> str:
    """Months (``YYYY-MM``) in words, from how they were chosen, see `MONEY_FROM`.

    Examples
    --------
    >>> months_said({"posted": ["2013-01", "2013-03"], "today": ["2026-11"]})
    '2013-01 to 2013-03 (dates of the adverts), 2026-11 (today: no date)'
    """
    words = {"as_of": "asked for", "posted": "dates of the adverts", "today": "today: no date"}
    said = []
    for chosen, reason in words.items():
        if found := sorted(filter(None, months.get(chosen, ()))):
            span = found[0] if found[0] == found[-1] else f"{found[0]} to {found[-1]}"
            said.append(f"{span} ({reason})")
    return ", ".join(said)


def show_batch(answers: "pd.DataFrame", months: Iterable[int], level: float) -> None:
    """Print one short block for each advert of a predicted table, in the money of its month."""
    from ..adverts.months import month_name

    for row, month in zip(answers.to_dict("records"), months, strict=True):
        print(describe(row, level, month_name(month)), end="\n\n")


def describe(row: Mapping[Hashable, Any], level: float, month: str = "") -> str:
    """Readable answer for one advert, in the money of a month (``YYYY-MM``).

    Examples
    --------
    >>> row = {"title": "Chef", "predicted_salary": 21000.0, "salary_low": 18000.0,
    ...        "salary_high": 25500.0, "predicted_category": "Hospitality & Catering Jobs",
    ...        "category_probability": 0.93, "warnings": ""}
    >>> print(describe(row, 0.8))
    Chef
      pay       £21,000 a year, full-time equivalent (80% range £18,000 to £25,500)
      category  Hospitality & Catering Jobs (93%)
    """
    import pandas as pd

    facts = {str(name).lower(): value for name, value in row.items()}
    names = (facts.get(name) for name in ("title", "file", "id"))
    title = next((str(name) for name in names if pd.notna(name) and name != ""), "advert")
    # Untrusted text must not send control sequences to the terminal.
    title = "".join(sign if sign.isprintable() else " " for sign in title)
    lines = [textwrap.shorten(title, 90, placeholder=" ...")]
    if pd.notna(row["predicted_salary"]):
        money = f", money of {month}" if month else ""
        lines.append(
            f"  pay       £{row['predicted_salary']:,.0f} a year, full-time equivalent "
            f"({level:.0%} range £{row['salary_low']:,.0f} to £{row['salary_high']:,.0f}){money}"
        )
        lines += _by_hours(row)
        if row.get("confidence"):
            quartiles = f"half of such adverts pay £{row['salary_p25']:,.0f} to "
            quartiles += f"£{row['salary_p75']:,.0f}"
            lines.append(f"  how sure  {row['confidence']}; {quartiles}")
    lines += _stated(row)
    lines += _occupation(row, month)
    if row["predicted_category"]:
        share = f"{row['category_probability']:.0%}"
        lines.append(f"  category  {row['predicted_category']} ({share})")
    if row["warnings"]:
        lines.append(f"  warning   {row['warnings']}")
    return "\n".join(lines)


def _stated(row: Mapping[Hashable, Any]) -> list[str]:
    """Pay that the text states, and where it lies among such adverts."""
    ends = [row[name] for name in STATED if _known(row, name)]
    if not ends:
        return []
    shown = " to ".join(f"£{pay:,.0f}" for pay in dict.fromkeys(ends))
    line = f"  stated    {shown} a year, as the text says"
    if _known(row, "salary_p50"):
        line += f"; {place_among(sum(ends) / len(ends), [row[name] for name in QUANTILES])}"
    return [line]


def place_among(pay: float, quantiles: Sequence[float]) -> str:
    """Where pay lies among adverts whose pay has these quantiles (10, 25, 50, 75, 90 of 100).

    Examples
    --------
    >>> place_among(25_000, [24_000, 26_000, 30_000, 33_000, 36_000])
    'less than three quarters of such adverts pay'
    """
    tenth, quarter, _, three_quarters, nine_tenths = quantiles
    if quarter <= pay <= three_quarters:
        return "within the middle half of such adverts"
    share = "three quarters" if tenth <= pay <= nine_tenths else "nine tenths"
    return f"{'less' if pay < quarter else 'more'} than {share} of such adverts pay"


def _by_hours(row: Mapping[Hashable, Any]) -> list[str]:
    """Pay by the hour, and for the hours a week that the advert states."""
    lines = []
    if _known(row, "hourly_mid"):
        low, middle, high = (f"£{row[name]:,.2f}" for name in HOURLY)
        lines.append(f"  by hour   {middle} ({low} to {high})")
    if _known(row, "salary_for_hours"):
        lines.append(
            f"  hours     {row['stated_hours']:g} a week, as the advert states: "
            f"£{row['salary_for_hours']:,.0f} a year for them"
        )
    return lines


def _occupation(row: Mapping[Hashable, Any], month: str) -> list[str]:
    """The occupation, and what official statistics say of its pay."""
    lines = []
    if row.get("occupation"):
        share = f"{row['occupation_probability']:.0%}"
        lines.append(f"  job       {row['occupation']} ({row['occupation_code']}, {share})")
    if _known(row, "official_median"):
        median, low, high = (f"£{row[name]:,.0f}" for name in OFFICIAL[:3])
        lines.append(
            f"  official  {median} median of the occupation, full-time; half earn {low} to {high} "
            f"(ONS {row['official_year']:.0f}{f', money of {month}' if month else ''})"
        )
    return lines


def _known(row: Mapping[Hashable, Any], name: str) -> bool:
    value = row.get(name)
    return value is not None and value == value


_WIDTH = 40  # of the bar, in characters


def as_text(found: "Explanation", level: float = 0.8, month: str = "") -> str:
    """Explanation for a reader at a terminal, in the money of a month (``YYYY-MM``)."""
    row: dict[Any, Any] = {**found.prediction}
    heading, *facts = describe(row, level, month).split("\n")
    lines = [styled(heading, "strong")]
    if row["predicted_salary"] == row["predicted_salary"]:
        drawn = bar(row["salary_low"], row["predicted_salary"], row["salary_high"])
        lines.append(styled(drawn, "bar"))
    for fact in facts:
        lines.append(styled(fact, "warning") if fact.startswith("  warning") else fact)
    lines += _masks(str(row["masks"]))
    if found.salary:
        lines.append("  pay moves with")
        lines += [f"    {_effect(driver)}" for driver in found.salary]
    if found.category:
        lines.append("  category moves with")
        lines += [f"    {_shown(d.text)} {d.percent:+.0f} points" for d in found.category]
    lines.append("  comparable adverts paid" if found.cohorts else "  comparable adverts: too few")
    for c in found.cohorts:
        years = f"{c.first_year}" + (f" to {c.last_year}" if c.last_year > c.first_year else "")
        lines.append(
            f"    £{c.month_quartile_1:,.0f} to £{c.month_quartile_3:,.0f}, half of them below "
            f"£{c.month_median:,.0f} in money of {c.month} (then £{c.median:,.0f}): {c.n} adverts "
            f"for {c.title_group}, {c.region} region, {years}"
        )
    return "\n".join(lines)


def bar(low: Any, middle: Any, high: Any) -> str:
    """Pay range drawn on a scale from nothing to a quarter over its upper end.

    Examples
    --------
    >>> bar(20_000, 30_000, 40_000)
    '  £0 ................========|========........ £50k'
    """
    top = 1.25 * float(high)
    first, mark, last = (round(_WIDTH * float(x) / top) for x in (low, middle, high))
    signs = ["=" if first <= i <= last else "." for i in range(_WIDTH + 1)]
    signs[mark] = "|"
    return f"  £0 {''.join(signs)} £{top / 1000:.0f}k"


def _effect(driver: "Driver") -> str:
    sign = "+" if (driver.pounds or 0) >= 0 else "-"
    pounds = f"{sign}£{abs(driver.pounds or 0):,.0f}"
    percent = styled(f"{driver.percent:+.1f}%", "up" if driver.percent > 0 else "down")
    return f"{_shown(driver.text)} {percent} ({pounds}, {driver.family})"


def _masks(cell: str) -> list[str]:
    """The hidden pay of the advert, filled in, and what stays open, with the reason."""
    from ..masks.output import read_masks

    lines = []
    for mask in read_masks(cell):
        role = mask.role.replace("pay_min", "from").replace("pay_max", "to").replace("_", " ")
        if mask.value is None:
            lines += [f"    {role} stays open: {mask.open}"] if mask.open else []
        elif mask.unit == "percent":
            lines.append(f"    {mask.kind} {mask.value:g}%")
        elif mask.kind and mask.unit == "year":  # a sum, or by the mile
            lines.append(f"    {mask.kind} £{mask.value:,.2f}".removesuffix(".00"))
        else:
            name = mask.kind or role
            lines.append(f"    {name} £{mask.value:,.2f} a {mask.unit}".replace(".00 ", " "))
    return ["  hidden pay", *lines] if lines else []


def _shown(text: str) -> str:
    """Untrusted text without control sequences, cut to a line's length."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:60]
