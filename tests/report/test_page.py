"""The report: its figures, its escaping, and what it says of odd tables."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salarypred.cli import main
from salarypred.model.advert_model import AdvertModel
from salarypred.report.data import read_predictions
from salarypred.report.money import in_one_month
from salarypred.report.page import report

EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def predicted(adverts: pd.DataFrame, model: AdvertModel) -> pd.DataFrame:
    return model.predict(adverts.head(150), details=True)


def saved(table: pd.DataFrame, folder: Path, name: str = "p.parquet") -> str:
    path = folder / name
    if name.endswith(".parquet"):
        table.to_parquet(path, index=False)
    else:
        table.to_csv(path, index=False)
    return str(path)


class Tags(HTMLParser):
    """Tags that are left open, and addresses that a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br", "rect", "line", "circle"):
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href") and not str(value).startswith("#"):
                self.fetched.append(str(value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_that_stands_by_itself(predicted: pd.DataFrame, tmp_path: Path) -> None:
    source = saved(predicted, tmp_path)
    assert main(["report", source, "--output", str(tmp_path / "r.html")]) == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.fetched == []
    assert "<script" not in page
    for part in ("by category", "by region", "by seniority", "by employer", "How right", "150"):
        assert part in page
    carried, _ = in_one_month(read_predictions([source]))
    assert f"£{carried['predicted_salary'].median():,.0f}" in page
    assert page.count("<svg") == page.count("</svg>") >= 8


def test_csv_and_parquet_tell_the_same(predicted: pd.DataFrame, tmp_path: Path) -> None:
    pages = [report([saved(predicted, tmp_path, f"p.{kind}")]) for kind in ("csv", "parquet")]
    plain = [re.sub(r"Made .*? by|p\.(csv|parquet)", "", page) for page in pages]
    assert plain[0] == plain[1]


@pytest.mark.parametrize("name", ["title", "company", "location", "warnings", "category"])
def test_texts_are_escaped(predicted: pd.DataFrame, tmp_path: Path, name: str) -> None:
    page = report([saved(predicted.assign(**{name: EVIL}), tmp_path)])
    assert EVIL not in page
    assert "<script" not in page


def test_a_table_without_any_answer(predicted: pd.DataFrame, tmp_path: Path) -> None:
    numbers = ["predicted_salary", "salary_low", "salary_high", "salary"]
    empty = predicted.head(3).assign(**dict.fromkeys(numbers, np.nan), warnings="no title")
    assert "No row has an estimate" in report([saved(empty, tmp_path)])
    assert "No row has an estimate" in report([saved(predicted.head(0), tmp_path)])


@pytest.mark.parametrize("name", ["p.parquet", "p.csv"])
def test_occupations_beside_their_official_pay(
    predicted: pd.DataFrame, tmp_path: Path, name: str
) -> None:
    known = predicted.drop(columns="occupation", errors="ignore").assign(
        posted="2026-01",
        money_of="2026-01",
        occupation_code=["6135"] * 100 + [""] * 50,
        occupation=["Care workers & home carers"] * 100 + [""] * 50,
        official_median=[30_111.0] * 100 + [np.nan] * 50,
        official_p25=[25_222.0] * 100 + [np.nan] * 50,
        official_p75=[35_333.0] * 100 + [np.nan] * 50,
    )
    page = report([saved(known, tmp_path, name)])
    assert "Estimated pay by occupation" in page
    assert "Care workers &amp; home carers (6135)" in page
    assert "<td>£30,111</td><td>£25,222 to £35,333</td>" in page
    assert page.count("Earnings, Office for National Statistics") == 1
    official = ["official_median", "official_p25", "official_p75"]
    page = report([saved(known.drop(columns=official), tmp_path, name)])
    assert "Care workers &amp; home carers (6135)" in page
    assert "official median" not in page
    columns = ["occupation", "occupation_code"]
    assert "by occupation" not in report([saved(known.drop(columns=columns), tmp_path, name)])


def test_a_group_with_one_advert_never_comes_first(predicted: pd.DataFrame, tmp_path: Path) -> None:
    table = predicted.assign(predicted_category="Many", predicted_salary=30_000.0)
    table.loc[table.index[0], "predicted_category"] = "Single"
    table.loc[table.index[0], "predicted_salary"] = 190_000.0
    table.loc[table.index[1:60], "predicted_category"] = "Further"
    page = report([saved(table, tmp_path)])
    chart = page[page.index('aria-label="Estimated pay by category"') :]
    assert chart.index("Many") < chart.index("Single")
    assert chart.index("Further") < chart.index("Single")
    assert '<tr class="few"><th scope="row">Single</th><td>1</td>' in page


def test_ranges_without_width_are_explained(predicted: pd.DataFrame, tmp_path: Path) -> None:
    assert "without width" not in report([saved(predicted, tmp_path)])
    table = predicted.copy()
    table.loc[table.index[:3], "salary_high"] = table["salary_low"]
    assert "3 rows have a range without width" in report([saved(table, tmp_path)])


def test_the_month_of_the_money_is_said(predicted: pd.DataFrame, tmp_path: Path) -> None:
    months = ["2013-01"] * 50 + ["2026-04"] * 100
    page = report([saved(predicted.assign(posted=months, money_of=months), tmp_path)])
    assert "in money of <strong>2026-04</strong>" in page
    assert "those of 50 rows were carried to 2026-04" in page


def test_beside_another_table(predicted: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    pay = ["predicted_salary", "salary_low", "salary_high"]
    old = predicted.assign(**{name: 0.5 * predicted[name] for name in pay})
    words = [saved(predicted, tmp_path), "--compare", saved(old, tmp_path / "old")]
    assert main(["report", *words, "--output", str(tmp_path / "r.html"), "--json"]) == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    found = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["comparison"]
    assert found["sentences"][0].startswith("p.parquet (150 estimates) has a median of")
    assert "old/p.parquet (150)" in found["sentences"][0]
    assert "100% more" in found["sentences"][0]
    assert "150 adverts of p.parquet stand in old/p.parquet too." in found["sentences"]
    changes = [row["change"] for row in found["groups"][0]["table"].values()]
    assert changes == pytest.approx([1.0] * len(changes))
    assert '<section id="comparison">' in page
    assert page.index('id="comparison"') < page.index('id="pay"')
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    evil = saved(old.assign(predicted_category=EVIL), tmp_path, "e.parquet")
    both = report([saved(predicted.assign(predicted_category=EVIL), tmp_path)], evil)
    assert EVIL not in both


def test_official_pay_has_a_section_of_its_own(predicted: pd.DataFrame, tmp_path: Path) -> None:
    known = predicted.assign(
        occupation_code="6135",
        occupation="Care workers",
        official_median=predicted["predicted_salary"] / 1.25,
        official_p25=1.0,
        official_p75=1.0,
    )
    page = report([saved(known, tmp_path)])
    section = page[page.index('<section id="official">') :]
    assert "<td>+25%</td><td>100.0%</td>" in section
    assert '<section id="official">' not in report([saved(predicted.head(5), tmp_path)])


def test_a_small_table_says_so(predicted: pd.DataFrame, tmp_path: Path) -> None:
    assert "That is very few" in report([saved(predicted.head(5), tmp_path)])
    assert "That is few" in report([saved(predicted.head(60), tmp_path)])


def test_how_the_month_was_chosen_and_by_which_model(
    predicted: pd.DataFrame, tmp_path: Path
) -> None:
    chosen = ["posted"] * 100 + ["today"] * 50
    table = predicted.assign(money_of="2026-04", money_from=chosen, predicted_by="mine 1a2b3c4d")
    page = report([saved(table, tmp_path)])
    assert "2026-04 by the date of the advert (100 rows); 2026-04 the month of the pred" in page
    assert "Model: mine 1a2b3c4d." in page


def test_a_stated_maximum_alone_counts_as_stated_pay(
    predicted: pd.DataFrame, tmp_path: Path
) -> None:
    table = predicted.assign(stated_salary_min=np.nan, stated_salary_max=np.nan)
    table.loc[table.index[:30], "stated_salary_max"] = 30_000.0
    source = saved(table, tmp_path)
    assert main(["report", source, "--output", str(tmp_path / "r.html")]) == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<dt>state pay in their text</dt><dd>30</dd>" in page
    assert "30 adverts state pay in the text:" in page
