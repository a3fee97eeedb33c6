"""Columns that come from the text: stated pay, masks, filled and masked texts."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from salarypred.adverts.masks import find_masks
from salarypred.adverts.table import to_adverts
from salarypred.commands.predict import main as predict
from salarypred.commands.train import main as train
from salarypred.errors import InputError
from salarypred.masks.hiding import masked_adverts
from salarypred.masks.output import (
    estimated_masks,
    filled_columns,
    masks_column,
    read_masks,
)
from salarypred.model.advert_model import AdvertModel
from salarypred.pay.stated import stated_columns

ROWS = pd.DataFrame(
    {
        "title": ["Cook £11 - £12 per hour", "Clerk", "Sales Executive ****k"],
        "description": ["", "Up to £23,500 a year.", "Basic ****k, OTE ****k. Call **** ****."],
    }
)


def test_stated_pay_in_the_answer(model: AdvertModel) -> None:
    answer = model.predict(ROWS)
    assert answer["stated_salary_min"].tolist()[0] == 11 * 1950
    assert answer["stated_salary_max"].tolist()[:2] == [12 * 1950, 23_500]
    assert answer["stated_salary_min"].isna().tolist() == [False, True, True]
    assert answer["masks"].tolist()[:2] == ["", ""]


def test_stated_pay_never_changes_the_estimate(model: AdvertModel) -> None:
    rows = pd.DataFrame({"title": ["Cook £11,000 a year", "Cook £91,000 a year"]})
    first, second = model.predict(rows)["predicted_salary"]
    assert first == second


def test_masks_in_the_answer(model: AdvertModel) -> None:
    answer = model.predict(ROWS).iloc[2]
    masks = json.loads(answer["masks"])
    places = [("title", 16)] + [
        ("description", start) for start in find_masks(ROWS["description"].iloc[2])
    ]
    assert [(mask["field"], mask["start"]) for mask in masks] == places
    assert [mask["role"] for mask in masks] == ["pay", "pay", "ote", "contact", "contact"]
    assert masks[0]["value"] == pytest.approx(answer["predicted_salary"], rel=0.02)
    assert masks[0]["value"] < masks[2]["value"]
    assert masks[0]["low"] < masks[0]["value"] < masks[0]["high"]
    assert "value" not in masks[3]
    assert read_masks(answer["masks"])[3].value is None


def test_the_source_says_which_rates_count() -> None:
    rows = to_adverts(ROWS.head(1).assign(source="adzuna2013"))
    assert stated_columns(rows).tolist() == [[11 * 1920, 12 * 1920]]


def test_filled_columns() -> None:
    adverts = to_adverts(ROWS)
    masks = estimated_masks(adverts, np.array([[30_000.0, 25_000.0, 36_000.0]] * 3))
    filled = filled_columns(pd.DataFrame({"masks": masks_column(masks)}), adverts)
    assert filled["filled_title"].tolist()[:2] == ROWS["title"].tolist()[:2]
    assert filled["filled_title"].iloc[2] == "Sales Executive [est. 30]k"
    assert filled["filled_description"].iloc[2].endswith("Call **** ****.")


def test_visible_pay_is_masked_in_both_texts() -> None:
    rows = to_adverts(
        pd.DataFrame(
            {
                "title": ["Nurse £31,365", "Cook"],
                "description": ["31.4k to start, 37.5 hours, ref 12", "We are 12 cooks."],
            }
        )
    )
    hidden, changed = masked_adverts(rows)
    assert changed == 1
    assert hidden["title"].tolist() == ["Nurse £****", "Cook"]
    assert hidden["description"].tolist() == [
        "****k to start, 37.5 hours, ref 12",
        "We are 12 cooks.",
    ]
    known = pd.DataFrame({"salary_min": [np.nan, 12_000.0]})
    assert masked_adverts(rows, known)[0]["description"].iloc[1] == "We are 12 cooks."


def test_fill_writes_the_document(
    model_folder: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = "Title: Caf\u00e9 cook\r\nDescription: Salary ****k.\r\nCall **** ****\r\n".encode(
        "cp1252"
    )
    (tmp_path / "a.txt").write_bytes(data)
    assert predict([str(tmp_path / "a.txt"), "--model", str(model_folder), "--fill"]) == 0
    filled = capfdbinary.readouterr().out
    before, after = filled.split(b"[est. ")
    assert before + b"****" + after.split(b"]", 1)[1] == data
    output = tmp_path / "filled.txt"
    arguments = [str(tmp_path / "a.txt"), "--model", str(model_folder), "--fill"]
    assert predict([*arguments, "--output", str(output)]) == 0
    assert output.read_bytes() == filled


def test_fill_and_mask_add_columns_to_a_table(model_folder: Path, tmp_path: Path) -> None:
    ROWS.to_csv(tmp_path / "a.csv", index=False)
    arguments = [str(tmp_path / "a.csv"), "--model", str(model_folder), "--fill", "--mask"]
    assert predict([*arguments, "--output", str(tmp_path / "o.csv")]) == 0
    table = pd.read_csv(tmp_path / "o.csv", keep_default_na=False)
    assert list(table.columns)[-4:] == [
        "filled_title",
        "filled_description",
        "masked_title",
        "masked_description",
    ]
    assert table["masked_title"].iloc[0] == "Cook £**** - £**** per hour"
    assert table["masked_description"].iloc[1] == "Up to £**** a year."
    assert "[est. " in table["filled_description"].iloc[2]


def test_fill_and_mask_of_a_document_make_a_table_and_have_no_text_format(
    model_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Title: Cook\nDescription: \u00a39,500 to ****k", "utf-8")
    arguments = [str(tmp_path / "a.txt"), "--model", str(model_folder), "--fill", "--mask"]
    assert predict(arguments) == 0
    assert "masked_description" in capsys.readouterr().out.splitlines()[0]
    with pytest.raises(InputError, match="--format text shows no adverts"):
        predict([*arguments, "--format", "text"])


def test_training_masks_visible_pay_and_can_learn_from_it(
    adverts: pd.DataFrame,
    tmp_path: Path,
    quick_models: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = adverts.head(60)[["title", "company", "location", "salary"]]
    stated = [f"Salary £{pay:,.0f} a year." for pay in rows["salary"]]
    table = rows.drop(columns="salary").assign(description=stated)
    table.to_csv(tmp_path / "a.csv", index=False)
    arguments = [str(tmp_path / "a.csv"), "--output", str(tmp_path / "m"), "--base", "none"]
    assert train([*arguments, "--label-from-text"]) == 0
    printed = capsys.readouterr()
    assert "pay of 60 adverts taken from their texts" in printed.err
    assert "60 adverts state pay in their texts: masked" in printed.err
    assert "60 with pay" in printed.out
