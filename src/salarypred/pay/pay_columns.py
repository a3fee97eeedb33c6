"""Pay that a table's own columns give, in figures or in words, read for a training."""

import math
import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..adverts.columns import TARGETS, find_columns, listed
from ..adverts.table import to_adverts
from ..errors import InputError
from .rates import Rates, pick_rates
from .stated import stated_pay, stated_range

#: £ a year that a column may give. Less is pay by the hour, day or month, or thousands; the least
#: and most of 263,413 adverts are 5,000 and 450,000.
_LEAST, _MOST = 4_000.0, 1_000_000.0
#: From this share of a column's figures on that are no £ a year, the column is asked about.
_TOO_MANY = 0.2
#: Names of columns that give pay, beside those of `salary`, `salary_min` and `salary_max`.
_NAMES = (
    *("pay", "salarygbp", "paygbp", "salarytext", "salaryraw", "paytext", "wage", "wages"),
    *("grosssalary", "basesalary", "basicsalary", "grosspay", "basicpay", "basepay", "annualpay"),
    *("salaryrange", "payrange", "salaryperannum", "salarypa", "yearlysalary", "remuneration"),
    *("compensation", "earnings"),
)
#: Cells that stand for nothing.
_EMPTY = ("", "nan", "none", "null", "n/a", "na", "-")
_LOOKS_LIKE_PAY = re.compile(r"salar|(?:^|[\W_])(?:pay|wages?)(?:$|[\W_])", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:£|GBP)?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?(?:e[+]?\d+)?)"
    r"\s*(?:GBP)?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[\d.,]+")
_FOREIGN = re.compile(r"[$€¥₹]|\b(?:USD|EUR|AUD|CAD|INR|AED|dollars?|euros?)\b", re.IGNORECASE)
_POUNDS_BEHIND = re.compile(r"\s*\bGBP\b(?=\s*\w)", re.IGNORECASE)
_MAXIMUM = re.compile(r"\bmax(?:imum)?\b", re.IGNORECASE)
_BARE = re.compile(r"^(?=\d)(?!.*(?:£|GBP|\d\s?k\b))", re.IGNORECASE)


@dataclass
class PayRead:
    """Pay of the rows of a table.

    Attributes
    ----------
    table : DataFrame of n rows
        `salary`, `salary_min`, `salary_max`, £ a year, NaN where missing.
    notes : list of str
        One line for each column of which there is something to say.
    """

    table: pd.DataFrame
    notes: list[str] = field(default_factory=list)

    @property
    def pay(self) -> "pd.Series[float]":
        """`salary`, else the middle of the range; a maximum or minimum alone is not the pay."""
        middle = self.table[["salary_min", "salary_max"]].mean(axis=1, skipna=False)
        return self.table["salary"].fillna(middle).rename("salary")


