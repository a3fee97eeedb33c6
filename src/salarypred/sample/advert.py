"""One synthetic advert: its subject comes from the tables, its words from the grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from .grammar import Number, Piece, Value, expand, mask_layout, render, table, tidy, words
from .pay import Pay, contract_share, draw_pay, earnings_factor, factor

LEVEL_SHARE = 0.4
_DAY_RATES = ("IT Jobs", "Consultancy Jobs", "Energy, Oil & Gas Jobs", "Engineering Jobs")


@dataclass(frozen=True)
class Brief:
    """What an advert must be about; empty fields are drawn at random.

    `stated`: pay is stated, by the year; `ote`: with on-target earnings.

    Examples
    --------
    >>> Brief(category="IT Jobs", occupation="C# Developer", place="London").long
    False
    """

    category: str
    occupation: str = ""
    place: str = ""
    placeless: bool = False
    long: bool = False
    stated: bool = False
    ote: bool = False


@dataclass(frozen=True)
class Advert:
    """An advert as one row of the table, and its masks: field, start and number.

    `key` = title, company and description without their numbers: the same whether masked or not.
    """

    row: dict[str, Any]
    masks: list[tuple[str, int, Number]]
    key: tuple[str, str, str]


def make_advert(brief: Brief, rng: Random, year: int, masked: bool) -> Advert:
    """Draw one advert.

    Parameters
    ----------
    brief : Brief
        What is asked for.
    rng : random.Random
        Source of every choice. The choices do not depend on `masked`.
    year : int
        Year in which it was posted, and of the money it pays.
    masked : bool
        Whether its numbers are replaced by `****`.

    Examples
    --------
    >>> make_advert(Brief("IT Jobs", "Java Developer"), Random(1), 2013, True).row["category"]
    'IT Jobs'
    """
    kind = words("categories.toml")[brief.category]
    occupation = rng.choice(
        [
            row
            for row in table("occupations.tsv")
            if row["category"] == brief.category and brief.occupation in ("", row["occupation"])
        ]
    )
    levels = [] if brief.occupation else occupation["levels"].split()
    level = rng.choice(levels) if levels and rng.random() < LEVEL_SHARE else ""
    place = _place(brief, rng)
    contract = rng.random() < contract_share(brief.category)
    part_time = "Part Time" in occupation["occupation"] or rng.random() < 0.07
    true = float(occupation["pay"]) * earnings_factor(year)
    for name, value in (
        ("level", level),
        ("region", place["region"]),
        ("contract_time", "contract" if contract else "permanent"),
        ("contract_type", "part_time" if part_time else "full_time"),
    ):
        true *= factor(name, brief.category, value)
    pay = draw_pay(true, *_pay_form(brief, kind, contract, rng), year, rng)
    agency = rng.random() < 0.55
    company = _company(kind, agency, rng)
    given = _given(kind, occupation["occupation"], level, place, rng)
    given |= _employer(company, agency, contract, part_time) | _stated(pay, brief.stated, rng)
    given["year"] = Number(str(year), "time")
    given["code"] = kind["code"]
    pieces = _texts(given, brief, rng)
    loss = rng.random() < 0.15, rng.random() < 0.3, rng.random() < 0.5
    row: dict[str, Any] = {}
    masks: list[tuple[str, int, Number]] = []
    for field, parts in pieces.items():
        row[field], found = render(mask_layout(parts, *loss) if masked else parts, masked)
        masks += [(field, start, number) for start, number in found]
    posted = date(year, 1, 1) + timedelta(days=rng.randrange(365))
    source = rng.choice(words("wordings.toml")["sources"]).replace("{code}", kind["code"].lower())
    row |= {
        "company": company if rng.random() < 0.88 else "",
        "location": _location(place, rng),
        "contract_type": "part_time" if part_time else "full_time" if rng.random() < 0.3 else "",
        "contract_time": _sometimes("contract" if contract else "permanent", 0.75, rng),
        "category": brief.category,
        "source": source,
        "salary": pay.salary,
        "salary_min": pay.low,
        "salary_max": pay.high,
        "posted": posted.isoformat(),
    }
    title, description = (render(parts, masked=True)[0] for parts in pieces.values())
    return Advert(row, masks, (title, row["company"], description))


def _sometimes(text: str, share: float, rng: Random) -> str:
    return text if rng.random() < share else ""


def _place(brief: Brief, rng: Random) -> dict[str, str]:
    if brief.placeless:
        return {"place": "", "county": "", "region": "", "weight": "1"}
    places = [row for row in table("places.tsv") if brief.place in ("", row["place"])]
    drawn: dict[str, str] = rng.choices(places, [float(row["weight"]) for row in places])[0]
    return drawn


def _location(place: dict[str, str], rng: Random) -> str:
    parts = [place["place"], place["county"]]
    name = rng.choice((place["place"], ", ".join(part for part in parts if part)))
    return name if rng.random() < 0.96 else ""


def _pay_form(brief: Brief, kind: dict[str, Any], contract: bool, rng: Random) -> tuple[str, bool]:
    ote = rng.random() < kind["ote"] or brief.ote
    if ote:
        return "year", True
    if contract and not brief.stated and brief.category in _DAY_RATES and rng.random() < 0.4:
        return "day", False
    # Contract posts are more often paid by the hour.
    hourly = rng.random() < kind["hourly"] * (1.5 if contract else 0.9)
    return "hour" if hourly and not brief.stated else "year", False


def _stated(pay: Pay, always: bool, rng: Random) -> dict[str, Value]:
    stated = always or rng.random() < 0.75
    return {**pay.numbers, "pay_line": f"{{{pay.rule}}}" if stated else ""}


def _company(kind: dict[str, Any], agency: bool, rng: Random) -> str:
    rules = words("wordings.toml")
    trade = rng.choice(rules["agency_words"] if agency else kind["trades"])
    end = rng.choice(rules["company_ends"])
    return f"{rng.choice(rules['employer_words'])} {trade}{'' if trade == 'Group' else end}"


def _employer(company: str, agency: bool, contract: bool, part_time: bool) -> dict[str, Value]:
    domain = re.sub(r"[^a-z]", "", company.lower().rsplit(" ", 1)[0]) + ".test"
    term = "part_time" if part_time else "contract" if contract else "permanent"
    return {
        "company": company,
        "domain": domain,
        "website": f"www.{domain}",
        "opening": "{opening_agency}" if agency else "{opening_direct}",
        "legal": "{legal_agency}" if agency else "{legal_direct}",
        "term": f"{{term_{term}}}",
        "term_word": {"part_time": "Part Time", "contract": "Contract"}.get(term, "Permanent"),
    }


def _given(
    kind: dict[str, Any], occupation: str, level: str, place: dict[str, str], rng: Random
) -> dict[str, Value]:
    """Values of the grammar's names that do not depend on pay and employer."""
    name = place["place"]
    given: dict[str, Value] = {
        "occupation": occupation,
        "job": f"{level.capitalize()} {occupation}".strip(),
        "experience": f"{{experience_{level or 'plain'}}}",
        "place_name": name or "various",
        "in_place": "" if name in ("", "UK") else f" in {name}",
    }
    if not name:
        given["where_line"] = ""
    for slot in ("duties", "skills", "qualifications", "sectors"):
        once = _fitting(kind[slot], occupation) if slot != "sectors" else list(kind[slot])
        rng.shuffle(once)
        # What is left when these are used up.
        again = words("wordings.toml")["any_duty"] if slot == "duties" else once * 3
        given["duty" if slot == "duties" else slot.removesuffix("s")] = [
            *rng.sample(again, len(again)),
            *once,
        ]
    given["sector_word"] = rng.choice(kind["trades"])
    return given


def _fitting(phrases: list[str], occupation: str) -> list[str]:
    """Phrases for this occupation and for all, without their marks; all of them if none fits."""
    title = set(re.findall(r"[a-z+]+", occupation.lower()))
    marked = [phrase.rpartition(" > ") for phrase in phrases]
    fitting = [text for marks, _, text in marked if not marks or title & set(marks.split("/"))]
    return fitting or [text for _, _, text in marked]


def _texts(given: dict[str, Value], brief: Brief, rng: Random) -> dict[str, list[Piece]]:
    rules = words("wordings.toml")
    plain = brief.occupation or brief.placeless or rng.random() < 0.6
    title = tidy(expand(rng.choice(rules["title_plain" if plain else "title_end"]), given, rng))
    given["title"] = given["job"]
    # The title as a page's address would hold it: letters only.
    given["slug"] = re.sub(r"[^A-Za-z]", "", "".join(p for p in title if isinstance(p, str)))
    plans = rules["long" if brief.long else "short"]
    plan = rng.choice([plan for plan in plans if not brief.stated or "{pay_line}" in plan])
    return {"title": title, "description": tidy(expand(plan, given, rng))}
