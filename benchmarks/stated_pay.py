"""Pay that texts state: found, invented, and hidden by masking.

    python benchmarks/stated_pay.py DATA [DATA ...] [--show 20]

DATA: adverts, as tables or documents that salarypred reads, whose numbers are visible, with
``salary_min`` or ``salary_max`` (£ a year) and, for a row each, ``source``. An amount stands in a
text as ``32,306``, ``32306``, ``32.3k`` or ``32k``. An advert states no pay where its texts hold no
sign of pounds, no number before a k or a unit such as "per annum", and not the amount; "nor beside
a word" leaves out those with a five-figure number after a word such as "salary" or "up to" too.
"Not known" is masking without the columns of pay. ``--show`` prints that many failures of each
kind with the words around them.
"""

import argparse
import re
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd

from salarypred.adverts.table import target_columns, to_adverts
from salarypred.files.read import read_batches
from salarypred.masks.hiding import masked_adverts
from salarypred.pay.stated import stated_columns, stated_pay

NAMES = {
    "stated": "pay in the text",
    "found": "found %",
    "found whole": "each end found %",
    "none": "no pay in the text",
    "invented": "given one %",
    "wordless": "nor beside a word",
    "invented wordless": "given one, %",
    "hidden": "hidden, pay known %",
    "lost": "other numbers lost %",
    "hidden blind": "hidden, not known %",
    "lost blind": "other numbers lost, %",
}
_BEFORE, _AFTER = r"(?<!\w)(?<!\d[.,])", r"(?![.,]?\d)"
_UNIT = (
    r"(?:(?:per|an?|each|/)\s?(?:ann?um|year|yr|month|week|day|hour|hr)|p\.?\s?[ahd]\b|p/[ahd]\b"
    r"|annual|yearly|monthly|weekly|daily|hourly|annum)"
)
_SIGN = re.compile(rf"£|\ufffd|&pound;|&#163;|\bGBP|\d\s?k\b|\d\s{{0,2}}{_UNIT}", re.IGNORECASE)
_WORD = re.compile(
    r"\b(?:salar(?:y|ies)|pay|wages?|earn\w*|remuneration|up\s?to|from|circa|c\.?)\b[^\d\n]{0,30}"
    r"\d{2,3}(?:,\s?)?\d{3}(?!\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONEY_BEFORE = re.compile(r"(?:[£\ufffd$€]|&pound;|&#163;|GBP)\s{0,2}$")
_MONEY_AFTER = re.compile(rf"\s?k\b|\s{{0,2}}{_UNIT}", re.IGNORECASE)
_HIDDEN = re.compile(r"[*\d][*\d., \xa0]*")


def forms(values: set[float], rounded: bool) -> re.Pattern[str]:
    """Pattern of all ways to write these amounts; `rounded` takes 32.3k and 32k for 32,306."""
    ways = set()
    for value in values:
        for whole in {int(value), round(value)}:
            ways.add(rf"{whole // 1000},?{whole % 1000:03d}(?:\.\d\d?)?(?!\s?k\b)")
        for scale in (1, 10, 100):
            inexact = value / 1000 * scale
            for short in {int(inexact) / scale, round(inexact) / scale}:
                if rounded or abs(short * 1000 - value) <= 1:
                    ways.add(re.escape(f"{short:g}") + r"(?:\.0)?\s?[kK](?![a-z0-9])")
    return re.compile(f"{_BEFORE}(?:{'|'.join(sorted(ways))}){_AFTER}" if ways else r"(?!)")


def numbers_not_money(text: str, pay: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans of the numbers that no stated pay, sign, unit or known amount makes money."""
    money = [(found.start, found.end) for found in stated_pay(text)]
    money += [found.span() for found in pay.finditer(text)]
    return [
        found.span()
        for found in _NUMBER.finditer(text)
        if not any(start < found.end() and found.start() < end for start, end in money)
        and not _MONEY_BEFORE.search(text, max(0, found.start() - 10), found.start())
        and not _MONEY_AFTER.match(text, found.end())
    ]


def lost_spans(text: str, hidden: str) -> list[tuple[int, int]]:
    """Spans of a text that are `****` in its masked copy."""
    spans = []
    first, *others = hidden.split("****")
    place = len(first)
    for number, piece in enumerate(others, 1):
        gap = _HIDDEN.match(text, place)
        end = len(text) if number == len(others) and not piece else text.find(piece, place + 1)
        if gap is None or end < 0:
            raise ValueError(f"masking changed more than numbers: {text[place : place + 40]!r}")
        spans.append((place, end))
        place = end + len(piece)
    return spans


def _lost(text: str, gone: list[tuple[int, int]], spans: list[tuple[int, int]]) -> list[str]:
    """Numbers that are no money but were masked, each with the words around it."""
    return [
        f"{text[start:end]!r} of {text[max(0, start - 40) : end + 40]!r}"
        for start, end in spans
        if any(start < last and first < end for first, last in gone)
    ]


def _invented(text: str, pay: np.ndarray) -> list[str]:
    """Pay that was read where the text states none, each with the words around it."""
    return [
        f"{pay}: {text[max(0, found.start - 70) : found.end + 40]!r}" for found in stated_pay(text)
    ]


def _remaining(left: re.Match[str] | None, pay: np.ndarray) -> list[str]:
    """Pay that was not masked, with the words around it: one line, or none."""
    if left is None:
        return []
    return [f"{pay}: {left.string[max(0, left.start() - 70) : left.end() + 40]!r}"]


def judge(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, list[str]]]:
    """Counts for each advert of a table, and failures with the words around them."""
    adverts, known = to_adverts(rows), target_columns(rows)
    ends, stated = known[["salary_min", "salary_max"]].to_numpy(), stated_columns(adverts)
    ways = {
        "": masked_adverts(adverts, known[["salary_min", "salary_max"]])[0],
        " blind": masked_adverts(adverts, known * np.nan)[0],
    }
    failures: dict[str, list[str]] = defaultdict(list)
    counts = []
    for row, pay in enumerate(ends):
        values = {float(value) for value in pay if value >= 9000}
        exact, loose = forms(values, rounded=False), forms(values, rounded=True)
        texts = [adverts[field].iloc[row] for field in ("title", "description")]
        both = "\n".join(texts)
        count: dict[str, float] = {}
        place = exact.search(both)
        given = not np.isnan(stated[row]).all()
        if place:
            count["stated"] = 1
            near = (abs(stated[row][:, None] - pay) <= 1).any(axis=0)
            written = [bool(value >= 9000 and forms({value}, False).search(both)) for value in pay]
            count |= {"found": near.any(), "found whole": near[written].all()}
            if not count["found"]:
                around = both[max(0, place.start() - 70) : place.end() + 40]
                failures["not found"].append(f"{pay}, got {stated[row]}: {around!r}")
        elif not _SIGN.search(both):
            count |= {"none": 1, "invented": given}
            if not _WORD.search(both):
                count |= {"wordless": 1, "invented wordless": given}
            if given:
                failures["given one"] += [line for text in texts for line in _invented(text, pay)]
        others = [numbers_not_money(text, loose) for text in texts]
        for way, masked_table in ways.items():
            hidden = [masked_table[field].iloc[row] for field in ("title", "description")]
            left = loose.search("\n".join(hidden))
            if place:
                count["hidden" + way] = left is None
                failures["not hidden" + way] += _remaining(left, pay)
            count["numbers"] = sum(map(len, others))
            count["lost" + way] = 0
            for text, masked, spans in zip(texts, hidden, others, strict=True):
                lost = _lost(text, lost_spans(text, masked), spans)
                count["lost" + way] += len(lost)
                failures["lost" + way] += lost
        counts.append(count)
    columns = [*NAMES, "numbers"]
    found = pd.DataFrame(counts, index=rows.index).reindex(columns=columns).astype(float)
    return found.assign(source=adverts["source"].to_numpy()), {
        kind: lines for kind, lines in failures.items() if lines
    }


def summary(counts: pd.DataFrame) -> pd.DataFrame:
    """A row for each source and one for all: adverts, and shares of them in percent."""
    groups = pd.concat([counts, counts.assign(source="all")]).groupby("source", sort=False)
    table = groups.sum()
    for name in ("found", "found whole", "invented", "invented wordless", "hidden", "hidden blind"):
        table[name] = 100 * groups[name].mean()
    for name in ("lost", "lost blind"):
        table[name] = 100 * table[name] / table["numbers"]
    return table.rename(columns=NAMES).rename(columns={"numbers": "other numbers"})


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="failures to print")
    arguments = parser.parse_args()
    start = time.perf_counter()
    counts: list[pd.DataFrame] = []
    failures: dict[str, list[str]] = defaultdict(list)
    for batch in read_batches(arguments.data, categories_from_folders=True):
        count, failed = judge(batch.rows.reset_index(drop=True))
        counts.append(count)
        for kind, lines in failed.items():
            failures[kind] += lines
    table = summary(pd.concat(counts, ignore_index=True))
    whole = [name for name in map(str, table) if not name.endswith("%")]
    print(table.round(2).astype(dict.fromkeys(whole, int)).astype(object).T.to_string())
    for kind, lines in failures.items() if arguments.show else ():
        print(f"\n{kind}: {len(lines)}", *lines[: arguments.show], sep="\n  ")
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
