"""Limits of what a request may hold, and who may ask."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

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


def test_a_body_that_is_no_json_or_never_says_its_length(client: TestClient) -> None:
    assert client.post("/api/predict", content=b"{").status_code == 422
    sent = client.post("/api/predict", content=iter([b"x" * 200_000] * 3))
    assert sent.status_code == 413
    assert "more than 0.3 MB" in sent.json()["error"]


def test_other_sites_may_not_ask(client: TestClient) -> None:
    advert = {"title": "Chef"}
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "http://evil.example:x["},
        {"origin": "http://[::1"},
        {"origin": "null"},
        {"origin": "\x7f"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"},
    ):
        assert client.post("/api/predict", json=advert, headers=headers).status_code == 403
    own = {"origin": "http://testserver"}
    assert client.post("/api/predict", json=advert, headers=own).status_code == 200
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_an_upload_that_is_too_large(client: TestClient) -> None:
    answer = client.post("/api/batch", files={"file": ("a.csv", b"title\n" + b"Chef\n" * 500_000)})
    assert answer.status_code == 413
