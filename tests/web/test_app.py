"""The page and the JSON interface, asked as a browser and as a program would."""

import csv
import io
import json
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from salarypred.adverts.answers import PREDICTED
from salarypred.cli import main
from salarypred.model.advert_model import AdvertModel
from salarypred.model.explain import explain
from salarypred.web.app import Limits, create_app

TEXT = "Senior Chef\nLeeds. Pay £****k to £****k a year. Call **** ****."
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def client(model: AdvertModel, model_folder: Path) -> Iterator[TestClient]:
    limits = replace(Limits(), max_body=300_000, max_upload=2_000_000)
    with TestClient(create_app(model, model_folder, limits, ("testserver",))) as started:
        yield started


def test_the_empty_page_and_its_files(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    for name in ("style.css", "page.js", "icon.svg"):
        assert client.get(f"/static/{name}").status_code == 200
    assert "style=" not in page.text and "onclick" not in page.text
    assert client.get("/api").status_code == client.get("/health").status_code == 200


def test_a_pasted_advert_without_a_script(client: TestClient) -> None:
    page = client.post("/?why=1", data={"text": TEXT, "as_of": "2026-04"})
    assert page.status_code == 200
    for part in (
        "How pay of such adverts",
        "[est. ",
        "money of 2026-04",
        "What moves",
        "Call ****",
    ):
        assert part in page.text


def test_the_estimate_follows_the_controls(client: TestClient) -> None:
    written = client.post("/answer", data={"text": TEXT}).text
    moved = client.post("/answer", data={"text": TEXT, "place": "London", "rank": "Head of"}).text
    assert "against the advert as written" in moved
    assert "against the advert as written" not in written
    assert "Head of Chef" in moved


@pytest.mark.parametrize("field", ["text", "location", "company"])
def test_markup_in_an_advert_is_shown_and_not_run(client: TestClient, field: str) -> None:
    data = {"text": TEXT, field: f"{TEXT}\n{EVIL}" if field == "text" else EVIL}
    for path in ("/?why=1", "/answer", "/answer?why=1"):
        page = client.post(path, data=data).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    title = client.post("/?why=1", data={"text": f"{EVIL}\nA chef is wanted"}).text
    assert "<script>alert" not in title


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": ""}, "There is no text"),
        ({"text": " \n "}, "There is no text"),
        ({"text": "x " * 60_000}, "characters. Expected one advert"),
        ({"text": "\x00\x01\x02" * 90}, "binary"),
        ({"text": TEXT, "as_of": "soon"}, "soon"),
    ],
)
def test_mistakes_are_answered_with_a_sentence(
    client: TestClient, data: dict[str, str], words: str
) -> None:
    for path in ("/", "/answer", "/answer?why=1", "/download/txt"):
        answer = client.post(path, data=data)
        assert answer.status_code == 400
        assert words in answer.text
        assert 'role="alert"' in answer.text


def test_a_foreign_advert_has_a_warning(client: TestClient) -> None:
    text = "Cuisinier\nNous recherchons un cuisinier pour notre restaurant, avec de l'expérience."
    assert "written in French" in client.post("/answer", data={"text": text}).text


def test_a_file_comes_before_pasted_text(client: TestClient) -> None:
    file = {
        "file": ("advert.txt", "Title: Nurse\r\nDescription: Pay £25k – “now”".encode("cp1252"))
    }
    page = client.post("/answer", data={"text": TEXT}, files=file)
    assert "Nurse" in page.text and "“now”" in page.text and "Senior Chef" not in page.text
    picture = client.post("/answer", files={"file": ("a.txt", b"\x89PNG\r\n\x1a\n" + b"0" * 99)})
    assert picture.status_code == 400
    assert "picture" in picture.text


def test_downloads(client: TestClient) -> None:
    text = client.post("/download/txt", data={"text": TEXT})
    assert "attachment" in text.headers["content-disposition"]
    assert text.text.count("[est. ") == 2
    assert text.text.endswith("Call **** ****.")
    table = client.post("/download/csv", data={"text": f"=1+1\n{TEXT}"}).content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(table)))
    assert row["title"] == "'=1+1"
    assert float(row["predicted_salary"]) > 0
    data = client.post("/download/json", data={"text": TEXT}).json()
    assert len(data["masks"]) == 4
    assert client.post("/download/exe", data={"text": TEXT}).status_code == 400


# ---- JSON


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
    assert f"£{named['predicted_salary']:,.0f}" in page
    assert (
        client.post("/api/explain", json="Sous Chef").json()["prediction"]["title"] == "Sous Chef"
    )


def test_what_stands_beside_the_estimate(client: TestClient) -> None:
    advert = {"title": "Sous Chef", "description": "A 48 hour week in our kitchen."}
    found = client.post("/api/predict?as_of=2025-04", json=advert).json()
    assert found["hourly_mid"] == round(found["predicted_salary"] / 1950, 2)
    assert found["stated_hours"] == 48
    assert found["salary_for_hours"] == round(found["predicted_salary"] * 48 / 37.5)
    assert found["official_p25"] < found["official_median"] < found["official_p75"]
    assert found["official_year"] == 2025
    page = client.post("/", data={"text": "Sous Chef\nA 48 hour week.", "as_of": "2025-04"}).text
    assert f"<strong>£{found['official_median']:,.0f}</strong>" in page
    assert "For the 48 hours a week that the advert states" in page
    assert "full-time equivalent</p>" in page


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


def test_a_body_that_is_no_json_or_never_says_its_length(client: TestClient) -> None:
    assert client.post("/api/predict", content=b"{").status_code == 422
    sent = client.post("/api/predict", content=iter([b"x" * 200_000] * 3))
    assert sent.status_code == 413
    assert "more than 0.3 MB" in sent.json()["error"]


def test_the_description_names_the_contract_s_columns(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    prediction = described["components"]["schemas"]["Prediction"]["properties"]
    assert {*PREDICTED, "salary"} <= prediction.keys()
    assert {"/api/predict", "/api/explain", "/api/batch"} == described["paths"].keys()


def test_other_sites_may_not_ask(client: TestClient) -> None:
    advert = {"title": "Chef"}
    for headers in (
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"},
    ):
        assert client.post("/api/predict", json=advert, headers=headers).status_code == 403
    own = {"origin": "http://testserver"}
    assert client.post("/api/predict", json=advert, headers=own).status_code == 200
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


# ---- files


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


def test_an_upload_that_is_too_large(client: TestClient) -> None:
    answer = client.post("/api/batch", files={"file": ("a.csv", b"title\n" + b"Chef\n" * 500_000)})
    assert answer.status_code == 413


# ---- one advert, one answer


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
    assert f"£{row['predicted_salary']:,.0f}" in page
    for driver in drivers[:3]:
        assert f"{driver['percent']:+.1f}%".lstrip("+-") in page


def plain(driver: dict[str, Any]) -> tuple[Any, ...]:
    return driver["text"], driver["field"], driver["percent"], driver["pounds"]


def command(name: str, *words: Any, model: Path) -> list[dict[str, Any]]:
    said = io.StringIO()
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), write_through=True)) as out:
        assert main([name, *map(str, words), "--model", str(model)]) == 0
        said.write(out.buffer.getvalue().decode())  # type: ignore[attr-defined]
    return [json.loads(line) for line in said.getvalue().splitlines()]
