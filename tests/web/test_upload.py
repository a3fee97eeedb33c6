"""Files of adverts, sent and given back."""

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from salarypred.model.advert_model import AdvertModel
from salarypred.web.app import Limits, create_app


@pytest.fixture(scope="module")
def client(model: AdvertModel, model_folder: Path) -> Iterator[TestClient]:
    limits = replace(Limits(), max_body=300_000, max_upload=2_000_000)
    with TestClient(create_app(model, model_folder, limits, ("testserver",))) as started:
        yield started


def test_an_upload_comes_back_with_the_columns_and_leaves_nothing(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    data = b'title,mine\nChef,1\n,2\n"Nurse, senior",3\n'
    answer = client.post(
        "/api/batch", files={"file": ("../../my adverts.csv", data)}, data={"as_of": "2013-01"}
    )
    assert answer.status_code == 200
    assert 'filename="my_adverts-with-pay.csv"' in answer.headers["content-disposition"]
    table = pd.read_csv(io.BytesIO(answer.content))
    assert table["mine"].tolist() == [1, 2, 3]
    assert table["predicted_salary"].notna().tolist() == [True, False, True]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"name,text\nx,y\n", "a.csv: no column 'title' or 'description'"),
        ("a.csv", b"", "a.csv: the file is empty"),
        ("a.parquet", b"PAR1 cut", "a.parquet"),
        ("a.exe", b"MZ", "expected a file ending in"),
        ("", b"title\nChef\n", "file"),
    ],
)
def test_a_file_that_cannot_be_read(client: TestClient, name: str, data: bytes, words: str) -> None:
    answer = client.post("/api/batch", files={"file": (name, data)})
    assert answer.status_code in (400, 422)
    assert words in answer.json()["error"]
    assert "salarypred-upload" not in answer.text
