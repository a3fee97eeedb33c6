"""The page in headless Chromium: by mouse, by keyboard, and on a telephone."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")

# A browser that keeps to itself: it looks for updates and the like otherwise.
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TEXT = "Senior Chef\nLeeds. Pay £****k to £****k a year.\n<script>document.title = 'evil'</script>"


@pytest.fixture(scope="module")
def address(model_folder: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "salarypred", "serve", "--port", "0"]
    command += ["--model", str(model_folder)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    found = re.search(r"http://\S+", server.stderr.readline())
    assert found
    yield found[0]
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*ARGUMENTS, *(["--no-sandbox"] if root else [])]
        )
        yield started
        started.close()


@pytest.fixture(params=[(1280, 900), (320, 640)], ids=["desk", "telephone"])
def page(request: pytest.FixtureRequest, browser, address: str) -> Iterator[object]:  # type: ignore[no-untyped-def]
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    complaints: list[str] = []
    # An answer of status 400 is a message to the user here, which the browser notes too.
    opened.on(
        "console",
        lambda m: (
            complaints.append(m.text)
            if m.type in ("error", "warning") and "status of 4" not in m.text
            else None
        ),
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(address)
    yield opened
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert complaints == []


def accessible(page) -> list[str]:  # type: ignore[no-untyped-def]
    return [violation["id"] for violation in axe.Axe().run(page).response["violations"]]


def answered(page, text: str = TEXT) -> None:  # type: ignore[no-untyped-def]
    page.fill("#text", text)
    page.click("#go")
    page.wait_for_selector("#why-heading")
    page.wait_for_selector("#part-why:not([aria-busy])")


def test_an_advert_is_pasted_and_changed(page) -> None:  # type: ignore[no-untyped-def]
    assert accessible(page) == []
    answered(page)
    assert page.locator("mark.pay", has_text="[est.").count() == 2
    assert page.title() != "evil"
    before = page.inner_text("#estimate")
    page.select_option("#place", "London")
    page.wait_for_selector(".change")
    page.select_option("#rank", "Head of")
    page.wait_for_function(f"document.querySelector('#estimate').textContent != '{before}'")
    page.wait_for_selector("#part-why:not([aria-busy])")
    assert accessible(page) == []
    with page.expect_download() as download:
        page.click("text=Download the advert")
    assert "[est. " in Path(download.value.path()).read_text()


def test_other_times_hours_and_a_sum_of_one_s_own(page) -> None:  # type: ignore[no-untyped-def]
    answered(page)
    year = page.inner_text("#estimate")
    page.fill("#figure", year.removeprefix("£"))
    page.wait_for_selector("#part-figure >> text=of 50)")
    page.check("input[value=month]", force=True)
    page.wait_for_selector("text=a month, full-time equivalent")
    assert page.input_value("#figure") not in ("", year.removeprefix("£"))
    page.fill("#hours", "20")
    page.wait_for_selector("text=a month, for 20 hours a week")
    page.check("input[value=hour]", force=True)
    page.wait_for_selector("text=an hour, before tax")
    assert float(page.inner_text("#estimate").removeprefix("£")) < 200
    assert page.locator("circle.dot").count() == 50


def test_by_keyboard_alone(page) -> None:  # type: ignore[no-untyped-def]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#text")
    page.keyboard.type("Registered Nurse\nNights in Leeds")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#estimate")
    assert page.evaluate("document.activeElement.id") == "result"
    page.wait_for_selector("#part-why:not([aria-busy])")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.name"))
    assert {"unit", "hours", "place", "rank", "contract_type", "contract_time", "figure"} <= reached
    page.focus("input[value=year]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("text=a month, full-time equivalent")


def test_an_example_and_a_reload(page) -> None:  # type: ignore[no-untyped-def]
    assert "will stand here" in page.inner_text("#part-hero")
    page.click("text=Maths teacher")
    page.wait_for_selector("#estimate")
    text = page.input_value("#text")
    assert text.startswith("Teacher of Mathematics")
    page.fill("#text", f"{text}\nA further line.")
    page.wait_for_timeout(400)
    page.reload()
    page.wait_for_selector("#estimate")
    assert page.input_value("#text").endswith("A further line.")


def test_no_text_is_too_small_to_read(page) -> None:  # type: ignore[no-untyped-def]
    answered(page)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
        .filter((e) => !e.children.length && e.textContent.trim() && e.getClientRects().length)
        .map((e) => {
          const drawing = e.closest("svg");
          const shrunk = drawing ? drawing.getBoundingClientRect().width /
            drawing.viewBox.baseVal.width : 1;
          return parseFloat(getComputedStyle(e).fontSize) * shrunk;
        })"""
    )
    assert min(sizes) >= 11.9


