"""``salarypred official``: what official sources say of an occupation."""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import InputError

EXAMPLES = """examples:
  salarypred official "care worker"              what the occupation pays
  salarypred official 6135 --year 2018           by its code, in an earlier year
  salarypred official "staff nurse band 5/6"     with the range of a pay band
  salarypred official solicitor --json
"""
_PERCENTILES = ("p10", "p20", "p25", "p30", "p40", "median", "p60", "p70", "p75", "p80", "p90")
#: Other occupations that a title may be: the most to show, and their least probability.
_OTHERS = 3
_SHOWN = 0.05


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred official",
        description="Print what official statistics and pay scales say of an occupation.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("title", nargs="+", metavar="TITLE", help="job title, or code of SOC 2020")
    result.add_argument("--year", type=int, metavar="YEAR", help="2010 to 2025 (default: 2025)")
    result.add_argument("--as-of", metavar="YYYY-MM", help="money of this month (default: today's)")
    result.add_argument("--json", action="store_true", help="one JSON object")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..adverts.months import month_name, parse_month, this_month
    from ..official.facts import occupation_facts
    from ..official.occupations import LAST_YEAR

    title = " ".join(arguments.title).strip()
    month = parse_month(arguments.as_of) if arguments.as_of else this_month()
    year = LAST_YEAR if arguments.year is None else arguments.year
    code, others = _occupation(title)
    facts = {**occupation_facts(code, year, month), "others": others}
    facts["month"] = {"month": month_name(month), **facts["month"]}
    facts["scales"] = _scales(title, month)
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print(describe(facts))
    return 0


def describe(facts: Mapping[str, Any]) -> str:
    """The facts as lines for a terminal."""
    from .terminal import styled

    pay, now = facts["full_time"], facts["month"]
    lines = [styled(f"{facts['occupation']} (SOC 2020 {facts['code']})", "strong")]
    beside = [f"£{facts['hourly']:,.2f} an hour"] if "hourly" in facts else []
    beside += [f"{facts['hours']:g} hours a week"] if "hours" in facts else []
    extra = f" ({', '.join(beside)})" if beside else ""
    for other in facts["others"]:
        share = f"{other['probability']:.0%}"
        lines.append(f"  or {other['occupation']} ({other['code']}): {share}")
    lines += [
        f"  full-time pay, April {facts['year']}, United Kingdom",
        f"    median   £{pay['median']:,}{extra}: {facts['basis']}",
        f"    mean     £{pay['mean']:,}",
        f"    half     £{pay['p25']:,} to £{pay['p75']:,}: {facts['spread_basis']}",
        "",
        "    " + "".join(f"{name if name != 'median' else 'p50':>9}" for name in _PERCENTILES),
        "    " + "".join(f"{pay[name]:>9,}" for name in _PERCENTILES),
        "",
        f"  in money of {now['month']} (carried by average earnings)",
        f"    median   £{now['median']:,}, half £{now['p25']:,} to £{now['p75']:,}",
    ]
    for scale in facts["scales"]:
        pay_range = f"£{scale['low']:,.0f} to £{scale['high']:,.0f}"
        lines.append(f"    {scale['scale']}: {pay_range} ({scale['basis']})")
    lines += ["", "  median by year"]
    lines += _columns([f"{year} £{pay:,}" for year, pay in facts["history"].items()], 5)
    for group, there in facts["medians"].items():
        lines.append(f"  {group}: median £{there['median']:,.0f} a year ({there['year']})")
    lines += ["", f"  median by region, {_whose(facts['code'])} in 2025 over the country's"]
    lines += _columns([_percent(name, factor) for name, factor in facts["regions"].items()], 3)
    lines.append("  by age")
    lines += _columns([_percent(name, factor) for name, factor in facts["ages"].items()], 6)
    for name, rate in facts.get("going_rates", {}).items():
        lines.append(f"  going rate (Skilled Worker visa, {name}) £{rate:,}")
    lines += [
        "",
        "  Sources: Office for National Statistics (Annual Survey of Hours and Earnings),",
    ]
    lines.append("  Home Office, NHS Employers, Department for Education; OGL v3.0.")
    return "\n".join(lines)


def _occupation(title: str) -> tuple[str, list[dict[str, Any]]]:
    """The code itself, or the most probable one of a title; and others that it may be."""
    if title.isdigit():
        return title, []
    from ..occupations.shipped import code_adverts

    row = code_adverts([title], n_next=_OTHERS).iloc[0]
    if not row["occupation_code"]:
        reason = row["occupation_reason"]
        raise InputError(f"{title!r}: {reason}; expected a job title, or a code of SOC 2020")
    numbers = [f"_{number}" for number in range(2, 2 + _OTHERS)]
    others = [
        {
            "code": row[f"occupation_code{number}"],
            "occupation": row[f"occupation{number}"],
            "probability": round(float(row[f"occupation_probability{number}"]), 3),
        }
        for number in numbers
    ]
    return str(row["occupation_code"]), [one for one in others if one["probability"] >= _SHOWN]


def _scales(title: str, month: int) -> list[dict[str, Any]]:
    """Ranges of the scales that a title names."""
    from ..official.named.health import nhs_bands
    from ..official.named.schools import teacher_scale
    from ..official.nhs import nhs_range
    from ..official.teachers import teacher_range

    found = []
    bands = nhs_bands(title)
    if bands.low:
        ends = [nhs_range(band, month) for band in (bands.low, bands.high)]
        name = "/".join(dict.fromkeys((bands.low, bands.high)))
        low, high, basis = ends[0].low, ends[1].high, ends[0].basis
        found.append(
            {"scale": f"NHS band {name}, England", "low": low, "high": high, "basis": basis}
        )
    if scale := teacher_scale(title):
        low, high, basis = teacher_range(scale, month)
        name = f"teachers' {scale} range, England outside London"
        found.append({"scale": name, "low": low, "high": high, "basis": basis})
    return found


def _whose(code: str) -> str:
    return "all employees" if code == "0" else f"major group {code[0]}"


def _percent(name: str, factor: float) -> str:
    return f"{name} {factor - 1:+.0%}"


def _columns(cells: list[str], columns: int) -> list[str]:
    """Cells in rows, their columns aligned."""
    width = max(len(cell) for cell in cells) + 2
    rows = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    return ["    " + "".join(cell.ljust(width) for cell in row).rstrip() for row in rows]
