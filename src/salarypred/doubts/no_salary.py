"""Adverts for work without a salary: the estimate is what such work pays elsewhere."""

from ..pay.employment import COMMISSION, SELF_EMPLOYED, UNPAID, employment_kind

_SAID = {
    UNPAID: "the work seems to be unpaid: the estimate is what such work earns where it is paid",
    COMMISSION: "pay seems to be commission only: no salary is certain, and the estimate is what "
    "such work earns where it has one",
    SELF_EMPLOYED: "the work seems to be self-employed: no salary is certain, and the estimate is "
    "what employees earn for such work",
}


def no_salary(title: str, description: str = "") -> str:
    """Warning for volunteers, unpaid internships, work by commission alone and self-employment.

    Examples
    --------
    >>> no_salary("Volunteer Driver").split(":")[0], no_salary("Van Driver")
    ('the work seems to be unpaid', '')
    """
    return _SAID.get(employment_kind(title, description), "")
