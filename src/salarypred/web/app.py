"""The recruiter's page and the JSON interface over one loaded model."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ..errors import InputError
from ..model.advert_model import AdvertModel
from ..model.explain import explain_answer
from ..resources import templates
from ..version import __version__
from .api import api_routes
from .batcher import Batcher, BusyError
from .download import download
from .guard import Guard
from .page import CHOICES, OPTIONS, PageForm, file_text, page_answer
from .questions import Answer, Question, answer_questions
from .what_if import changed


@dataclass(frozen=True)
class Limits:
    """What a server bears."""

    max_body: int = 2 << 20  # bytes of a request
    max_upload: int = 512 << 20  # bytes of a file of adverts
    seconds: float = 30.0
    upload_seconds: float = 3_600.0
    uploads: int = 1  # files at the same time; others wait


def create_app(  # noqa: C901 - the routes are its inner functions
    model: AdvertModel,
    folder: Path,
    limits: Limits = Limits(),
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]"),
) -> FastAPI:
    """Make the application.

    Parameters
    ----------
    model : AdvertModel
        Answers single adverts.
    folder : Path
        Its folder, from which the process that predicts an uploaded file loads it.
    limits : Limits
    hosts : tuple of str
        Names under which it may be asked, against DNS rebinding; ``"*"`` allows all.
    """
    app = FastAPI(
        title="salarypred",
        version=__version__,
        summary="Pay and category of UK job adverts.",
        docs_url=None,  # it would load scripts from elsewhere
        redoc_url=None,
    )
    batcher: Batcher[Question, Answer] = Batcher(lambda asked: answer_questions(model, asked))
    app.include_router(api_routes(model, folder, batcher, limits.uploads))
    app.mount("/static", StaticFiles(packages=[("salarypred", "web/pages/static")]), name="static")
    pages = templates("web/pages")
    usual: dict[str, Any] = {
        "options": OPTIONS,
        "version": __version__,
        "max_upload": limits.max_upload,
        "form": PageForm(),
        "answer": None,
        "problem": "",
    }

    def page(name: str, status: int = 200, **values: Any) -> HTMLResponse:
        return HTMLResponse(pages.get_template(name).render({**usual, **values}), status)

    async def ask(form: PageForm, *, why: bool) -> dict[str, Any]:
        written = form.advert()
        asked = changed(written, form.changes)
        first = Question(written, as_of=form.as_of, curve=asked == written)
        answer = before = await batcher.ask(first)
        if asked != written:
            answer = await batcher.ask(replace(first, advert=asked, curve=True))
        if not why or answer.row["predicted_salary"] is None:
            return page_answer(form, before, answer)
        known = (answer.rows, answer.adverts, answer.found)
        reasons = await batcher.run(lambda: explain_answer(model, *known, most=10))
        return page_answer(form, before, answer, reasons)

    @app.get("/", response_class=HTMLResponse, include_in_schema=False)
    async def empty_page() -> Response:
        return page("page.html")

    @app.get("/api", response_class=HTMLResponse, include_in_schema=False)
    async def about_api() -> Response:
        return page("api.html")

    @app.get("/health", include_in_schema=False)
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__}

    @app.post("/", response_class=HTMLResponse, include_in_schema=False)
    async def whole_page(request: Request) -> Response:
        form = PageForm()
        try:
            form = await read_form(await request.form())
            why = "why" in request.query_params
            return page("page.html", form=form, answer=await ask(form, why=why))
        except InputError as error:
            return page("page.html", 400, form=form, problem=str(error))

    @app.post("/answer", response_class=HTMLResponse, include_in_schema=False)
    async def part_of_page(request: Request) -> Response:
        try:
            form = await read_form(await request.form())
            why = "why" in request.query_params
            shown = await ask(form, why=why)
            return page("why.html" if why else "answer.html", form=form, answer=shown)
        except InputError as error:
            return page("problem.html", 400, problem=str(error))

    @app.post("/download/{kind}", include_in_schema=False)
    async def filled_advert(request: Request, kind: str) -> Response:
        try:
            form = await read_form(await request.form())
            asked = Question(changed(form.advert(), form.changes), as_of=form.as_of)
            return download(kind, form, await batcher.ask(asked))
        except InputError as error:
            return page("page.html", 400, problem=str(error))

    @app.exception_handler(RequestValidationError)
    async def unfit(request: Request, error: RequestValidationError) -> Response:
        return JSONResponse({"error": said_of(error)}, 422)

    @app.exception_handler(InputError)
    async def mistake(request: Request, error: InputError) -> Response:
        return problem(request, str(error), 400)

    @app.exception_handler(BusyError)
    async def busy(request: Request, error: BusyError) -> Response:
        return problem(request, f"Too much at once: {error}. Try again soon.", 503)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return problem(request, str(error.detail), error.status_code)

    def problem(request: Request, text: str, status: int) -> Response:
        if request.url.path.startswith("/api"):
            return JSONResponse({"error": text}, status)
        return page("page.html", status, problem=text)

    if "*" not in hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(
        Guard,
        max_body=limits.max_body,
        max_upload=limits.max_upload,
        seconds=limits.seconds,
        upload_seconds=limits.upload_seconds,
    )
    return app


async def read_form(values: FormData) -> PageForm:
    """The page's form as it was sent; a file comes before pasted text."""

    def text(name: str) -> str:
        value = values.get(name)
        return value if isinstance(value, str) else ""

    pasted, file = text("text"), values.get("file")
    if isinstance(file, UploadFile) and file.filename:
        pasted = file_text(await file.read())
    changes = {name: text(name) for name in CHOICES if text(name)}
    return PageForm(pasted, text("location"), text("company"), text("as_of"), changes)


def said_of(error: RequestValidationError) -> str:
    """What is wrong with a JSON request, without the advert."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part != "body")
    return f"{place or 'request'}: {first['msg']}"[:300]
