"""Routes of the page."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.datastructures import FormData, UploadFile

from ..errors import InputError
from ..model.advert_model import AdvertModel
from ..model.explain import explain_answer
from ..resources import templates
from ..version import __version__
from .batcher import Batcher
from .download import download
from .page import CHOICES, OPTIONS, PageForm, file_text, page_answer
from .questions import Answer, Question
from .serving.health import Health
from .what_if import changed


class Pages:
    """Fills in the page's templates."""

    def __init__(self, max_upload: int) -> None:
        self._templates = templates("web/pages")
        self._usual: dict[str, Any] = {
            "options": OPTIONS,
            "version": __version__,
            "max_upload": max_upload,
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
            shown = await _answered(model, batcher, form, why="why" in request.query_params)
            return page("page.html", form=form, answer=shown)
        except InputError as error:
            return page("page.html", 400, form=form, problem=str(error))

    @router.post("/answer")
    async def part_of_page(request: Request) -> Response:
        try:
            form = await read_form(await request.form())
            why = "why" in request.query_params
            shown = await _answered(model, batcher, form, why=why)
            return page("why.html" if why else "answer.html", form=form, answer=shown)
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
    """What the templates show for the answer to a form, and the reasons."""
    written = form.advert()
    asked = changed(written, form.changes)
    first = Question(written, as_of=form.as_of, curve=asked == written)
    answer = before = await batcher.ask(first)
    if asked != written:
        answer = await batcher.ask(replace(first, advert=asked, curve=True))
    if not why or answer.row["predicted_salary"] is None:
        return page_answer(form, before, answer)
    known = (answer.rows, answer.adverts, answer.found)
    reasons = await batcher.run(lambda: explain_answer(model, *known))
    return page_answer(form, before, answer, reasons)


async def read_form(values: FormData) -> PageForm:
    """The form as it was sent; a file counts before pasted text."""

    def text(name: str) -> str:
        value = values.get(name)
        return value if isinstance(value, str) else ""

    pasted, file = text("text"), values.get("file")
    if isinstance(file, UploadFile) and file.filename:
        pasted = file_text(await file.read())
    changes = {name: text(name) for name in CHOICES if text(name)}
    return PageForm(pasted, text("location"), text("company"), text("as_of"), changes)
