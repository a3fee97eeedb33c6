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


@pytest.fixture(params=[(1200, 900), (360, 740)], ids=["desk", "telephone"])
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
    found = axe.Axe().run(page).response["violations"]
    return [v["id"] for v in found if v["impact"] in ("serious", "critical")]


def test_an_advert_is_pasted_and_changed(page) -> None:  # type: ignore[no-untyped-def]
    assert accessible(page) == []
    page.fill("#text", TEXT)
    page.click("text=Estimate the pay")
    page.wait_for_selector("#why-heading")
    assert page.locator("mark.pay", has_text="[est.").count() == 2
    assert page.title() != "evil"
    before = page.inner_text("#estimate")
    page.select_option("#place", "London")
    page.wait_for_selector(".change")
    page.select_option("#rank", "Head of")
    page.wait_for_function(f"document.querySelector('#estimate').textContent != '{before}'")
    page.wait_for_selector("#why:not([data-pending])")
    assert accessible(page) == []
    with page.expect_download() as download:
        page.click("text=Download the advert")
    assert "[est. " in Path(download.value.path()).read_text()


def test_by_keyboard_alone(page) -> None:  # type: ignore[no-untyped-def]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#text")
    page.keyboard.type("Registered Nurse\nNights in Leeds")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Estimate the pay":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector("#estimate")
    assert page.evaluate("document.activeElement.id") == "answer"


def test_mistakes_are_told(page) -> None:  # type: ignore[no-untyped-def]
    page.click("text=Estimate the pay")
    page.wait_for_selector("[role=alert] >> text=There is no text")
    page.fill("#text", "x " * 60_000)
    page.click("text=Estimate the pay")
    page.wait_for_selector("[role=alert] >> text=characters")
    page.fill("#text", "Cuisinier\nNous recherchons un cuisinier pour notre restaurant à Lyon.")
    page.click("text=Estimate the pay")
    page.wait_for_selector("[role=alert] >> text=French")
    page.click("text=Clear")
    assert page.input_value("#text") == ""
    assert page.inner_text("#answer") == ""


def test_files(page, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "advert.txt").write_text("Title: Nurse\nDescription: Nights, £****k")
    page.set_input_files("#file", tmp_path / "advert.txt")
    page.wait_for_selector("#estimate")
    page.wait_for_function("document.querySelector('#text').value.includes('Nurse')")
    (tmp_path / "adverts.csv").write_text("title,mine\nChef,1\nNurse,2\n")
    page.set_input_files("#adverts", tmp_path / "adverts.csv")
    with page.expect_download(timeout=60_000) as download:
        page.click("text=Add pay and category")
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
    opened.click("text=Estimate the pay")
    opened.wait_for_selector("#why-heading")
    assert accessible(opened) == []
    opened.click("#copy")
    opened.wait_for_selector("#copy >> text=Copied")
    assert opened.evaluate("navigator.clipboard.readText()").count("[est. ") == 2
    opened.goto(f"{address}/api")
    assert accessible(opened) == []
    context.close()


def test_without_scripts(browser, address: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(address)
    opened.fill("#text", TEXT)
    opened.click("text=Show what moves it")
    assert opened.locator("#why-heading").count() == 1
    context.close()
