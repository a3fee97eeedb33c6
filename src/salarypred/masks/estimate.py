"""A mask with what it should say, and how that is written."""

from typing import Any, NamedTuple

from .amounts.wording import written


class Estimate(NamedTuple):
    """A mask with its role and, for pay, what it should say.

    Attributes
    ----------
    field, start, role, unit, probability
        As in :class:`~salarypred.masks.reader.Reading`.
    value, low, high : float or None
        The estimate and the ends of its interval, £ a ``unit`` (or per cent); None where the mask
        is no pay or stays open.
    kind : str
        Of extra pay: "bonus", "mileage" and the like, see ``patterns/mask_extras.tsv``; else "".
    open : str
        Why a pay mask has no value; else "".
    """

    field: str
    start: int
    role: str
    unit: str
    probability: float
    value: float | None
    low: float | None
    high: float | None
    kind: str = ""
    open: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The object that the column ``masks`` holds, without what says nothing."""
        return {
            name: value for name, value in self._asdict().items() if value not in (None, "")
        } | {"unit": self.unit}


def wording(estimate: Estimate, after: str, before: str = "") -> str:
    """How an estimate is written in the place of its mask.

    Parameters
    ----------
    estimate : Estimate
        With a value.
    after, before : str
        The text on either side of the mask: before a ``k`` thousands are written.

    Examples
    --------
    >>> mask = Estimate("title", 0, "pay", "year", 0.9, 32_500.0, 28_000.0, 36_000.0)
    >>> wording(mask, " per annum"), wording(mask, "k basic")
    ('32,500', '32.5')
    """
    if estimate.value is None:
        raise ValueError(f"the mask at {estimate.start} of the {estimate.field} has no estimate")
    return written(estimate.value, before, after)
