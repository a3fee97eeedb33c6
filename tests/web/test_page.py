"""What the page makes of its form."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from salarypred.model.advert_model import AdvertModel
from salarypred.web.app import Limits, create_app

TEXT = "Senior Chef\nLeeds. Pay £****k to £****k a year. Call **** ****."


@pytest.fixture(scope="module")
def client(model: AdvertModel, model_folder: Path) -> Iterator[TestClient]:
    limits = replace(Limits(), max_body=300_000, max_upload=2_000_000)
    with TestClient(create_app(model, model_folder, limits, ("testserver",))) as started:
        yield started


def test_the_estimate_follows_the_controls(client: TestClient) -> None:
    written = client.post("/answer", data={"text": TEXT}).text
    moved = client.post("/answer", data={"text": TEXT, "place": "London", "rank": "Head of"}).text
    assert "against the advert as written" in moved
    assert "against the advert as written" not in written
    assert "Head of Chef" in moved


def test_a_file_comes_before_pasted_text(client: TestClient) -> None:
    file = {
        "file": ("advert.txt", "Title: Nurse\r\nDescription: Pay £25k – “now”".encode("cp1252"))
    }
    page = client.post("/answer", data={"text": TEXT}, files=file)
    assert "Nurse" in page.text and "“now”" in page.text and "Senior Chef" not in page.text
    picture = client.post("/answer", files={"file": ("a.txt", b"\x89PNG\r\n\x1a\n" + b"0" * 99)})
    assert picture.status_code == 400
    assert "picture" in picture.text