@dataclass
class _Column:
    """What was read from one column."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    counts: dict[str, int]
    refused: list[str]
    n_refused: int
    in_words: bool = False  # a cell holds more than a number


def read_pay(rows: pd.DataFrame, name: str = "table") -> PayRead:
    """Read the pay that a table gives, or say why it cannot be read.

    Columns of figures are £ a year. Cells in words (`35k`, `£31,500 - £38,500`, `£12.50 per hour`)
    are read by the grammar that reads adverts. What gives only a maximum (`up to £45k`) or a
    minimum is not the pay and is left out, and so is what is no £ a year for certain.

    Parameters
    ----------
    rows : DataFrame of n rows
        Adverts under their own column names.
    name : str
        What to call the table in a message.

    Raises
    ------
    InputError
        If a fifth of a column's figures are no £ a year (12.5 an hour? 35.0 thousand?), or if a
        column looks like pay and none could be read.

    Examples
    --------
    >>> read = read_pay(pd.DataFrame({"title": ["Chef"] * 3, "pay": ["25k", "£20k - £30k", "tbc"]}))
    >>> read.pay.tolist()
    [25000.0, 25000.0, nan]
    >>> read.notes
    ["pay read from the column 'pay': 2 of 2 figures; 1 as range"]
    """
    found = find_columns(rows.columns)
    table = pd.DataFrame(math.nan, index=rows.index, columns=list(TARGETS), dtype="float64")
    read = PayRead(table)
    rates = _rates(rows)
    own = {place for places in found.values() for place in places}
    others = [
        place
        for place, column in enumerate(rows.columns)
        if place not in own and _key(column) in (*_NAMES, "salary")
    ]
    for target in (*TARGETS, "other"):
        for place in others if target == "other" else found.get(target, []):
            wanted = table.isna().all(axis=1) if target == "other" else table[target].isna()
            cells = rows.iloc[:, place].where(wanted)
            column = _read_column(cells, rates)
            _check(column, name, str(rows.columns[place]))
            _put(table, target, column)
            if (note := _note(column, str(rows.columns[place]), known=target != "other")) != "":
                read.notes.append(note)
    if table.isna().all(axis=None):
        _check_none_looks_like_pay(rows, name)
    read.notes += _ends_alone(table)
    return read


def require_pay(read: PayRead, rows: pd.DataFrame, name: str = "table") -> None:
    """Refuse a table whose columns of pay are filled and give no pay at all.

    Parameters
    ----------
    read : PayRead
        What :func:`read_pay` gave for the table.
    rows : DataFrame of n rows
    name : str
        What to call the table in a message.

    Raises
    ------
    InputError
        If a column whose name means pay holds only such words as "competitive", or only one end
        of the pay.
    """
    if read.pay.notna().any():
        return
    found = find_columns(rows.columns)
    own = {place for target in TARGETS for place in found.get(target, [])}
    for place, column in enumerate(rows.columns):
        if place not in own and _key(column) not in _NAMES:
            continue
        cells = rows.iloc[:, place].dropna().astype(str).str.strip()
        if (cells := cells[~cells.str.lower().isin(_EMPTY)]).size:
            raise InputError(
                f"{name}: no pay could be read from column {listed([column])!r} (such as "
                f"{cells.iloc[0][:40]!r}); expected £ a year (a maximum or minimum alone is not "
                "the pay), or a table without this column where only the category is to be learned"
            )


def _read_column(cells: "pd.Series[Any]", rates: list[Rates] | Rates) -> _Column:
    """Lower and upper end that each cell of a column gives, £ a year; NaN where none."""
    n = len(cells)
    low, high = np.full((2, n), np.nan)
    counts = dict.fromkeys(("range", "hour", "day", "week", "month", "maximum", "minimum"), 0)
    refused: list[str] = []
    n_refused = 0
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        values = pd.to_numeric(cells).astype("float64").to_numpy()
        good = (values >= _LEAST) & (values <= _MOST)
        low[good] = high[good] = values[good]
        # 0 stands for "unknown" in many tables.
        bad = np.isfinite(values) & ~good & (values != 0) | np.isinf(values)
        return _Column(low, high, counts, [f"{value:g}" for value in values[bad][:1]], bad.sum())
    texts = cells.astype(object).where(cells.notna(), "").astype(str).str.strip()
    in_words = False
    for row in np.flatnonzero((texts != "").to_numpy()):
        text = texts.iloc[row]
        ends, kind = _read_cell(text, rates[row] if isinstance(rates, list) else rates)
        if kind == "refused":
            n_refused += 1
            refused = refused or [text]
        elif kind != "nothing":
            low[row], high[row] = ends
            in_words = in_words or not _BARE_NUMBER.fullmatch(text)
            if kind != "year":
                counts[kind] += 1
    return _Column(low, high, counts, refused, n_refused, in_words)


def _read_cell(text: str, rates: Rates) -> tuple[tuple[float, float], str]:
    """Both ends of the pay of one cell, and what kind of pay it is."""
    nothing = (math.nan, math.nan)
    if not any(character.isdigit() for character in text):
        return nothing, "nothing"
    if match := _PLAIN.fullmatch(text):
        value = float(match[1].replace(",", "").replace(" ", ""))
        if value == 0:
            return nothing, "nothing"
        return ((value, value), "year") if _LEAST <= value <= _MOST else (nothing, "refused")
    if text.startswith("-") or _FOREIGN.search(text):
        return nothing, "refused"
    if text[0].isdigit():  # "35000 GBP per annum"
        text = _POUNDS_BEHIND.sub("", text)
    sentence = f"Salary: {_BARE.sub('£', text)}"
    low, high = stated_range("", sentence, rates)
    if low is None and high is None:
        return nothing, "refused"
    if low is None or high is None:
        return nothing, "maximum" if low is None else "minimum"
    if low == high and _MAXIMUM.search(text):  # "£45k max"
        return nothing, "maximum"
    unit = next((pay.unit for pay in stated_pay(sentence, rates)), "year")
    if not _LEAST <= low <= high <= _MOST:
        return nothing, "refused"
    return (low, high), unit if unit != "year" else "range" if low < high else "year"


def _put(table: pd.DataFrame, target: str, column: _Column) -> None:
    """Add what a column gives where the table has nothing yet."""
    ends = pd.DataFrame({"salary_min": column.low, "salary_max": column.high}, index=table.index)
    if target == "other":
        for name in ends:
            table[name] = table[name].fillna(ends[name])
    else:
        middle = ends.mean(axis=1)
        table[target] = table[target].fillna(middle)


def _check(column: _Column, name: str, given: str) -> None:
    n_read = int(np.isfinite(column.low).sum())
    figures = n_read + column.n_refused
    if not column.n_refused or column.n_refused < _TOO_MANY * figures:
        return
    raise InputError(
        f"{name}: column {given!r}: {column.n_refused:,} of {figures:,} figures are no £ a year, "
        f"such as {column.refused[0][:40]!r}; expected £ a year (35000, 35k), or the unit in words "
        "(£12.50 per hour, £150 a day)"
    )


def _check_none_looks_like_pay(rows: pd.DataFrame, name: str) -> None:
    for place, column in enumerate(rows.columns):
        if not _LOOKS_LIKE_PAY.search(str(column)) and _key(column) not in _NAMES:
            continue
        cells = rows.iloc[:, place].dropna().astype(str).str.strip()
        if (cells := cells[cells.str.contains(r"\d")]).size:
            raise InputError(
                f"{name}: no pay could be read from column {listed([column])!r} (such as "
                f"{cells.iloc[0][:40]!r}); expected a column salary, or salary_min and salary_max, "
                "of £ a year (a maximum or minimum alone is not the pay)"
            )


def _ends_alone(table: pd.DataFrame) -> list[str]:
    """What to say of rows that give a minimum or a maximum and nothing else."""
    low, high = table["salary_min"].notna(), table["salary_max"].notna()
    alone = table["salary"].isna() & (low ^ high)
    counts = {"minimum": int((alone & low).sum()), "maximum": int((alone & high).sum())}
    return [
        f"{n:,} rows give a {end} alone, which is not the pay: left out"
        for end, n in counts.items()
        if n
    ]


def _note(column: _Column, given: str, *, known: bool) -> str:
    n_read = int(np.isfinite(column.low).sum())
    counts = column.counts
    # Ends of which the other is missing were figures too.
    figures = n_read + column.n_refused + counts["maximum"] + counts["minimum"]
    plain = not (column.in_words or any(counts.values()))
    if not figures or (known and figures == n_read and plain):
        return ""
    parts = [f"{counts['range']:,} as range"] if counts["range"] else []
    parts += [f"{counts[u]:,} by the {u}" for u in ("hour", "day", "week", "month") if counts[u]]
    parts += [
        f"{counts[end]:,} with a {end} alone left out"
        for end in ("maximum", "minimum")
        if counts[end]
    ]
    if column.n_refused:
        parts.append(f"{column.n_refused:,} not understood, such as {column.refused[0][:40]!r}")
    said = f"pay read from the column {given!r}: {n_read:,} of {figures:,} figures"
    return f"{said}; {', '.join(parts)}" if parts else said


def _rates(rows: pd.DataFrame) -> list[Rates] | Rates:
    """What each row's source counts as a year, or one answer for all."""
    found = find_columns(rows.columns)
    if not ({"source", "posted"} & found.keys() and {"title", "description"} & found.keys()):
        return pick_rates()
    adverts = to_adverts(rows)
    pairs = zip(adverts["source"], adverts["posted"], strict=True)
    return [pick_rates(source, posted) for source, posted in pairs]


def _key(column: object) -> str:
    return re.sub(r"[\W_]+", "", str(column)).lower()
