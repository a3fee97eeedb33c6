"""A predicted file on the page: its first rows and a report, to look at before the download."""

import asyncio
import re
import sys
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, RedirectResponse, Response
from markupsafe import Markup
from starlette.datastructures import UploadFile

from ..errors import InputError
from ..files.read import read_batches
from ..model.batches import Options
from .kept import KEPT_SECONDS, Kept, Results
from .page_routes import Pages
from .upload import FORMATS, Upload, predict_upload, result_format

#: Rows that the page shows.
N_SHOWN = 10
_COLUMNS = (
    "title",
    "location",
    "predicted_salary",
    "salary_low",
    "salary_high",
    "predicted_category",
    "occupation",
    "warnings",
)
_LEVEL = re.compile(r"(</?h)([23])")
_BODY = re.compile(r"<main>(.*)</main>", re.DOTALL)
_ID = re.compile(r'(<section) id="[^"]*"')


def result_routes(
    folder: Path, page: Pages, results: Results, turn: asyncio.Semaphore
) -> APIRouter:
    """Routes of the page's upload: the answer as a page, its downloads, and its deletion."""
    router = APIRouter(include_in_schema=False)

    @router.post("/batch")
    async def batch(request: Request) -> Response:
        part = "part" in request.query_params
        try:
            async with request.form() as form:
                file, format = form.get("file"), form.get("format")
                if not isinstance(file, UploadFile) or not file.filename:
                    raise InputError("There is no file. Choose a file of adverts.")
                name = await _predicted(file, format if isinstance(format, str) else "")
            shown = {**await asyncio.to_thread(_shown, results.get(name)), "name": name}
        except InputError as error:
            return page("problem.html" if part else "page.html", 400, problem=str(error))
        return page("results.html" if part else "page.html", results=shown)

    @router.get("/results/{name}/{kind}")
    async def kept_file(name: str, kind: str) -> Response:
        kept = results.get(name)
        if kind == "report" and kept.report is not None:
            shown = f"{kept.shown.rsplit('-with-pay', 1)[0]}-report.html"
            return FileResponse(kept.report, media_type="text/html", filename=shown)
        return FileResponse(kept.path, media_type=FORMATS[kept.format], filename=kept.shown)

    @router.post("/results/{name}/delete")
    async def delete(name: str) -> Response:
        results.remove(name)
        return RedirectResponse("/", 303)

    async def _predicted(file: UploadFile, format: str) -> str:
        upload = Upload(file.filename or "adverts")
        try:
            chosen = result_format(upload, format)
            path = await asyncio.to_thread(upload.keep, file.file)
            async with turn:
                result = await predict_upload(upload, path, folder, Options(), chosen)
                path.unlink(missing_ok=True)  # the answer has all its rows
                report = await _report(result)
            return results.add(upload, result, report, chosen)
        except BaseException:
            upload.remove()
            raise

    return router


async def _report(result: Path) -> Path | None:
    """Write the report in a process of its own; None where there is nothing to report on."""
    output = result.with_name("report.html")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "salarypred", "report", str(result), "--output", str(output)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return output if output.is_file() else None


def _shown(kept: Kept) -> dict[str, Any]:
    """First rows of a result, and the body of its report."""
    batch = next(iter(read_batches([str(kept.path)], chunk_size=N_SHOWN)), None)
    rows = [] if batch is None else batch.rows.head(N_SHOWN).to_dict("records")
    columns = [name for name in _COLUMNS if rows and name in rows[0]]
    body = ""
    if kept.report is not None:
        found = _BODY.search(kept.report.read_text(encoding="utf-8"))
        body = _ID.sub(r"\1", _LEVEL.sub(_lower, found[1])) if found else ""
        # What scrolls must be within reach of the keyboard.
        body = body.replace('<div class="wide">', '<div class="wide" tabindex="0">')
        body = body.replace("<figure>", '<figure tabindex="0">')
    return {
        "columns": columns,
        "rows": [[_cell(name, row[name]) for name in columns] for row in rows],
        "file": kept.shown,
        "minutes": KEPT_SECONDS / 60,
        # Made by this package's own template, which escapes every text of an advert.
        "report": Markup(body),
        "has_report": kept.report is not None,
    }


def _lower(heading: "re.Match[str]") -> str:
    """A heading one level lower: the page has headings of its own above."""
    return f"{heading[1]}{int(heading[2]) + 1}"


def _cell(name: str, value: Any) -> str:
    if value is None or value != value or value == "":
        return ""
    if "salary" in name:
        return f"£{float(value):,.0f}"
    return str(value)[:120]
