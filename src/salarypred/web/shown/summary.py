"""An answer as plain text, for an e-mail."""

from collections.abc import Sequence
from typing import Any

from .compare import Bar


def summary(view: dict[str, Any], reasons: Sequence[str] = ()) -> str:
    """Text of a few lines: what the page says of one advert.

    Parameters
    ----------
    view : dict
        What the page shows, see :func:`~salarypred.web.shown.view.view`.
    reasons : sequence of str
        What moves the estimate, strongest first.
    """
    row, scale = view["row"], view["scale"]
    lines = [f"{row['title'] or 'Advert'}: {view['low']} to {view['high']} {scale.each}"]
    lines[0] += f", {scale.words}"
    lines.append(
        f"Half of such adverts pay less than {view['middle']} {scale.each}, "
        f"in the money of {view['month']}."
    )
    lines.append(f"How sure: {row['confidence']} ({view['sure'].rstrip('.')}).")
    if view["stated"]:
        lines.append(view["stated"])
    lines += [_line(bar) for bar in view["bars"][1:]]
    if reasons:
        lines.append("What moves it: " + ", ".join(reasons) + ".")
    lines.append("Eight in ten such adverts pay within the range. Estimated by salarypred.")
    return "\n".join(lines)


def _line(bar: Bar) -> str:
    middle = f", half below {bar.middle}" if bar.middle else ""
    return f"{bar.name} ({bar.note}): {bar.low} to {bar.high}{middle}."
