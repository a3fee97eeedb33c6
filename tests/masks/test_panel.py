"""Made-up adverts as a recruiter would read and fill them: ``panel*.txt``."""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from salarypred.adverts.months import parse_month
from salarypred.masks.estimate import Estimate
from salarypred.masks.reader import shipped_reader
from salarypred.masks.values import AdvertText, estimate_masks

_SLOT = re.compile(r"\{([\w|]+)(?: (\S+) ([\d.]+)-([\d.]+))?\}")
_MAIN = ("pay_min", "pay", "pay_max", "ote")
_PANELS = ("panel.txt", "panel_trades.txt", "panel_short.txt")


class Case(NamedTuple):
    """An advert of the panel: estimate, month, texts with slots."""

    pay: tuple[float, float, float]
    month: str
    title: str
    description: str


def panel(name: str) -> list[Case]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    cases = []
    for head, description in zip(rows[::2], rows[1::2], strict=True):
        pay, low, high, month, title = head.removeprefix("= ").split(" ", 4)
        cases.append(Case((float(pay), float(low), float(high)), month, title, description))
    return cases


def filled(case: Case) -> list[Estimate]:
    title, description = (_SLOT.sub("****", text) for text in case[2:])
    text = AdvertText(title, description, parse_month(case.month))
    return estimate_masks(shipped_reader().read(title, description), *case.pay, advert=text)


def right(slot: re.Match[str], mask: Estimate) -> bool:
    role, units, least, most = slot.groups()
    if mask.role not in role.split("|"):
        return False
    if units is None:
        return mask.value is None
    value = mask.value
    return (
        mask.unit in units.split("|") and value is not None and float(least) <= value <= float(most)
    )


@pytest.mark.parametrize("name", _PANELS)
def test_roles_units_and_values_are_what_a_recruiter_would_sign(name: str) -> None:
    wrong = []
    count = 0
    for case in panel(name):
        slots = [slot for text in case[2:] for slot in _SLOT.finditer(text)]
        for slot, mask in zip(slots, filled(case), strict=True):
            count += 1
            if not right(slot, mask):
                wrong.append((case.title, slot[0], mask))
    assert len(wrong) <= 0.07 * count, wrong


@pytest.mark.parametrize(
    "case", [case for name in _PANELS for case in panel(name)], ids=lambda case: case.title
)
def test_pay_is_in_order(case: Case) -> None:
    masks = filled(case)
    for unit in {mask.unit for mask in masks}:
        tops = [
            [mask.value for mask in masks if (mask.role, mask.unit) == (role, unit) and mask.value]
            for role in _MAIN
        ]
        if len(tops[1]) < 2:  # several posts have their own order
            for lower, upper in pairwise([values for values in tops if values]):
                assert max(lower) <= min(upper)
    for mask in masks:
        if mask.value is not None:
            assert mask.low is not None and mask.high is not None
            assert mask.low <= mask.value <= mask.high


@pytest.mark.parametrize("sign", ["", "£", "&pound;"])
def test_the_advert_that_the_project_was_made_for(sign: str) -> None:
    text = "BASIC: ****  **** OTE; ****. Benefits: company car".replace("****", f"{sign}****")
    title = "Telesales Manager / Internal Sales Manager"
    masks = filled(Case((32_000.0, 26_000.0, 40_000.0), "2013-01", title, text))
    assert [mask.role for mask in masks] == ["pay_min", "pay_max", "ote"]
    values = [mask.value or 0.0 for mask in masks]
    assert values[0] < 32_000 < values[1] < values[2]
