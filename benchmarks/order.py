"""How often a model breaks the order that people expect of pay, by rule.

    python benchmarks/order.py [--model models/NAME] [--as-of YYYY-MM] [--worst 3]

Bare titles of 44 occupations in 12 places, two by two: of a rank and the next one, of NHS bands,
of years since qualification, of London and elsewhere, of neighbouring towns, of two names of one
job, and with and without words of contract and hours. Nothing is needed but the model.
"""

import argparse
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd

from salarypred import load_model
from salarypred.errors import InputError
from salarypred.model.advert_model import AdvertModel
from salarypred.resources import shipped_model

PLACES = (
    *("London", "Manchester", "Birmingham", "Leeds", "Bristol", "Newcastle upon Tyne"),
    *("Cardiff", "Glasgow", "Nottingham", "Norwich", "Crewe", "Exeter"),
)
NEIGHBOURS = (
    *(("Crewe", "Stoke-on-Trent"), ("Leeds", "Bradford"), ("Newcastle upon Tyne", "Gateshead")),
    *(("Bristol", "Bath"), ("Southampton", "Portsmouth"), ("Nottingham", "Derby")),
    *(("Manchester", "Salford"), ("Norwich", "Ipswich"), ("Coventry", "Birmingham")),
    *(("Cardiff", "Newport"), ("Glasgow", "Paisley"), ("Exeter", "Plymouth")),
)
#: Jobs, and the field that somebody heads who has risen from there; "" where there is none.
JOBS = {
    **{"Software Engineer": "Engineering", "Data Analyst": "Data", "Accountant": "Finance"},
    **{"Network Engineer": "Infrastructure", "Web Developer": "Development"},
    **{"Marketing Executive": "Marketing", "HR Advisor": "Human Resources", "Buyer": "Procurement"},
    **{"Solicitor": "Legal", "Civil Engineer": "Civil Engineering", "Architect": "Architecture"},
    **{
        "Quantity Surveyor": "Commercial",
        "Project Manager": "Projects",
        "Statistician": "Statistics",
    },
    **{"Mechanical Engineer": "Mechanical Engineering", "Graphic Designer": "Design"},
    **{
        "Business Analyst": "Business Analysis",
        "Product Manager": "Product",
        "Chemist": "Chemistry",
    },
    **{"Sales Executive": "Sales", "Auditor": "Audit", "Town Planner": "Planning"},
    **{"Operations Manager": "Operations", "Tax Adviser": "Tax", "Actuary": "Actuarial"},
    **dict.fromkeys(
        [
            *("Electrician", "Plumber", "Carpenter", "Chef", "Hairdresser", "Vehicle Technician"),
            *("Administrator", "Receptionist", "Care Assistant", "Support Worker", "Train Driver"),
            *("Warehouse Operative", "Nursery Nurse", "Bricklayer", "Welder", "Dental Nurse"),
            *("Laboratory Technician", "Customer Service Advisor", "Gardener"),
        ],
        "",
    ),
}
#: Jobs that an apprentice or a trainee can be in.
_TAUGHT = tuple(job for job in JOBS if job not in ("Operations Manager", "Product Manager"))
_BAND_JOBS = (
    "Administrator",
    "Nurse",
    "Manager",
    "Physiotherapist",
    "Project Officer",
    "Pharmacist",
)
_QUALIFIED = (
    *("Solicitor", "Family Solicitor", "Commercial Property Solicitor", "Corporate Solicitor"),
    *("Employment Solicitor", "Litigation Solicitor", "Accountant", "Private Client Solicitor"),
)
_YEARS = ("1 year", "3 years", "5 years", "10 years")
_SAME = (
    *(("Software Developer", "Software Engineer"), ("HR Manager", "Human Resources Manager")),
    *(("Care Assistant", "Care Worker"), ("Registered Nurse", "Staff Nurse")),
    *(("PA", "Personal Assistant"), ("Vet", "Veterinary Surgeon"), ("HGV Driver", "Lorry Driver")),
    *(
        ("IT Support Technician", "IT Support Engineer"),
        ("Admin Assistant", "Administrative Assistant"),
    ),
    *(("Accounts Assistant", "Finance Assistant"), ("Janitor", "Caretaker"), ("Chef", "Cook")),
    *(("Web Developer", "Web Designer and Developer"), ("Shop Assistant", "Retail Assistant")),
)
_CONTRACTS = ("Part Time {}", "{} (Part Time)", "{} - 20 hours", "Permanent {}", "{} - Temporary")
#: Log ratios from which two adverts are not alike: towns, names of a job, words of contract.
_TOWNS, _NAMES, _HOURS = 0.10, 0.15, 0.05


