"""How pay is rounded where people read it: the only rule. Files and JSON keep every pound."""

import math

#: Step of figures that stand for a wide range; narrow ranges and legal minima need a finer one.
_STEPS = {"year": 500.0, "month": 50.0, "week": 10.0, "day": 5.0, "hour": 0.10}
_FINER = {"year": 100.0, "month": 10.0, "week": 2.0, "day": 1.0, "hour": 0.05}
#: A range of fewer steps than this is narrow; a sum of more than this is given in double steps.
_FEW, _MANY = 8, 200


def rounded(
    amount: float, unit: str = "year", *, width: float = math.inf, least: float = 0.0
) -> float:
    """Amount as it is shown.

    Parameters
    ----------
    amount : float
        £ a `unit`.
    unit : str, default="year"
        year, month, week, day or hour.
    width : float, optional
        Width of the range that it is an end of, £ a `unit`: a narrow one is rounded more finely.
    least : float, default=0
        Legal minimum, £ a `unit`; an amount that is not below it is not shown below it.

    Examples
    --------
    >>> rounded(28_487), rounded(28_487, width=2_000), rounded(17.43, "hour")
    (28500.0, 28500.0, 17.4)
    >>> rounded(24_785, least=24_784.5)
    24800.0
    """
    step = _STEPS[unit]
    near_least = least <= amount < least + step
    if width < _FEW * step or near_least:
        step = _FINER[unit]
    elif amount > _MANY * step:
        step *= 2
    steps = math.floor(amount / step + 0.5)
    if near_least and steps * step < least:
        steps = math.ceil(least / step)
    return round(steps * step, 2)


def pounds(amount: float, unit: str = "year") -> str:
    """Amount of money as text: pence for pay by the hour only.

    Examples
    --------
    >>> pounds(28_500), pounds(17.4, "hour")
    ('£28,500', '£17.40')
    """
    return f"£{amount:,.2f}" if unit == "hour" else f"£{amount:,.0f}"
