"""The page and the JSON interface, asked as a browser and as a program would."""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from salarypred.cli import main
from salarypred.model.advert_model import AdvertModel
from salarypred.model.explain import explain
from salarypred.pay.shown import pounds, rounded
from salarypred.web.app import Limits, create_app

TEXT = "Senior Chef\nLeeds. Pay £****k to £****k a year. Call **** ****."


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def client(model: AdvertModel, model_folder: Path) -> Iterator[TestClient]:
    limits = replace(Limits(), max_body=300_000, max_upload=2_000_000)
    with TestClient(create_app(model, model_folder, limits, ("testserver",))) as started:
        yield started


@pytest.mark.parametrize("field", ["text", "location", "company"])
def test_markup_in_an_advert_is_shown_and_not_run(client: TestClient, field: str) -> None:
    data = {"text": TEXT, field: f"{TEXT}\n{EVIL}" if field == "text" else EVIL}
    for path in ("/?why=1", "/answer", "/answer?why=1"):
        page = client.post(path, data=data).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    title = client.post("/?why=1", data={"text": f"{EVIL}\nA chef is wanted"}).text
    assert "<script>alert" not in title


def test_a_foreign_advert_has_a_warning(client: TestClient) -> None:
    text = "Cuisinier\nNous recherchons un cuisinier pour notre restaurant, avec de l'expérience."
    assert "written in French" in client.post("/answer", data={"text": text}).text


def test_what_stands_beside_the_estimate(client: TestClient) -> None:
    advert = {"title": "Sous Chef", "description": "A 48 hour week in our kitchen."}
    found = client.post("/api/predict?as_of=2025-04", json=advert).json()
    assert found["hourly_mid"] == round(found["predicted_salary"] / 1950, 2)
    assert found["stated_hours"] == 48
    assert found["salary_for_hours"] == round(found["predicted_salary"] * 48 / 37.5)
    assert found["official_p25"] < found["official_median"] < found["official_p75"]
    assert found["official_year"] == 2025
    page = client.post("/", data={"text": "Sous Chef\nA 48 hour week.", "as_of": "2025-04"}).text
    assert f"<strong>{pounds(rounded(found['official_median']))}</strong>" in page
    assert "Annual Survey of Hours and Earnings 2025" in page
    assert "The advert states 48 hours a week: about £" in page
    assert "a year, full-time equivalent" in page


def test_predict_explain_page_and_json_say_the_same(
    client: TestClient, model: AdvertModel, model_folder: Path, tmp_path: Path
) -> None:
    advert = {"title": "Senior Chef", "description": "Leeds. Pay £****k a year. Nights."}
    document = tmp_path / "advert.txt"
    document.write_text("Title: {title}\nDescription: {description}\n".format(**advert))
    row = model.predict(pd.DataFrame([advert]), as_of="2026-04", details=True).iloc[0]
    figures = ("predicted_salary", "salary_low", "salary_high", "salary_p25", "confidence")

    (explained,) = command("explain", document, "--as-of", "2026-04", "--json", model=model_folder)
    (predicted,) = command(
        "predict", document, "--as-of", "2026-04", "--details", "--json", model=model_folder
    )
    asked = client.post("/api/predict?as_of=2026-04", json=advert).json()
    why = client.post("/api/explain?as_of=2026-04", json=advert).json()
    for said in (explained["prediction"], predicted, asked, why["prediction"]):
        for name in figures:
            assert name not in said or said[name] == row[name]
    drivers = explain(model, advert, as_of="2026-04").as_dict()["salary"]
    assert [plain(driver) for driver in why["salary"]] == [plain(driver) for driver in drivers]
    most = len(explained["salary"])
    assert [plain(driver) for driver in explained["salary"]] == [plain(d) for d in drivers[:most]]

    text = document.read_text()
    page = client.post("/?why=1", data={"text": text, "as_of": "2026-04"}).text
    width = row["salary_high"] - row["salary_low"]
    assert pounds(rounded(row["predicted_salary"], width=width)) in page
    assert drivers
    for driver in drivers[:most]:
        assert f"<strong>{driver['percent']:+.1f}%</strong>" in page


def plain(driver: dict[str, Any]) -> tuple[Any, ...]:
    return driver["text"], driver["family"], driver["percent"], driver["pounds"]


def command(name: str, *words: Any, model: Path) -> list[dict[str, Any]]:
    said = io.StringIO()
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), write_through=True)) as out:
        assert main([name, *map(str, words), "--model", str(model)]) == 0
        said.write(out.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return [json.loads(line) for line in said.getvalue().splitlines()]
