"""What the page makes of its form."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra 'web' is not installed")
from fastapi.testclient import TestClient

from salarypred.model.advert_model import AdvertModel
from salarypred.web.app import Limits, create_app
from salarypred.web.what_if import PLACES

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


def figures(client: TestClient, **data: str) -> tuple[list[float], str]:
    """Sums of the hero: low, high, median; and the whole answer."""
    html = client.post("/answer?why=1", data={"text": TEXT, **data}).text
    hero = html.split('data-part="picture"')[0]
    sums = re.findall(r"<strong[^>]*>£([\d,.]+)</strong>", hero)
    return [float(text.replace(",", "")) for text in sums], html


def test_pay_is_shown_in_rounded_figures_by_any_time(client: TestClient) -> None:
    year, html = figures(client)
    assert len(year) == 3
    assert all(pay % 100 == 0 for pay in year)
    assert "a year, full-time equivalent" in html
    hour, html = figures(client, unit="hour")
    assert "an hour, before tax" in html
    assert hour[2] == pytest.approx(year[2] / 1950, rel=0.03)
    month, html = figures(client, unit="month", hours="18.75")
    assert "for 18.75 hours a week" in html
    assert month[2] == pytest.approx(year[2] / 24, rel=0.05)


def test_how_sure_comes_with_a_reason(client: TestClient) -> None:
    _, html = figures(client)
    assert re.search(r"How sure: \w+</strong> \w.{20,}\.</p>", html)


def test_what_share_pays_at_least_a_sum(client: TestClient) -> None:
    year, _ = figures(client)
    shares = []
    for sum_asked in (year[0], year[2], year[1]):
        _, html = figures(client, figure=f"£{sum_asked:,.0f}")
        found = re.search(r"about (\d+)%</strong> \((\d+) of 50\)", html)
        assert found
        shares.append(int(found[1]))
        assert len(re.findall(r'class="dot \w+ over"', html)) == int(found[2])
        assert abs(int(found[1]) - 2 * int(found[2])) <= 3
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 60
    assert 40 <= shares[1] <= 60


def test_stated_pay_is_set_against_the_estimate(client: TestClient) -> None:
    for pay, side in (("£17,000", "below"), ("£180,000", "above")):
        text = f"Senior Chef\nLeeds. Salary {pay} a year."
        html = client.post("/answer", data={"text": text}).text
        assert f"The advert states {pay} a year, which lies {side} " in html
        assert "Stated in the text" in html


def test_places_stand_side_by_side(client: TestClient) -> None:
    _, html = figures(client)
    table = html.split("The same job elsewhere")[1].split("</table>")[0]
    assert table.count('scope="row"') == len(PLACES)
    assert table.count('class="own"') == 1
    assert re.search(r'class="own"><th scope="row">Yorkshire and the Humber', table)
    sums = [int(text.replace(",", "")) for text in re.findall(r"<strong>£([\d,]+)<", table)]
    assert sums == sorted(sums, reverse=True)


def test_the_summary_for_an_e_mail_has_the_figures_of_the_page(client: TestClient) -> None:
    year, html = figures(client)
    text = html.split('id="mail"')[1].split("</textarea>")[0]
    assert f"Senior Chef: £{year[0]:,.0f} to £{year[1]:,.0f} a year, full-time" in text
    assert f"pay less than £{year[2]:,.0f}" in text
    assert "How sure" in text and "What moves it" in text


def test_reasons_are_those_of_the_json_interface(client: TestClient) -> None:
    _, html = figures(client)
    table = html.split("What moves the estimate of pay")[1].split("</table>")[0]
    shown = re.findall(r"<strong>([+-][\d.]+%)</strong>", table)
    said = client.post("/api/explain", json=TEXT).json()["salary"]
    assert shown == [f"{reason['percent']:+.1f}%" for reason in said]
    assert shown
