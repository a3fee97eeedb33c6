"""What the words beside an amount say: whether it is pay, what kind, and how often paid."""

from typing import Literal

from . import context_patterns as patterns
from .figures import YEARLY, Figure
from .rates import Unit

Kind = Literal["base", "ote", "extra", "from", "upto"]


def clause_before(text: str) -> str:
    """End of a text that belongs to the amount after it: what follows the last break.

    Examples
    --------
    >>> clause_before("Bonus of £500. A salary of ")
    'A salary of '
    """
    last = 0
    for found in patterns.BREAK_BEFORE.finditer(text.rstrip(" -–(:")):
        last = found.end()
    return text[last:] if last else text


def _clause_after(text: str) -> str:
    found = patterns.BREAK_AFTER.search(text)
    return text[: found.start()] if found else text


def unit_of(figure: Figure, before: str, after: str) -> tuple[Unit | None, bool]:
    """Unit of an amount, `None` for none, and whether the words name it.

    Examples
    --------
    >>> unit_of(Figure(0, 4, 350.0, 350.0, True, False, False, False), "", " per day")
    ('day', True)
    """
    named = patterns.UNIT_AFTER.match(after)
    if figure.low >= YEARLY:  # nobody is paid that much a day
        return "year", named is not None and named.lastgroup == "year"
    if named is None:
        for named in patterns.UNIT_BEFORE.finditer(before):  # noqa: B007 - the last one counts
            pass
    return (named.lastgroup, True) if named else (None, False)  # type: ignore[return-value]


def kind_of(figure: Figure, before: str, after: str) -> Kind:
    """Kind of pay.

    Examples
    --------
    >>> kind_of(Figure(0, 4, 45_000.0, 45_000.0, True, True, False, False), "up to ", " basic")
    'upto'
    """
    if patterns.OTE_AFTER.match(after) or patterns.OTE_BEFORE.search(before):
        return "ote"
    if figure.low < 1000 and (
        patterns.EXTRA.search(before) or patterns.EXTRA.search(_clause_after(after))
    ):
        return "extra"
    if not figure.ranged:
        nearest = before[-30:]
        if patterns.UP_TO.search(nearest):
            return "upto"
        if after.startswith("+") or patterns.FROM.search(nearest):
            return "from"
    return "base"


def _other_before(before: str) -> bool:
    words = patterns.WORD.findall(before.lower())
    for between, word in enumerate(words[: -patterns.REACH - 1 : -1]):
        if word in patterns.OTHER or (between and word in patterns.OTHER_OF):
            return True
        if word not in patterns.SMALL:
            break
    return bool(patterns.SIGN_ON.search(before))


def could_be_pay(figure: Figure, before: str, after: str) -> bool:
    """Whether an amount without a currency sign, which no word calls pay, is best hidden anyway.

    Examples
    --------
    >>> figure = Figure(0, 6, 45_000.0, 45_000.0, False, False, True, False)
    >>> could_be_pay(figure, "", " LONDON"), could_be_pay(figure, "", " customers")
    (True, False)
    """
    likely = figure.grouped and not figure.pound and 10_000 <= figure.low <= 250_000
    counted = after[:1].islower() or patterns.COUNTED.match(after)  # "30,000ft"
    return likely and not counted and not patterns.COUNT_BEFORE.search(before)


def is_pay(figure: Figure, before: str, after: str, named: bool) -> bool:
    """Whether the words beside an amount of a plausible size let it be pay.

    Parameters
    ----------
    figure : Figure
        The amount.
    before, after : str
        Some 60 characters on either side; `before` begins after the last break.
    named : bool
        Whether a unit of pay stands beside the amount.

    Examples
    --------
    >>> figure = Figure(0, 4, 45_000.0, 45_000.0, True, True, False, False)
    >>> is_pay(figure, "salary of ", "", False), is_pay(figure, "a budget of ", "", False)
    (True, False)
    """
    if _other_before(before) or patterns.OTHERS_PAY.search(before):
        return False
    if not named:
        clause = _clause_after(after)
        if not patterns.OTE_AFTER.match(after) and (
            patterns.OTHER_AFTER.match(clause)
            or (figure.high < 15_000 and patterns.OTHER_AFTER_SMALL.match(clause))
        ):
            return False
        if not figure.pound and patterns.COUNTED.match(clause):
            return False
    return figure.pound or _is_pay_without_sign(figure, before, after, named)


def _is_pay_without_sign(figure: Figure, before: str, after: str, named: bool) -> bool:
    said = named or bool(patterns.PAY_BEFORE.search(before) or patterns.PAY_AFTER.match(after))
    alone = bool(patterns.ALONE.match(after))
    if figure.thousands:
        return said or figure.ranged or alone or bool(patterns.ABOUT_BEFORE.search(before))
    if not 10_000 <= figure.low <= 250_000:
        return False
    own_line = not before.strip() and bool(patterns.OWN_LINE.match(after))
    if figure.grouped:
        apart = figure.low % 500 == 0 and bool(patterns.SEPARATE.search(before))
        return said or own_line or (alone and (figure.ranged or apart))
    phone = patterns.PHONE.search(before) or after[:2].strip().isdigit()
    return (said or (own_line and figure.low % 500 == 0)) and figure.low % 5 == 0 and not phone
