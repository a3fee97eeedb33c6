"""An advert's text cut into pieces to show: plain, filled-in pay, or a term that moves the pay."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...masks.estimate import Estimate
from ...masks.fill import marks
from ...model.occlusion import Driver


class Piece(NamedTuple):
    """Part of a text, and how it is shown."""

    text: str
    kind: str  # "", "pay" (a mask filled in), "up" or "down" (a driver)
    note: str  # shown beside it


def pieces(
    text: str, field: str, estimates: Iterable[Estimate], drivers: Sequence[Driver] = ()
) -> list[Piece]:
    """Cut one field of an advert into pieces.

    Parameters
    ----------
    text : str
        Title or description.
    field : str
        Which of the two.
    estimates : iterable of Estimate
        Masks of the advert; those of this field that have a value are filled in.
    drivers : sequence of Driver
        What moves the estimate of pay; those of this field are marked, the strongest first where
        two overlap.

    Examples
    --------
    >>> [piece.text for piece in pieces("Chef, ****", "title", [])]
    ['Chef, ****']
    """
    found: list[tuple[int, int, Piece]] = []
    for mark in marks(text, (mask for mask in estimates if mask.field == field)):
        note = f"{mark.estimate.role}, {mark.estimate.kind or mark.estimate.unit}"
        found.append((mark.start, mark.end, Piece(mark.text, "pay", note)))
    for driver in drivers:
        kind = "up" if driver.percent > 0 else "down"
        for start, end in driver.spans.get(field, []):
            note = f"{driver.percent:+.1f}%"
            found.append((start, end, Piece(text[start:end], kind, note)))
    result: list[Piece] = []
    taken: list[tuple[int, int, Piece]] = []
    for start, end, piece in found:
        if all(end <= other[0] or start >= other[1] for other in taken):
            taken.append((start, end, piece))
    last = 0
    for start, end, piece in sorted(taken, key=lambda part: part[0]):
        if text[last:start]:
            result.append(Piece(text[last:start], "", ""))
        result.append(piece)
        last = end
    if text[last:]:
        result.append(Piece(text[last:], "", ""))
    return result
