"""A predicted file on the page, and what becomes of it."""

import io
import re
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

TABLE = b"title,mine\nChef <b>,1\n,2\nNurse,3\n"


@pytest.fixture
def client(
    model: AdvertModel, model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    limits = replace(Limits(), max_body=300_000, max_upload=2_000_000)
    with TestClient(create_app(model, model_folder, limits, ("testserver",))) as started:
        yield started
    assert list(tmp_path.iterdir()) == []  # nothing is left when the server ends


def test_rows_and_report_are_shown_before_the_download(client: TestClient) -> None:
    page = client.post("/batch", files={"file": ("my adverts.csv", TABLE)})
    assert page.status_code == 200
    assert page.text.startswith("<!doctype html>")
    assert "Chef &lt;b&gt;" in page.text and "<b>" not in page.text
    assert "adverts</dt><dd>3</dd>" in page.text  # of the report
    assert "style=" not in page.text and "<style" not in page.text
    file, report = re.findall(r'href="(/results/[^"]+)"', page.text)
    answer = client.get(file)
    assert 'filename="my_adverts-with-pay.csv"' in answer.headers["content-disposition"]
    table = pd.read_csv(io.BytesIO(answer.content))
    assert table["mine"].tolist() == [1, 2, 3]
    assert table["predicted_salary"].notna().tolist() == [True, False, True]
    whole = client.get(report)
    assert "attachment" in whole.headers["content-disposition"]
    assert whole.text.startswith("<!doctype html>")


def test_a_result_can_be_deleted(client: TestClient, tmp_path: Path) -> None:
    part = client.post("/batch?part=1", files={"file": ("a.csv", TABLE)}, data={"format": "jsonl"})
    assert part.text.startswith('<div class="results"')
    name = re.findall(r"/results/([^/]+)/delete", part.text)[0]
    assert len(list(tmp_path.iterdir())) == 1
    client.post(f"/results/{name}/delete")
    assert list(tmp_path.iterdir()) == []
    gone = client.get(f"/results/{name}/file")
    assert gone.status_code == 400
    assert "no longer here" in gone.text


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("a.csv", b"name,text\nx,y\n", "no column"), ("a.exe", b"MZ", "expected a file ending in")],
)
def test_mistakes_are_answered_with_a_sentence(
    client: TestClient, name: str, data: bytes, words: str
) -> None:
    for path in ("/batch", "/batch?part=1"):
        answer = client.post(path, files={"file": (name, data)})
        assert answer.status_code == 400
        assert words in answer.text
        assert 'role="alert"' in answer.text
    assert "There is no file" in client.post("/batch", data={"format": "csv"}).text
