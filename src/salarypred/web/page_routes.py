"""Routes of the page."""

import asyncio
from dataclasses import replace
from typing import Any

import pandas as pd
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.datastructures import FormData, UploadFile

from ..adverts.months import month_name, months_posted
from ..errors import InputError
from ..model.advert_model import AdvertModel
from ..model.explain import explain_answer
from ..pay.rates import UK
from ..resources import templates
from ..version import __version__
from .batcher import Batcher
from .download import download
from .page import CHOICES, OPTIONS, PageForm, file_text, filled_text
from .questions import Answer, Question
from .serving.health import Health
from .shown.compare import bars, places
from .shown.examples import EXAMPLES
from .shown.scale import UNITS
from .shown.view import view
from .what_if import PLACES, changed, own_region


class Pages:
    """Fills in the page's templates."""

    def __init__(self, max_upload: int) -> None:
        self._templates = templates("web/pages")
        self._usual: dict[str, Any] = {
            "options": OPTIONS,
            "units": UNITS,
            "per_year": {unit: UK.factor(unit) for unit in UNITS},
            "examples": EXAMPLES,
            "version": __version__,
            "max_upload": max_upload,
            "results": None,
            "form": PageForm(),
            "answer": None,
            "problem": "",
        }

    def __call__(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Response with a template filled in with these values."""
        return HTMLResponse(
            self._templates.get_template(name).render({**self._usual, **values}), status
        )


def page_routes(model: AdvertModel, batcher: Batcher[Question, Answer], page: Pages) -> APIRouter:
    """Routes of the page, its parts and its downloads."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    watched = Health(batcher)

    @router.get("/")
    async def empty_page() -> Response:
        return page("page.html")

    @router.get("/api")
    async def about_api() -> Response:
        return page("api.html")

    @router.get("/health")
    async def health() -> Response:
        ready = await watched.ready()
        said = {"status": "ok" if ready else "the model does not answer", "ready": ready}
        return JSONResponse({**said, "version": __version__}, 200 if ready else 503)

    @router.post("/")
    async def whole_page(request: Request) -> Response:
        form = PageForm()
        try:
            form = await read_form(await request.form())
            # Without a script there is no second request for the reasons.
            shown = await _answered(model, batcher, form, why=True)
            return page("page.html", form=form, answer=shown)
        except InputError as error:
            return page("page.html", 400, form=form, problem=str(error))

    @router.post("/answer")
    async def part_of_page(request: Request) -> Response:
        try:
            form = await read_form(await request.form())
            why = "why" in request.query_params
            shown = await _answered(model, batcher, form, why=why)
            return page("answer.html", form=form, answer=shown)
        except InputError as error:
            return page("problem.html", 400, problem=str(error))

    @router.post("/download/{kind}")
    async def filled_advert(request: Request, kind: str) -> Response:
        try:
            form = await read_form(await request.form())
            asked = Question(changed(form.advert(), form.changes), as_of=form.as_of)
            return download(kind, form, await batcher.ask(asked))
        except InputError as error:
            return page("page.html", 400, problem=str(error))

    return router


async def _answered(
    model: AdvertModel, batcher: Batcher[Question, Answer], form: PageForm, *, why: bool
) -> dict[str, Any]:
    """What the templates show for the answer to a form, with reasons and other places."""
    written, scale, figure = form.advert(), form.scale(), form.sum_asked()
    asked = changed(written, form.changes)
    first = Question(written, as_of=form.as_of, curve=asked == written)
    answer = before = await batcher.ask(first)
    if asked != written:
        answer = await batcher.ask(replace(first, advert=asked, curve=True))
    posted = pd.Series([str(asked.get("posted", ""))], dtype="str")
    month = form.as_of or month_name(int(months_posted(posted)[0]))
    if not why or answer.row["predicted_salary"] is None:
        shown = view(answer, before, month, scale, figure)
    else:
        known = (answer.rows, answer.adverts, answer.found)
        reasons = await batcher.run(lambda: explain_answer(model, *known))
        shown = view(answer, before, month, scale, figure, reasons)
        elsewhere = [replace(first, advert=changed(asked, {"place": place})) for place in PLACES]
        rows = await asyncio.gather(*map(batcher.ask, elsewhere))
        named = list(zip(PLACES, rows, strict=True))
        shown["places"] = bars(places(named, own_region(asked)), scale)
    return {**shown, "filled": filled_text(form, answer)}


async def read_form(values: FormData) -> PageForm:
    """The form as it was sent; an example counts before a file, and that before pasted text."""

    def text(name: str) -> str:
        value = values.get(name)
        return value if isinstance(value, str) else ""

    pasted, file, example = text("text"), values.get("file"), text("example")
    if isinstance(file, UploadFile) and file.filename:
        pasted = file_text(await file.read())
    unit = text("unit") or "year"
    if example:
        found = next((e for e in EXAMPLES if e.name == example), None)
        return PageForm(text=found.text if found else "", unit=unit)
    changes = {name: text(name) for name in CHOICES if text(name)}
    return PageForm(
        pasted,
        text("location"),
        text("company"),
        text("as_of"),
        changes,
        unit,
        text("hours"),
        text("figure"),
    )
