"""Labelled masks joined to their adverts."""

from pathlib import Path

import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.masks.examples.labelled import labelled_masks, made_masks
from salarypred.masks.surroundings.features import stacked_rows, surroundings

ADVERTS = "id,title,description\n1,Chef ****,Pay ****k. Call ****\n2,Cook,no mask\n"


@pytest.fixture
def adverts(tmp_path: Path) -> Path:
    path = tmp_path / "adverts.csv"
    path.write_text(ADVERTS)
    return path


def labels(folder: Path, *rows: str, header: str = "webindex,field,start,label,unit") -> Path:
    path = folder / f"labels{len(list(folder.iterdir()))}.csv"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def test_labels_find_their_masks(tmp_path: Path, adverts: Path) -> None:
    first = labels(tmp_path, "1,title,5,pay,year", "1,description,16,unknown,-")
    second = labels(tmp_path, "1,title,5,contact,-", "1,description,4,ote,month", "9,title,0,pay,-")
    table = labelled_masks([first, second], [adverts])
    assert table[["advert", "label", "unit", "file"]].to_numpy().tolist() == [
        ["1", "pay", "year", 0],  # the first label of a mask counts
        ["1", "ote", "month", 1],
    ]
    assert [place.field for place in table["place"]] == ["title", "description"]
    around = surroundings([("Chef ****", "Pay ****k. Call ****")])
    kept = stacked_rows(table["features"].tolist())
    assert (kept != around.X[:2]).nnz == 0


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1,title,5,salary,year", "label 'salary'; expected one of pay_min"),
        ("1,title,6,pay,year", "advert 1: no mask at 6 of title"),
    ],
)
def test_wrong_labels(tmp_path: Path, adverts: Path, row: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        labelled_masks([labels(tmp_path, row)], [adverts])


def test_a_table_without_labels(tmp_path: Path, adverts: Path) -> None:
    path = labels(tmp_path, "1,title,5,pay", header="webindex,field,start,kind")
    with pytest.raises(InputError, match=r"no column 'label' \(found: webindex, field"):
        labelled_masks([path], [adverts])


def test_masks_made_from_visible_pay(tmp_path: Path) -> None:
    path = tmp_path / "visible.csv"
    rows = {"title": ["Cook £9.50 an hour", "Chef"], "description": ["", "£20,000 to £25,000"]}
    pd.DataFrame(rows).to_csv(path, index=False)
    table = made_masks([path], most=2)
    assert sorted(zip(table["label"], table["unit"], strict=True)) == [
        ("pay", "hour"),
        ("pay_max", "year"),
        ("pay_min", "year"),
    ]
    assert len(made_masks([path], most=1)) < len(table)
