"""Routes of the page: forms, mistakes and downloads."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from salarypred.model.advert_model import AdvertModel
from salarypred.web.app import Limits, create_app
from salarypred.web.shown.examples import EXAMPLES

TEXT = "Senior Chef\nLeeds. Pay £****k to £****k a year. Call **** ****."


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
    page = client.post("/", data={"text": TEXT, "as_of": "2026-04"})
    assert page.status_code == 200
    for part in (
        "How pay of such adverts",
        "Of 50 such adverts",
        "[est. ",
        "money of April 2026",
        "What moves",
        "The same job elsewhere",
        "As text, for an e-mail",
        "Call ****",
    ):
        assert part in page.text
    assert "style=" not in page.text and "onclick" not in page.text


def test_an_example_is_answered_without_a_script(client: TestClient) -> None:
    for example in EXAMPLES:
        page = client.post("/", data={"text": "Chef", "example": example.name})
        assert page.status_code == 200
        assert example.text.split("\n")[0] in page.text
        assert 'id="estimate"' in page.text


def test_the_empty_page_shows_what_will_come(client: TestClient) -> None:
    text = client.get("/").text
    assert "The range of pay will stand here" in text
    assert all(f'value="{example.name}"' in text for example in EXAMPLES)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"text": ""}, "There is no text"),
        ({"text": " \n "}, "There is no text"),
        ({"text": "x " * 60_000}, "characters. Expected one advert"),
        ({"text": "\x00\x01\x02" * 90}, "binary"),
        ({"text": TEXT, "as_of": "soon"}, "soon"),
        ({"text": TEXT, "hours": "many"}, "hours a week: &#39;many&#39;"),
        ({"text": TEXT, "figure": "-5"}, "sum: &#39;-5&#39;"),
        ({"text": TEXT, "unit": "fortnight"}, "fortnight"),
    ],
)
def test_mistakes_are_answered_with_a_sentence(
    client: TestClient, data: dict[str, str], words: str
) -> None:
    advert_itself = set(data) <= {"text", "as_of"}
    for path in ("/", "/answer", "/answer?why=1", *(["/download/txt"] * advert_itself)):
        answer = client.post(path, data=data)
        assert answer.status_code == 400
        assert words in answer.text
        assert 'role="alert"' in answer.text


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
