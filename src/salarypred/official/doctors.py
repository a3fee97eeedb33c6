"""What the grades of doctors in the National Health Service pay.

Source: medical pay circulars of NHS Employers, NHS Scotland, NHS Wales and the Department of
Health (Northern Ireland); see ``data/ATTRIBUTION.md``.
"""

from ..errors import InputError
from .nhs import NATIONS
from .pay_range import PayRange, earnings_growth, pay_year
from .tables import read_table

GRADES = (
    "foundation year 1",
    "foundation year 2",
    "core trainee",
    "specialty registrar",
    "specialty doctor",
    "specialist",
    "salaried GP",
    "consultant",
)
_APRIL = 4


def doctor_range(grade: str, month: int, nation: str = "England") -> PayRange:
    """Basic full-time pay of a grade of hospital doctor or salaried GP in a month.

    Known for one or two pay years a nation (2025-26, 2026-27); other years move along average
    earnings. England has no core trainees of their own: they are paid as specialty registrars.

    Raises
    ------
    InputError
        If there is no such grade or nation.

    Examples
    --------
    >>> doctor_range("consultant", 315)  # April 2026
    PayRange(low=113565.0, high=150569.0, basis='stated')
    """
    if nation not in NATIONS:
        raise InputError(f"nation {nation!r}; expected one of {', '.join(NATIONS)}")
    if grade not in GRADES:
        raise InputError(f"doctor's grade {grade!r}; expected one of {', '.join(GRADES)}")
    table = read_table("doctors.csv")
    rows = table[(table["nation"] == nation) & (table["grade"] == grade)]
    if rows.empty:
        return doctor_range("specialty registrar", month, nation)
    year = pay_year(month, _APRIL)
    row = rows.iloc[(rows["year"] - year).abs().argmin()]
    if row["year"] == year:
        return PayRange(float(row["low"]), float(row["high"]), "stated")
    factor = earnings_growth(int(row["year"]), year, _APRIL)
    low, high = round(row["low"] * factor), round(row["high"] * factor)
    return PayRange(float(low), float(high), "carried by average earnings")