class Pair(NamedTuple):
    """Two adverts, of which the second should pay more, or both alike."""

    rule: str
    less: tuple[str, str]  # title and place
    more: tuple[str, str]
    alike: float = 0.0  # largest log ratio of adverts that should pay alike
    ties: bool = False  # whether the same pay is right


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", help="default: the model of salarypred")
    parser.add_argument("--as-of", default="2026-11")
    parser.add_argument("--worst", type=int, default=2, help="examples of each rule")
    arguments = parser.parse_args()
    folder = arguments.model or shipped_model()
    if folder is None:
        raise InputError("no --model given and this installation carries none; expected --model")
    judged = judge(load_model(folder), arguments.as_of)
    print(violations(judged).to_string(float_format=lambda value: f"{value:.3f}"))
    words = judged[judged["rule"] == "hours and contract alike"]
    forms = words.assign(form=[_CONTRACTS[row % len(_CONTRACTS)] for row in range(len(words))])
    print(forms.groupby("form", sort=False)["broken"].mean().to_string())
    for rule, rows in judged.groupby("rule", sort=False):
        broken = rows[rows["broken"]].assign(by=lambda part: part["log_ratio"].abs())
        for row in broken.nlargest(arguments.worst, "by").itertuples():
            print(f"{rule}: {row.less} £{row.less_pay:,.0f}, {row.more} £{row.more_pay:,.0f}")


def pairs() -> list[Pair]:
    """All pairs of adverts."""
    return [*_of_ranks(), *_of_scales(), *_of_places(), *_of_words()]


def _of_ranks() -> Iterator[Pair]:
    def ladder(
        rule: str, low: str, high: str, jobs: tuple[str, ...], ties: bool = False
    ) -> Iterator[Pair]:
        for job in jobs:
            for place in PLACES:
                titles = [form.format(job=job, field=JOBS[job]) for form in (low, high)]
                yield Pair(rule, (titles[0], place), (titles[1], place), ties=ties)

    headed = tuple(job for job, field in JOBS.items() if field)
    yield from ladder("apprentice < trainee", "Apprentice {job}", "Trainee {job}", _TAUGHT)
    yield from ladder("trainee <= junior", "Trainee {job}", "Junior {job}", _TAUGHT, ties=True)
    yield from ladder("junior < none", "Junior {job}", "{job}", tuple(JOBS))
    yield from ladder("none < senior", "{job}", "Senior {job}", tuple(JOBS))
    yield from ladder("senior < lead", "Senior {job}", "Lead {job}", headed)
    yield from ladder("senior < principal", "Senior {job}", "Principal {job}", headed)
    yield from ladder("lead < head", "Lead {job}", "Head of {field}", headed)
    yield from ladder("principal < head", "Principal {job}", "Head of {field}", headed)
    yield from ladder("head < director", "Head of {field}", "{field} Director", headed)


def _of_scales() -> Iterator[Pair]:
    for place in PLACES:
        for job in _BAND_JOBS:
            for band in range(2, 9):
                low, high = (f"{job} - NHS Band {one}" for one in (band, band + 1))
                yield Pair("band n < n + 1", (low, place), (high, place))
        for job in _QUALIFIED:
            for fewer, more in pairwise(_YEARS):
                low, high = (f"{job}, {some} PQE" for some in (fewer, more))
                yield Pair("1 < 3 < 5 < 10 years qualified", (low, place), (high, place))


def _of_places() -> Iterator[Pair]:
    for job in JOBS:
        for place in PLACES[1:]:
            yield Pair("elsewhere <= London", (job, place), (job, PLACES[0]), ties=True)
        for one, other in NEIGHBOURS:
            yield Pair("neighbouring towns alike", (job, one), (job, other), alike=_TOWNS)


def _of_words() -> Iterator[Pair]:
    for place in PLACES:
        for one, other in _SAME:
            yield Pair("names of one job alike", (one, place), (other, place), alike=_NAMES)
        for job in JOBS:
            for form in _CONTRACTS:
                changed = (form.format(job), place)
                yield Pair("hours and contract alike", (job, place), changed, alike=_HOURS)


def judge(model: AdvertModel, as_of: str | None = None) -> pd.DataFrame:
    """Estimates of all pairs.

    Returns
    -------
    DataFrame
        A row for each pair: ``rule``, ``less``, ``more`` (title and place), their estimates
        ``less_pay`` and ``more_pay`` (£ a year), ``log_ratio`` and ``broken``.
    """
    table = pd.DataFrame(pairs())
    asked = list(dict.fromkeys([*table["less"], *table["more"]]))
    frame = pd.DataFrame(asked, columns=["title", "location"])
    pay = dict(zip(asked, model.predict(frame, as_of=as_of)["predicted_salary"], strict=True))
    table["less_pay"], table["more_pay"] = table["less"].map(pay), table["more"].map(pay)
    table["log_ratio"] = np.log(table["more_pay"] / table["less_pay"])
    wrong = np.where(table["ties"], table["log_ratio"] < 0, table["log_ratio"] <= 0)
    far = table["log_ratio"].abs() > table["alike"]
    return table.assign(broken=np.where(table["alike"] > 0, far, wrong))


def violations(judged: pd.DataFrame) -> pd.DataFrame:
    """Pairs, share of them that break the rule, and median pay of the second over the first."""
    groups = judged.groupby("rule", sort=False)
    ratio = np.exp(groups["log_ratio"].median())
    return pd.DataFrame(
        {"pairs": groups.size(), "broken": groups["broken"].mean(), "median_ratio": ratio}
    )


if __name__ == "__main__":
    main()
