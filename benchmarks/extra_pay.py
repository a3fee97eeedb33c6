"""What other money than pay is worth: amounts that adverts with visible numbers state, by kind.

    python benchmarks/extra_pay.py DATA [DATA ...] [--ote FILE]

DATA: adverts with visible numbers and pay (``salary_min``, ``salary_max``). Prints, for each kind
of ``patterns/mask_extras.tsv``, how many adverts state it and the 10th, 50th and 90th percentile:
times the advert's pay, £ in money of April 2026, or per cent. Then on-target earnings over basic
pay by occupation group (also of a column ``SalaryRaw``), how far off they are for adverts left out,
and pay by rank within a category. ``--ote`` writes the shares of on-target earnings where
``patterns/ote_shares.tsv`` stands.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import pandas as pd

from salarypred.adverts.months import months_posted, parse_month
from salarypred.adverts.table import Adverts, pay_texts, targets, to_adverts
from salarypred.files.read import read_batches
from salarypred.masks.amounts.extras import extra_pay
from salarypred.occupations.shipped import code_adverts
from salarypred.pay.earnings import log_earnings
from salarypred.pay.figures import number_value
from salarypred.pay.rates import UK
from salarypred.text.seniority import seniority

_AMOUNT = re.compile(
    r"£\s?(?P<pounds>\d{1,3}(?:,\d{3})+|\d+(?:\.\d\d)?)(?P<k>\s?k\b)?|(?P<percent>\d{1,2})\s?%",
    re.IGNORECASE,
)
_MONEY = (
    r"£?\s?(\d{1,3},\d{3}|\d{2,3}(?:\.\d)?\s?k\b"
    r"|\d{2,3}(?=\s?(?:-|–|to)\s?£?\d{2,3}\s?k\b)|\d{5,6}\b)"
)
_RANGE = rf"{_MONEY}(?:\s{{0,2}}(?:-|–|to)\s{{0,2}}{_MONEY})?"
_OTE = r"(?:\bO\.?T\.?E\b\.?|\bon[\s-]target(?:\searnings)?)(?!\sbonus)"
#: "OTE £45k", and "£45k uncapped OTE" but not "£30,000 + OTE".
_ON_TARGET = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_OTE}[^\d£\n]{{0,25}}{_RANGE}(?!\s?(?:USD|EUR))",
        rf"{_RANGE}\s?(?:per\sannum|p\.?a\.?|uncapped|realistic|\s|\(){{0,3}}{_OTE}",
    )
)
_BASIC = re.compile(
    rf"\b(?:basic|base)(?:\ssalary)?[^\d£\n]{{0,15}}{_RANGE}|{_RANGE}[^\d£\n]{{0,12}}\b(?:basic|base)\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(_RANGE, re.IGNORECASE)
#: Characters between basic pay and on-target earnings where no word says which is basic.
_BESIDE = 40
#: On-target earnings over basic pay; what lies outside is a slip or another kind of figure.
_SHARES = (1.03, 4.0)
#: Unit groups of fewer adverts are not shown; one counts as much as its adverts beside this many of
#: all jobs (chosen by the errors of adverts left out: 10, 20, 40).
_LEAST, _OF_ALL = 10, 20


def stated_extras(text: str, pay: float, prices: float) -> list[tuple[str, float]]:
    """Kind and amount, in the kind's measure, of what a text states beside the pay."""
    found = []
    for amount in _AMOUNT.finditer(text):
        percent = amount["percent"] is not None
        value = float(amount["percent"]) if percent else number_value(amount["pounds"])
        value *= 1_000 if amount["k"] else 1
        small = not percent and value < 100
        unit = "percent" if percent else "hour" if small else "year"
        extra = extra_pay(text, amount.start(), amount.end(), unit)
        if extra.kind in ("extra pay", "premium rate"):
            continue
        if not percent and (value > 15_000 or small != (extra.measure in ("hourly", "mile"))):
            continue
        scale = {"hourly": UK.from_year(pay, "hour"), "share": pay, "percent": 1.0, "mile": 1.0}
        found.append((f"{extra.kind} ({extra.measure})", value / scale.get(extra.measure, prices)))
    return found


def stated_ote(text: str, pay: float) -> float | None:
    """On-target earnings over basic pay: that of the text, else the advert's pay; None without."""
    found = [match for pattern in _ON_TARGET for match in pattern.finditer(text)]
    if not found:
        return None
    start = min(match.start() for match in found)
    ote = max(_middle(match) for match in found if match.start() - start < _BESIDE)
    before = [f for f in _FIGURES.finditer(text[:start]) if start - f.end() < _BESIDE]
    basic = _BASIC.search(text) or (before[-1] if before else None)
    for amount in (_middle(basic) if basic else np.nan, pay):
        if _SHARES[0] < ote / amount < _SHARES[1]:
            return float(ote / amount)
    return None


def _middle(found: re.Match[str]) -> float:
    ends = [number_value(re.sub(r"[kK\s]", "", end)) for end in found.groups() if end]
    return float(np.mean([end * 1_000 if end < 1_000 else end for end in ends]))


