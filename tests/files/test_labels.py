import numpy as np
import pandas as pd
import pytest

from salarypred.errors import InputError
from salarypred.files.labels import join_labels, read_labels


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "labels.csv"
        path.write_text(text)
        return path

    return write


def test_labels_are_read(file):
    labels = read_labels(file("salary,WebIndex,x\n5,007,a\n6, 8.0 ,b\n7,,c\n"))
    assert labels.to_dict("list") == {"id": ["007", "8"], "salary": ["5", "6"], "x": ["a", "b"]}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("salary,x\n1,2\n", r"labels\.csv: no column 'webindex' or 'id' \(found: salary, x\)"),
        ("id,salary\n7,1\n8,1\n7.0,2\n", r"labels\.csv: id 7 occurs 2 times"),
        ("id,salary\n7,1,9\n", r"labels\.csv: line 2: 3 cells, expected 2"),
    ],
)
def test_labels_that_cannot_be_used(file, text, message):
    with pytest.raises(InputError, match=message):
        read_labels(file(text))


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"nix\.csv: no such file; expected a table of labels"):
        read_labels(tmp_path / "nix.csv")


def test_join_fills_only_what_is_missing():
    rows = pd.DataFrame(
        {
            "Webindex": [7.0, 8, 9, np.nan],
            "title": ["a", "b", "c", "d"],
            "SalaryNormalized": [1.0, np.nan, np.nan, np.nan],
            "LocationRaw": ["Leeds", "", None, ""],
        },
        index=[4, 4, 5, 6],
    )
    labels = pd.DataFrame(
        {"ID": ["8", "7", "1"], "salary": ["20", "30", "40"], "location": "York", "more": [1, 2, 3]}
    )
    joined, yes, no = join_labels(rows, labels)
    assert (yes, no) == (2, 2)
    assert joined.index.tolist() == [4, 4, 5, 6]
    assert list(joined.columns) == [*rows.columns, "more"]
    assert pd.to_numeric(joined["SalaryNormalized"]).fillna(0).tolist() == [1, 20, 0, 0]
    assert joined["LocationRaw"].fillna("-").tolist() == ["Leeds", "York", "-", ""]
    assert joined["more"].fillna(0).tolist() == [2, 1, 0, 0]
    assert rows["LocationRaw"].isna().sum() == 1  # the caller's table is left alone


def test_join_needs_ids():
    labels = pd.DataFrame({"id": ["7"], "salary": [1]})
    with pytest.raises(InputError, match="adverts: no column 'webindex' or 'id'"):
        join_labels(pd.DataFrame({"title": ["a"]}), labels)
    with pytest.raises(InputError, match="labels: id 7 occurs 2 times"):
        join_labels(pd.DataFrame({"id": ["7"]}), pd.concat([labels, labels]))
