"""Predictions for a reader at a terminal."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
import pytest

from salarypred.adverts.answers import QUANTILES
from salarypred.commands.terminal import describe, show_batch

ROW: dict[str, Any] = {
    "title": "Chef",
    "predicted_salary": 21_000.0,
    "salary_low": 18_000.0,
    "salary_high": 25_500.0,
    "predicted_category": "Hospitality & Catering Jobs",
    "category_probability": 0.934,
    "warnings": "",
}
NAN = float("nan")
NOTHING: dict[str, Any] = dict.fromkeys(["predicted_salary", "salary_low", "salary_high"], NAN) | {
    "predicted_category": "",
    "category_probability": NAN,
}


def described(level: float = 0.8, **changes: Any) -> list[str]:
    return describe(pd.Series({**ROW, **changes}, dtype=object).to_dict(), level).splitlines()


def test_everything() -> None:
    assert described() == [
        "Chef",
        "  pay       £21,000 a year, full-time equivalent (80% range £18,000 to £25,500)",
        "  category  Hospitality & Catering Jobs (93%)",
    ]
    assert "(95% range" in described(level=0.95)[1]


def test_what_stands_beside_the_estimate() -> None:
    by_hour = {"hourly_low": 9.23, "hourly_mid": 10.77, "hourly_high": 13.08}
    official = {"official_median": 30_111.0, "official_p25": 25_222.0, "official_p75": 35_333.0}
    job: dict[str, Any] = {
        "occupation_code": "5434",
        "occupation": "Chefs",
        "occupation_probability": 0.876,
    }
    hours = {"stated_hours": 48.0, "salary_for_hours": 26_880.0, "official_year": 2025.0}
    assert described(**by_hour, **official, **job, **hours)[2:6] == [
        "  by hour   £10.77 (£9.23 to £13.08)",
        "  hours     48 a week, as the advert states: £26,880 a year for them",
        "  job       Chefs (5434, 88%)",
        "  official  £30,111 median of the occupation, full-time; half earn £25,222 to £35,333 "
        "(ONS 2025)",
    ]
    nothing = dict.fromkeys([*by_hour, *official, *hours], NAN)
    assert len(described(**nothing, occupation="", occupation_code="")) == 3


def test_a_row_without_answer_says_why() -> None:
    lines = described(**NOTHING, title="", file="a/b.txt", warnings="the file is empty")
    assert lines == ["a/b.txt", "  warning   the file is empty"]


def test_only_pay_or_only_a_category() -> None:
    assert len(described(predicted_category="", category_probability=NAN)) == 2
    assert described(predicted_salary=NAN)[1].startswith("  category")


@pytest.mark.parametrize(
    ("changes", "heading"),
    [
        ({"title": "Chef\n  de   partie"}, "Chef de partie"),
        ({"title": "", "id": "7"}, "7"),
        ({"title": ""}, "advert"),
        ({"title": None, "id": "7"}, "7"),
        ({"title": NAN, "id": "7"}, "7"),
        ({"title": pd.NA, "file": "x.txt"}, "x.txt"),
    ],
)
def test_heading(changes: dict[str, Any], heading: str) -> None:
    assert described(**changes)[0] == heading


def test_heading_under_another_column_name() -> None:
    row: dict[Hashable, Any] = {name: value for name, value in ROW.items() if name != "title"}
    row["Title"] = "Cook"
    assert describe(row, 0.8).splitlines()[0] == "Cook"


def test_a_long_title_is_cut_at_a_word() -> None:
    heading = described(title="sous chef " * 50)[0]
    assert len(heading) <= 90
    assert heading.endswith("chef ...") or heading.endswith("sous ...")


def test_a_title_cannot_steer_the_terminal() -> None:
    heading = described(title="Chef\x1b[2J\x1b]0;owned\x07\x9b31m")[0]
    assert heading.isprintable()


def test_a_batch_has_a_block_for_each_advert(capsys: pytest.CaptureFixture[str]) -> None:
    show_batch(pd.DataFrame([ROW, ROW | NOTHING | {"warnings": "no text"}]), [232, 232], 0.8)
    blocks = capsys.readouterr().out.strip().split("\n\n")
    assert len(blocks) == 2
    assert blocks[1].splitlines() == ["Chef", "  warning   no text"]


def test_the_month_of_the_money_and_how_sure_the_model_is() -> None:
    details = {"salary_p25": 20_000.0, "salary_p75": 23_000.0, "confidence": "medium"}
    row: dict[Hashable, Any] = dict((ROW | details).items())
    lines = describe(row, 0.8, "2013-01").splitlines()
    assert lines[1].endswith("), money of 2013-01")
    assert lines[2] == "  how sure  medium; half of such adverts pay £20,000 to £23,000"


def test_each_advert_is_shown_in_the_money_of_its_month(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_batch(pd.DataFrame([ROW, ROW]), [232, 315], 0.8)
    first, second = capsys.readouterr().out.strip().split("\n\n")
    assert "money of 2019-05" in first
    assert "money of 2026-04" in second


def test_stated_pay_stands_beside_the_estimate() -> None:
    def stated(low: float, high: float, **more: Any) -> list[str]:
        lines = described(stated_salary_min=low, stated_salary_max=high, **more)
        return [line.strip() for line in lines if line.startswith("  stated")]

    quantiles = dict(zip(QUANTILES, [17e3, 19e3, 21e3, 23e3, 26e3], strict=True))
    assert stated(NAN, NAN) == []
    assert stated(18e3, 18e3) == ["stated    £18,000 a year, as the text says"]
    assert stated(18e3, NAN, **quantiles) == [
        "stated    £18,000 a year, as the text says; less than three quarters of such adverts pay"
    ]
    (line,) = stated(24e3, 30e3, **quantiles)
    assert line == (
        "stated    £24,000 to £30,000 a year, as the text says; "
        "more than nine tenths of such adverts pay"
    )
    for pay, place in (
        (16e3, "less than nine"),
        (20e3, "within the middle half"),
        (24e3, "more than three"),
    ):
        assert f"; {place}" in stated(pay, pay, **quantiles)[0]
