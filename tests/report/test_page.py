"""The report: its figures, its escaping, and what it says of odd tables."""

import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salarypred.cli import main
from salarypred.model.advert_model import AdvertModel
from salarypred.report.data import read_predictions
from salarypred.report.page import report
from salarypred.report.quality import quality
from salarypred.report.tables import (
    by_group,
    data_problems,
    stated_against_estimate,
    warning_reasons,
)
from salarypred.text.seniority import LEVELS, seniority

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
        if tag not in ("meta", "link", "br", "rect", "line"):
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
    assert f"£{predicted['predicted_salary'].median():,.0f}" in page
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


def test_own_estimates_are_no_true_pay(predicted: pd.DataFrame, tmp_path: Path) -> None:
    bare = predicted.drop(columns=["salary", "salary_min", "salary_max"])
    bare["salary"] = bare["predicted_salary"]
    assert read_predictions([saved(bare, tmp_path)])["true"].isna().all()
    assert "How right" not in report([saved(bare, tmp_path)])


def test_other_tables_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = saved(pd.DataFrame({"title": ["Chef"]}), tmp_path, "a.csv")
    output = tmp_path / "r.html"
    assert main(["report", source, "--output", str(output)]) == 2
    said = capsys.readouterr().err
    assert "no column predicted_salary" in said and "salarypred predict" in said
    assert not output.exists()
    assert main(["report", source, "--output", str(tmp_path / "r.pdf")]) == 2


def test_a_table_without_any_answer(predicted: pd.DataFrame, tmp_path: Path) -> None:
    numbers = ["predicted_salary", "salary_low", "salary_high", "salary"]
    empty = predicted.head(3).assign(**dict.fromkeys(numbers, np.nan), warnings="no title")
    assert "No row has an estimate" in report([saved(empty, tmp_path)])
    assert "No row has an estimate" in report([saved(predicted.head(0), tmp_path)])


def test_stated_pay_far_from_the_estimate_comes_first(
    predicted: pd.DataFrame, tmp_path: Path
) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    table[["stated_salary_min", "stated_salary_max"]] = np.nan
    assert len(stated_against_estimate(table)) == 0
    for row, factor in ((4, 3.0), (7, 0.2), (9, 1.01)):
        for column in ("stated_salary_min", "stated_salary_max"):
            table.loc[row, column] = factor * table["predicted_salary"][row]
    found = stated_against_estimate(table)
    assert found["row"].tolist() == [8, 5, 10]
    assert found["ratio"].round(2).tolist() == [0.2, 3.0, 1.01]


def test_groups_beyond_the_most_are_put_together(predicted: pd.DataFrame, tmp_path: Path) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    table["company"] = [f"Employer {i % 50}" for i in range(len(table))]
    groups = by_group(table, "company", most=10)
    assert len(groups) == 11
    assert groups["n"].sum() == len(table)
    assert "others" in groups.index


def test_reasons_and_problems_are_counted(predicted: pd.DataFrame, tmp_path: Path) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    said = ["the job seems to be outside the UK (Paris): pay is so", "written in French: a guess"]
    table["warnings"] = [*said, f"{said[1]}; {said[0]}", *[""] * (len(table) - 3)]
    reasons = warning_reasons(table)
    assert reasons["n"].to_dict() == {
        "the job seems to be outside the UK": 2,
        "written in French": 2,
    }
    twice = pd.concat([table, table])
    problems = data_problems(twice)
    assert problems["n"]["same title, text, employer and place as an earlier row"] >= len(table)


def test_quality_of_perfect_and_of_shifted_estimates(
    predicted: pd.DataFrame, tmp_path: Path
) -> None:
    table = read_predictions([saved(predicted, tmp_path)])
    perfect = quality(table.assign(true=table["predicted_salary"]))
    assert perfect is not None
    assert perfect.overall["mae"] == 0
    assert perfect.coverage == 1
    far = quality(table.assign(true=3 * table["predicted_salary"]))
    assert far is not None
    assert far.coverage < 0.1
    assert (far.by_band["p50"] < -60).all()
    assert quality(table.assign(true=np.nan)) is None


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Chef", "no rank named"),
        ("JUNIOR chef", "junior"),
        ("Graduate Engineers", "trainee"),
        ("Senior Account Manager", "manager"),
        ("Head of Sales", "head or director"),
        ("Leadership coach", "no rank named"),
        ("Team Leader", "lead"),
        ("", "no rank named"),
    ],
)
def test_seniority(title: str, level: str) -> None:
    assert seniority(title) == level
    assert level in LEVELS


@pytest.mark.parametrize("name", ["p.parquet", "p.csv"])
def test_occupations_beside_their_official_pay(
    predicted: pd.DataFrame, tmp_path: Path, name: str
) -> None:
    known = predicted.drop(columns="occupation", errors="ignore").assign(
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
    assert page.count("Office for National Statistics") == 1
    official = ["official_median", "official_p25", "official_p75"]
    page = report([saved(known.drop(columns=official), tmp_path, name)])
    assert "Care workers &amp; home carers (6135)" in page
    assert "official median" not in page
    columns = ["occupation", "occupation_code"]
    assert "by occupation" not in report([saved(known.drop(columns=columns), tmp_path, name)])
