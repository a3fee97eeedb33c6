import pandas as pd

from salarypred.adverts.table import Adverts, to_adverts
from salarypred.features.short_copies import LONG, shortened


def adverts() -> Adverts:
    text = " ".join(f"word{number}" for number in range(300))
    rows = [
        {"title": f"Cook {n}", "description": text, "company": "A", "location": "Leeds"}
        for n in range(200)
    ]
    short = [{"title": "Chef", "description": "x" * LONG, "company": "B", "location": "York"}] * 50
    return to_adverts(pd.DataFrame(short + rows))


def test_every_long_advert_gets_one_shorter_copy() -> None:
    table = adverts()
    copies, rows = shortened(table)
    assert rows.tolist() == list(range(50, 250))
    assert copies["title"].tolist() == table["title"].iloc[rows].tolist()
    lengths = copies["description"].str.len()
    assert lengths.max() <= 600
    assert 0.25 < (lengths == 0).mean() < 0.45 and (lengths >= 60).mean() > 0.55
    for copy, original in zip(copies["description"], table["description"].iloc[rows], strict=True):
        assert copy in original


def test_some_copies_lack_place_or_employer() -> None:
    copies, _ = shortened(adverts())
    assert 0.1 < (copies["location"] == "").mean() < 0.3
    assert 0.1 < (copies["company"] == "").mean() < 0.3


def test_the_seed_decides_and_short_adverts_get_none() -> None:
    table = adverts()
    assert shortened(table, 1)[0].equals(shortened(table, 1)[0])
    assert not shortened(table, 1)[0].equals(shortened(table, 2)[0])
    assert len(shortened(Adverts(table.iloc[:50]))[0]) == 0


def test_adverts_of_rare_years_get_one_too() -> None:
    table = adverts().iloc[:50].reset_index(drop=True)
    table["posted"] = ["2026-05"] * 5 + ["2013-01"] * 45
    copies, rows = shortened(Adverts(table))
    assert rows.tolist() == list(range(5))
    assert copies["description"].tolist() == table["description"].iloc[:5].tolist()
