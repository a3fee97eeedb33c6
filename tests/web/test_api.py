"""The JSON interface."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from salarypred.adverts.answers import PREDICTED
from salarypred.model.advert_model import AdvertModel
from salarypred.pay.shown import pounds, rounded
from salarypred.web.app import Limits, create_app


@pytest.fixture(scope="module")
def client(model: AdvertModel, model_folder: Path) -> Iterator[TestClient]:
    limits = replace(Limits(), max_body=300_000, max_upload=2_000_000)
    with TestClient(create_app(model, model_folder, limits, ("testserver",))) as started:
        yield started


def test_one_advert_and_a_list(client: TestClient, model: AdvertModel) -> None:
    advert = {"title": "Sous Chef", "description": "Pay £****", "location": "Leeds"}
    one = client.post("/api/predict?as_of=2013-01", json=advert).json()
    expected = model.predict(pd.DataFrame([advert]), as_of="2013-01").iloc[0]
    assert {*PREDICTED, "salary"} <= one.keys()
    assert one["predicted_salary"] == expected["predicted_salary"]
    assert one["masks"] == json.loads(expected["masks"])
    assert one["stated_salary_min"] is None
    some = client.post("/api/predict?as_of=2013-01", json=[advert, {"title": ""}]).json()
    assert some[0] == one
    assert some[1]["predicted_salary"] is None
    assert some[1]["warnings"]


def test_a_line_of_text_is_a_title(client: TestClient) -> None:
    named = client.post("/api/predict", json={"title": "Sous Chef, Leeds"}).json()
    assert client.post("/api/predict", json="Sous Chef, Leeds").json() == named
    assert client.post("/api/predict", json=["Sous Chef, Leeds"]).json() == [named]
    page = client.post("/", data={"text": "Sous Chef, Leeds"}).text
    assert "<title>Sous Chef, Leeds: pay" in page
    width = named["salary_high"] - named["salary_low"]
    assert pounds(rounded(named["predicted_salary"], width=width)) in page
    assert (
        client.post("/api/explain", json="Sous Chef").json()["prediction"]["title"] == "Sous Chef"
    )


def test_explain(client: TestClient) -> None:
    found = client.post("/api/explain?most=3", json={"title": "Head Chef, London"}).json()
    assert len(found["salary"]) <= 3
    assert {"prediction", "salary", "category", "cohorts"} == found.keys()
    assert client.post("/api/explain", json={"title": ""}).status_code == 400


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/predict", {"heading": "Chef"}, 422),
        ("/api/predict", {"title": 7}, 422),
        ("/api/predict", "x" * 250_000, 422),
        ("/api/predict", [{"title": "Chef"}] * 1_001, 400),
        ("/api/predict?interval=2", {"title": "Chef"}, 422),
        ("/api/predict?as_of=soon", {"title": "Chef"}, 422),
        ("/api/predict?as_of=2020-13", {"title": "Chef"}, 400),
        ("/api/predict", {"title": "x" * 310_000}, 413),
        ("/api/nothing", {}, 404),
    ],
)
def test_mistakes_of_programs(client: TestClient, path: str, body: Any, status: int) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status
    assert answer.json()["error"]
    assert "xxxx" not in answer.text


def test_the_description_names_the_contract_s_columns(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    prediction = described["components"]["schemas"]["Prediction"]["properties"]
    assert {*PREDICTED, "salary"} <= prediction.keys()
    assert {"/api/predict", "/api/explain", "/api/batch"} == described["paths"].keys()


@pytest.mark.parametrize("n", [513, 1_000])
def test_as_many_adverts_as_are_promised(client: TestClient, n: int) -> None:
    answer = client.post("/api/predict", json=[{"title": "Chef"}] * n)
    assert answer.status_code == 200
    assert len(answer.json()) == n