def test_the_answer_stands_above_the_fold(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.goto(address)
    answered(opened)
    places = {
        name: opened.locator(name).bounding_box()
        for name in ("#text", ".range", ".sure", "#place", "#contract_time", ".pictures", "#figure")
    }
    assert all(box["y"] + box["height"] <= 900 for box in places.values())
    assert places[".range"]["x"] > places["#text"]["x"] + places["#text"]["width"]
    pictures = opened.locator(".pictures figure")
    dots, curve = (pictures.nth(i).bounding_box() for i in range(2))
    assert dots["y"] == curve["y"] and dots["x"] < curve["x"]
    context.close()


def test_it_prints_on_one_page(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context()
    opened = context.new_page()
    opened.goto(address)
    answered(opened)
    assert len(re.findall(rb"/Type /Page\b", opened.pdf())) == 1
    context.close()


def test_mistakes_are_told(page) -> None:  # type: ignore[no-untyped-def]
    page.click("#go")
    page.wait_for_selector("[role=alert] >> text=There is no text")
    page.fill("#text", "x " * 60_000)
    page.click("#go")
    page.wait_for_selector("[role=alert] >> text=characters")
    page.fill("#text", "Cuisinier\nNous recherchons un cuisinier pour notre restaurant à Lyon.")
    page.click("#go")
    page.wait_for_selector("[role=alert] >> text=French")
    page.click("text=Clear")
    page.wait_for_selector("text=will stand here")
    assert page.input_value("#text") == ""


def test_files(page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "advert.txt").write_text("Title: Nurse\nDescription: Nights, £****k")
    page.set_input_files("#file", tmp_path / "advert.txt")
    page.wait_for_selector("#estimate")
    page.wait_for_function("document.querySelector('#text').value.includes('Nurse')")
    (tmp_path / "adverts.csv").write_text("title,mine\nChef,1\nNurse,2\n")
    page.set_input_files("#adverts", tmp_path / "adverts.csv")
    page.click("text=Add pay and category")
    page.wait_for_selector("#results", timeout=60_000)
    assert page.locator("#results td", has_text="Nurse").count() >= 1
    assert "2" in page.inner_text(".report .facts")
    assert accessible(page) == []
    with page.expect_download(timeout=60_000) as download:
        page.click("#results a.main")
    back = pd.read_csv(download.value.path())
    assert back["mine"].tolist() == [1, 2]
    assert back["predicted_salary"].notna().all()
    (tmp_path / "other.csv").write_text("name,text\nx,y\n")
    page.set_input_files("#adverts", tmp_path / "other.csv")
    page.click("text=Add pay and category")
    page.wait_for_selector("text=other.csv: no column 'title'")


def test_in_the_dark_and_copied(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(
        color_scheme="dark", permissions=["clipboard-read", "clipboard-write"]
    )
    opened = context.new_page()
    opened.goto(address)
    opened.fill("#text", TEXT)
    opened.click("#go")
    opened.wait_for_selector("#why-heading")
    assert accessible(opened) == []
    opened.wait_for_selector("#part-why:not([aria-busy])")
    opened.click("[data-copy=filled]")
    opened.wait_for_selector("[data-copy=filled] >> text=Copied")
    assert opened.evaluate("navigator.clipboard.readText()").count("[est. ") == 2
    opened.click("[data-copy=mail]")
    opened.wait_for_selector("[data-copy=mail] >> text=Copied")
    assert "pay less than £" in opened.evaluate("navigator.clipboard.readText()")
    opened.goto(f"{address}/api")
    assert accessible(opened) == []
    context.close()


def test_without_scripts(browser, address: str, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    opened.fill("#text", TEXT)
    opened.check("input[value=week]", force=True)
    opened.fill("#figure", "600")
    opened.click("#go")
    opened.wait_for_selector("#why-heading")  # the answer is a page of its own
    assert "a week, full-time equivalent" in opened.inner_text("#part-hero")
    assert "of 50)" in opened.inner_text("#part-figure")
    assert opened.locator("#places-heading").count() == 1
    opened.select_option("#place", "London")
    opened.click("#again")
    opened.wait_for_selector("#part-hero :text('against the advert as written')")
    opened.click("text=A bare title")
    opened.wait_for_selector("#text:text('Management Accountant')")
    assert opened.input_value("#text") == "Management Accountant"
    (tmp_path / "adverts.csv").write_text("title\nChef\nNurse\n")
    opened.set_input_files("#adverts", tmp_path / "adverts.csv")
    opened.click("text=Add pay and category", timeout=120_000)  # two programs run for it
    opened.wait_for_selector("#results td:has-text('Chef')", timeout=120_000)
    context.close()
