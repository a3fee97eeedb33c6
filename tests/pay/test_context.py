"""What the words beside an amount say."""

import pytest

from salarypred.pay.context import clause_before, could_be_pay, is_pay, kind_of, unit_of
from salarypred.pay.figures import Figure


def figure(
    low: float, high: float = 0.0, *, pound: bool = True, k: bool = False, grouped: bool = False
) -> Figure:
    return Figure(0, 4, low, high or low, pound, k, grouped, high > low)


@pytest.mark.parametrize(
    ("low", "before", "after", "unit"),
    [
        (350, "", " per day", ("day", True)),
        (350, "", " inside IR35 per day", ("day", True)),
        (12, "hourly rate ", "", ("hour", True)),
        (12, "day rate, hourly ", "", ("hour", True)),  # the last one counts
        (500, "", " p.w.", ("week", True)),
        (2_000, "", " pcm", ("month", True)),
        (12, "", "", (None, False)),
        (8_999, "", "", (None, False)),
        (9_000, "", "", ("year", False)),
        (9_000, "", " per annum", ("year", True)),
        (9_000, "", " per day", ("year", False)),
    ],
)
def test_units(low: float, before: str, after: str, unit: tuple[str | None, bool]) -> None:
    assert unit_of(figure(low), before, after) == unit


@pytest.mark.parametrize(
    ("low", "high", "before", "after", "kind"),
    [
        (45_000, 0, "", " OTE", "ote"),
        (45_000, 0, "OTE of ", "", "ote"),
        (45_000, 0, "", " (OTE £60k)", "base"),
        (18, 0, "overtime at ", "", "extra"),
        (18, 0, "", " at weekends", "extra"),
        (999, 0, "overtime ", "", "extra"),
        (1_000, 0, "overtime ", "", "base"),
        (18, 0, "", ", weekends off", "base"),
        (45_000, 0, "up to ", "", "upto"),
        (45_000, 50_000, "up to ", "", "base"),
        (45_000, 0, "from ", "", "from"),
        (45_000, 0, "", "+", "from"),
        (45_000, 0, "up to " + "x" * 30, "", "base"),
    ],
)
def test_kinds(low: float, high: float, before: str, after: str, kind: str) -> None:
    assert kind_of(figure(low, high), before, after) == kind


@pytest.mark.parametrize(
    ("before", "after", "named", "pay"),
    [
        ("salary of ", "", False, True),
        ("a budget of ", "", False, False),
        ("a budget of ", " per annum", True, False),
        ("budget of one or more ", "", False, False),
        ("budget holder ", "", False, True),  # a word between that is not small
        ("sales of ", "", False, False),
        ("Head of Sales ", "", False, True),
        ("our graduates earn ", "", False, False),
        ("lump sum ", "", False, False),
        ("", " turnover", False, False),
        ("", " turnover", True, True),
        ("", " OTE with a turnover", False, True),
        ("", " bonus", False, True),
        ("", " customers", False, True),
        ("budget of a or of a ", "", False, False),
        ("budget of a or of a or ", "", False, True),  # too far away
    ],
)
def test_pay_with_a_sign(before: str, after: str, named: bool, pay: bool) -> None:
    assert is_pay(figure(45_000), before, after, named) == pay


@pytest.mark.parametrize(("low", "pay"), [(14_999, False), (15_000, True)])
def test_a_small_amount_before_bonus_is_the_bonus(low: float, pay: bool) -> None:
    assert is_pay(figure(low), "", " bonus", False) == pay


@pytest.mark.parametrize(
    ("low", "k", "grouped", "before", "after", "pay"),
    [
        (45_000, True, False, "", "", True),
        (45_000, True, False, "circa ", " in hand", True),
        (45_000, True, False, "x ", " users", False),
        (45_000, True, False, "salary ", " in hand", True),
        (45_000, True, False, "x ", " in hand", False),
        (45_000, False, True, "salary ", " in hand", True),
        (45_000, False, True, "x ", " in hand", False),
        (45_000, False, True, "- ", " - London", True),
        (45_100, False, True, "- ", " - London", False),
        (9_999, False, True, "salary ", "", False),
        (10_000, False, True, "salary ", "", True),
        (250_000, False, True, "salary ", "", True),
        (250_001, False, True, "salary ", "", False),
        (45_000, False, False, "salary ", "", True),
        (45_001, False, False, "salary ", "", False),
        (45_000, False, False, "", "\n", True),
        (45_005, False, False, "", "\n", False),
        (45_000, False, False, "", " in hand", False),
        (45_000, False, False, "x ", "\n", False),
        (45_000, False, False, "salary, tel ", "", False),
        (45_000, False, False, "salary ", " 1", False),
        (45_000, False, False, "salary ", "  1", True),
    ],
)
def test_pay_without_a_sign(
    low: float, k: bool, grouped: bool, before: str, after: str, pay: bool
) -> None:
    assert is_pay(figure(low, pound=False, k=k, grouped=grouped), before, after, False) == pay


def test_a_unit_makes_an_amount_without_a_sign_pay() -> None:
    amount = figure(45_000, pound=False, grouped=True)
    assert is_pay(amount, "x ", " in hand", True)
    assert not is_pay(amount, "x ", " in hand", False)


@pytest.mark.parametrize(
    ("low", "grouped", "before", "after", "could"),
    [
        (45_000, True, "", " LONDON", True),
        (45_000, False, "", " LONDON", False),
        (9_999, True, "", "", False),
        (10_000, True, "", "", True),
        (250_000, True, "", "", True),
        (250_001, True, "", "", False),
        (45_000, True, "", "ft", False),
        (45_000, True, "", "Xft", True),
        (45_000, True, "", " a year", True),
        (45_000, True, "", " customers", False),
        (45_000, True, "over ", "", False),
    ],
)
def test_what_is_best_hidden(
    low: float, grouped: bool, before: str, after: str, could: bool
) -> None:
    assert could_be_pay(figure(low, pound=False, grouped=grouped), before, after) == could


def test_with_a_sign_it_is_pay_or_not_but_never_only_best_hidden() -> None:
    assert not could_be_pay(figure(45_000, grouped=True), "", "")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Bonus of £500. A salary of ", "A salary of "),
        ("one; two\nthree ", "three "),
        ("no break ", "no break "),
        ("ends here. - ", "ends here. - "),
        ("a - X", "X"),
        ("", ""),
    ],
)
def test_clauses(text: str, clause: str) -> None:
    assert clause_before(text) == clause
