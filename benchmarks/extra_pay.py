"""What other money than pay is worth: amounts that adverts with visible numbers state, by kind.

    python benchmarks/extra_pay.py DATA [DATA ...]

DATA: adverts with visible numbers and pay (``salary_min``, ``salary_max``). Prints, for each kind
of ``patterns/mask_extras.tsv``, how many adverts state it and the 10th, 50th and 90th percentile:
times the advert's pay, £ in money of April 2026, or per cent. Then on-target earnings over basic
pay by words of the title (also of a column ``SalaryRaw``), and pay by rank within a category.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import pandas as pd

from salarypred.adverts.months import months_posted, parse_month
from salarypred.adverts.table import pay_texts, targets, to_adverts
from salarypred.files.read import read_batches
from salarypred.masks.amounts.extras import extra_pay
from salarypred.masks.values import ote_shares
from salarypred.pay.earnings import log_earnings
from salarypred.pay.figures import number_value
from salarypred.pay.rates import UK
from salarypred.text.seniority import seniority

_AMOUNT = re.compile(
    r"£\s?(?P<pounds>\d{1,3}(?:,\d{3})+|\d+(?:\.\d\d)?)(?P<k>\s?k\b)?|(?P<percent>\d{1,2})\s?%",
    re.IGNORECASE,
)
_MONEY = r"£?\s?(\d{2,3}(?:,\d{3}|(?:\.\d)?\s?[kK]|(?=\s?-\s?£?\d{2,3}[kK])))"
_RANGE = rf"{_MONEY}(?:\s?(?:-|to|–)\s?{_MONEY})?"
_BOTH = re.compile(
    rf"{_RANGE}[^\d£]{{0,40}}(?:OTE|on[\s-]target)[^\d£]{{0,25}}{_RANGE}"
    rf"|{_RANGE}[^\d£]{{1,20}}{_RANGE}\s?(?:uncapped\s)?\(?OTE",
    re.IGNORECASE,
)


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


def stated_ote(text: str) -> list[float]:
    """On-target earnings over basic pay where a text states both."""
    shares = []
    for found in _BOTH.finditer(text) if re.search("OTE|arget", text) else []:
        groups = found.groups()
        groups = groups[:4] if groups[0] else groups[4:]
        ends = [number_value(re.sub(r"[kK\s]", "", end)) if end else np.nan for end in groups]
        ends = [end * 1_000 if end < 1_000 else end for end in ends]
        share = np.nanmean(ends[2:]) / np.nanmean(ends[:2])
        if 1.02 < share < 5:
            shares.append(float(share))
    return shares


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path)
    extras: list[tuple[str, float, str]] = []
    ote: list[tuple[str, float, str]] = []
    ranks = []
    for batch in read_batches(parser.parse_args().data):
        adverts, pay = to_adverts(batch.rows), targets(batch.rows).to_numpy()
        months = months_posted(adverts["posted"])
        prices = np.exp(log_earnings(months) - log_earnings(np.array([parse_month("2026-04")])))
        rank = adverts["title"].map(seniority)
        ranks.append(pd.DataFrame({"rank": rank, "category": adverts["category"], "pay": pay}))
        columns = adverts["title"], adverts["description"], pay_texts(batch.rows)
        for row, (title, description, said) in enumerate(zip(*columns, strict=True)):
            text = f"{title}. {description} {said or ''}"
            ote += [(str(ote_shares(title)), share, text[:80]) for share in stated_ote(text)]
            if np.isfinite(pay[row]):
                extras += [(*one, text[:80]) for one in stated_extras(text, pay[row], prices[row])]
    for name, rows in (("kind of extra pay", extras), ("OTE, by shares of now", ote)):
        table = pd.DataFrame(rows, columns=[name, "amount", "advert"])
        table = table.drop_duplicates(["advert", name])[[name, "amount"]]
        spread = (
            table.groupby(name)["amount"].quantile(np.array([0.1, 0.5, 0.9])).unstack().round(3)
        )
        print(spread.assign(adverts=table.groupby(name).size()).to_string(), "\n")
    known = pd.concat(ranks).dropna()
    known = known[known["category"] != ""]
    if len(known):
        known["relative"] = known["pay"] / known.groupby("category")["pay"].transform("median")
        by_rank = known.groupby("rank")["relative"].agg(["median", "size"])
        by_rank["median"] /= by_rank["median"]["no rank named"]
        print(by_rank.round(3).to_string())


if __name__ == "__main__":
    main()