def ote_table(adverts: pd.DataFrame, least: int = _LEAST) -> pd.DataFrame:
    """Shares of on-target earnings by occupation group, drawn to those of all jobs.

    Parameters
    ----------
    adverts : DataFrame
        Columns ``code`` (SOC 2020 unit group) and ``share``.
    least : int
        Adverts that a group needs.

    Returns
    -------
    DataFrame
        Columns ``code`` ("all" for all jobs), ``low, middle, high`` (10th, 50th and 90th
        percentile) and ``adverts``.
    """
    logs = np.log(adverts["share"])
    percentiles = np.array([0.1, 0.5, 0.9])
    everyone = logs.quantile(percentiles).to_numpy()
    drawn, counts = [everyone], [len(logs)]
    groups = [(str(code), group) for code, group in logs.groupby(adverts["code"])]
    groups = [(code, group) for code, group in groups if code and len(group) >= least]
    for _, group in groups:
        own = group.quantile(percentiles).to_numpy()
        drawn.append((len(group) * own + _OF_ALL * everyone) / (len(group) + _OF_ALL))
        counts.append(len(group))
    shares = pd.DataFrame(np.exp(drawn), columns=["low", "middle", "high"]).round(2)
    names = pd.Index(["all", *(code for code, _ in groups)], name="code")
    return shares.assign(adverts=counts).set_axis(names)


def left_out_errors(adverts: pd.DataFrame) -> pd.Series:
    """Mean relative error of the middle share for each advert by the others, and by one for all."""
    errors: dict[str, list[float]] = {"by group": [], "one for all": []}
    for row, (code, share) in enumerate(zip(adverts["code"], adverts["share"], strict=True)):
        table = ote_table(adverts.drop(index=adverts.index[row]), _LEAST - 1)["middle"]
        errors["by group"].append(abs(table.get(code, table["all"]) / share - 1))
        errors["one for all"].append(abs(table["all"] / share - 1))
    return pd.Series({name: np.mean(all_) for name, all_ in errors.items()})


_HEAD = """\
# On-target earnings over basic pay by SOC 2020 unit group: code ("all": of all jobs), 10th, 50th
# and 90th percentile of adverts that state both, drawn to those of all jobs; how many adverts.
# Made by benchmarks/extra_pay.py --ote.
"""


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--ote", type=Path, metavar="FILE", help="write the shares to a table")
    arguments = parser.parse_args()
    extras: list[tuple[str, float, str]] = []
    ote: list[pd.DataFrame] = []
    ranks = []
    for batch in read_batches(arguments.data):
        adverts, pay = to_adverts(batch.rows), targets(batch.rows).to_numpy()
        months = months_posted(adverts["posted"])
        prices = np.exp(log_earnings(months) - log_earnings(np.array([parse_month("2026-04")])))
        rank = adverts["title"].map(seniority)
        ranks.append(pd.DataFrame({"rank": rank, "category": adverts["category"], "pay": pay}))
        columns = adverts["title"], adverts["description"], pay_texts(batch.rows)
        shares: list[tuple[int, float, str]] = []
        for row, (title, description, said) in enumerate(zip(*columns, strict=True)):
            text = f"{title}. {description} {said or ''}"
            share = stated_ote(text, pay[row])
            if share:
                shares.append((row, share, text[:80]))
            if np.isfinite(pay[row]):
                extras += [(*one, text[:80]) for one in stated_extras(text, pay[row], prices[row])]
        if shares:
            found = pd.DataFrame(shares, columns=["row", "share", "advert"])
            asked = adverts.iloc[found["row"]].reset_index(drop=True)
            ote.append(found.assign(code=code_adverts(Adverts(asked))["occupation_code"]))
    table = pd.DataFrame(extras, columns=["kind", "amount", "advert"])
    table = table.drop_duplicates(["advert", "kind"])[["kind", "amount"]]
    spread = table.groupby("kind")["amount"].quantile(np.array([0.1, 0.5, 0.9])).unstack().round(3)
    print(spread.assign(adverts=table.groupby("kind").size()).to_string(), "\n")
    known_ote = pd.concat(ote).drop_duplicates("advert").reset_index(drop=True)
    if len(known_ote) > _LEAST:
        on_target = ote_table(known_ote)
        print(on_target.to_string(), "\n", left_out_errors(known_ote).round(3).to_string(), "\n")
        if arguments.ote:
            rows = on_target.to_csv(sep="\t", header=False, lineterminator="\n")
            arguments.ote.write_text(_HEAD + rows, encoding="utf-8")
    known = pd.concat(ranks).dropna()
    known = known[known["category"] != ""]
    if len(known):
        known["relative"] = known["pay"] / known.groupby("category")["pay"].transform("median")
        by_rank = known.groupby("rank")["relative"].agg(["median", "size"])
        by_rank["median"] /= by_rank["median"]["no rank named"]
        print(by_rank.round(3).to_string())


if __name__ == "__main__":
    main()
