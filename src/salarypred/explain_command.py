"""``salarypred explain``: why an advert is estimated as it is."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .errors import InputError
from .terminal import styled

if TYPE_CHECKING:
    from .explain import Driver, Explanation
    from .model import AdvertModel
    from .predict import Options
    from .read import Batch

EXAMPLES = """examples:
  salarypred explain advert.txt               one advert document
  salarypred explain adverts.csv --rows 3     the first three adverts of a table
  cat advert.txt | salarypred explain - --json
"""
_WIDTH = 40  # of the bar, in characters


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred explain",
        description="Show which words of an advert move its estimate, and what comparable adverts "
        "paid.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("input", nargs="+", metavar="INPUT", help="as for predict")
    result.add_argument("--model", metavar="FOLDER", help="default: the model of salarypred")
    result.add_argument("--rows", type=int, default=1, metavar="N", help="adverts (default: 1)")
    result.add_argument("--most", type=int, default=8, metavar="N", help="terms (default: 8)")
    result.add_argument("--as-of", metavar="YYYY-MM", help="as for predict")
    result.add_argument("--json", action="store_true", help="one JSON object a line")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from itertools import islice

    import pandas as pd

    from .columns import to_adverts
    from .earnings import month_name, months_posted, parse_month
    from .explain import Explanation, explain
    from .model import load_model, shipped_model
    from .read import read_batches

    for option in ("rows", "most"):
        if getattr(arguments, option) < 1:
            raise InputError(f"--{option} {getattr(arguments, option)}; expected at least 1")
    if arguments.as_of:
        parse_month(arguments.as_of)
    batches = read_batches(arguments.input, chunk_size=arguments.rows)
    folder = arguments.model or shipped_model()
    if folder is None:
        raise InputError("no --model given and this installation carries none; expected --model")
    model = load_model(folder)
    adverts = (row for batch in batches for row in to_adverts(batch.rows).to_dict("records"))
    for advert in islice(adverts, arguments.rows):
        named = {str(name): value for name, value in advert.items()}
        if f"{named['title']}{named['description']}":
            found = explain(model, named, as_of=arguments.as_of, most=arguments.most)
        else:  # the row keeps its place, and its answer says why it is empty
            row = model.predict(pd.DataFrame([named]), details=True).iloc[0]
            found = Explanation({str(name): value for name, value in row.items()})
        if arguments.json:
            print(json.dumps(found.as_dict(), ensure_ascii=False, default=str))
        else:
            posted = pd.Series([named["posted"]], dtype="str")
            month = month_name(int(months_posted(posted, arguments.as_of)[0]))
            print(as_text(found, month=month), end="\n\n")
    return 0


def as_text(found: "Explanation", level: float = 0.8, month: str = "") -> str:
    """Explanation for a reader at a terminal, in the money of a month (``YYYY-MM``)."""
    from .show import describe

    row: dict[Any, Any] = {**found.prediction}
    heading, *facts = describe(row, level, month).split("\n")
    lines = [styled(heading, "strong")]
    if row["predicted_salary"] == row["predicted_salary"]:
        drawn = bar(row["salary_low"], row["predicted_salary"], row["salary_high"])
        lines.append(styled(drawn, "bar"))
    for fact in facts:
        lines.append(styled(fact, "warning") if fact.startswith("  warning") else fact)
    lines += _masks(str(row["masks"]))
    if found.salary:
        lines.append("  pay moves with")
        lines += [f"    {_effect(driver)}" for driver in found.salary]
    if found.category:
        lines.append("  category moves with")
        lines += [f"    {_shown(d.text)} {d.percent:+.0f} points" for d in found.category]
    lines.append("  comparable adverts paid" if found.cohorts else "  comparable adverts: too few")
    for c in found.cohorts:
        years = f"{c.first_year}" + (f" to {c.last_year}" if c.last_year > c.first_year else "")
        lines.append(
            f"    £{c.quartile_1:,.0f} to £{c.quartile_3:,.0f}, half of them below "
            f"£{c.median:,.0f}: {c.n} adverts for {c.title_group}, {c.region} region, {years}"
        )
    return "\n".join(lines)


def bar(low: Any, middle: Any, high: Any) -> str:
    """Pay range drawn on a scale from nothing to a quarter over its upper end.

    Examples
    --------
    >>> bar(20_000, 30_000, 40_000)
    '  £0 ................========|========........ £50k'
    """
    top = 1.25 * float(high)
    first, mark, last = (round(_WIDTH * float(x) / top) for x in (low, middle, high))
    signs = ["=" if first <= i <= last else "." for i in range(_WIDTH + 1)]
    signs[mark] = "|"
    return f"  £0 {''.join(signs)} £{top / 1000:.0f}k"


def _effect(driver: "Driver") -> str:
    sign = "+" if (driver.pounds or 0) >= 0 else "-"
    pounds = f"{sign}£{abs(driver.pounds or 0):,.0f}"
    percent = styled(f"{driver.percent:+.1f}%", "up" if driver.percent > 0 else "down")
    return f"{_shown(driver.text)} {percent} ({pounds}, {driver.field})"


def _masks(cell: str) -> list[str]:
    """The hidden pay of the advert, filled in."""
    from .texts import read_masks

    found = [mask for mask in read_masks(cell) if mask.value is not None]
    lines = ["  hidden pay"] if found else []
    for mask in found:
        role = mask.role.replace("pay_min", "from").replace("pay_max", "to").replace("_", " ")
        lines.append(f"    {role} £{mask.value:,.2f} a {mask.unit}".replace(".00 ", " "))
    return lines


def show_answer(model: "AdvertModel", batch: "Batch", options: "Options") -> int:
    """Print the answer to the one advert of a batch; return the month of its money."""
    from .columns import row_problems, to_adverts
    from .earnings import month_name, months_posted
    from .explain import Explanation, explain
    from .predict import predict_batch

    adverts = to_adverts(batch.rows)
    month = int(months_posted(adverts["posted"], options.as_of)[0])
    answer = predict_batch(model, batch, replace(options, details=True))
    row = {str(name): value for name, value in answer.iloc[0].items()}
    found = Explanation(row)
    if not row_problems(adverts).iloc[0]:
        advert = {str(name): value for name, value in adverts.iloc[0].items()}
        reasons = explain(model, advert, as_of=options.as_of, level=options.level, most=6)
        found = replace(reasons, prediction=row)
    print(as_text(found, options.level, month_name(month)))
    return month


def _shown(text: str) -> str:
    """Untrusted text without control sequences, cut to a line's length."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:60]
