"""The recruiter's page and the JSON interface over one loaded model."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from ..errors import InputError
from ..model.advert_model import AdvertModel
from ..version import __version__
from .api import api_routes
from .batcher import Batcher, BusyError
from .guard import Guard
from .kept import Results
from .page_routes import Pages, page_routes
from .questions import Answer, Question, answer_questions, question_size
from .results import result_routes

#: Adverts that are answered together, and their characters: about a second, which others wait.
_CALL, _CALL_SIZE = 200, 500_000.0


@dataclass(frozen=True)
class Limits:
    """Limits of a server."""

    max_body: int = 2 << 20  # bytes of a request
    max_upload: int = 512 << 20  # bytes of a file of adverts
    seconds: float = 30.0  # until all of a request has arrived
    answer_seconds: float = 120.0  # from then on until its answer
    upload_seconds: float = 3_600.0
    uploads: int = 1  # files at the same time; others wait
    waiting: int = 2_000  # adverts that wait for their answer; further requests are refused
    waiting_size: float = 50e6  # and their characters: about 100 seconds of one core


def create_app(
    model: AdvertModel,
    folder: Path,
    limits: Limits = Limits(),
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]"),
) -> FastAPI:
    """Build the application.

    Parameters
    ----------
    model : AdvertModel
        Answers single adverts.
    folder : Path
        Its folder, from which the process that predicts an uploaded file loads it.
    limits : Limits
    hosts : tuple of str
        Host names it answers to, against DNS rebinding; ``"*"`` allows all.
    """
    results, turn = Results(), asyncio.Semaphore(limits.uploads)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        results.clear()

    app = FastAPI(
        lifespan=lifespan,
        title="salarypred",
        version=__version__,
        summary="Pay and category of UK job adverts.",
        docs_url=None,  # it would load scripts from another site
        redoc_url=None,
    )
    batcher: Batcher[Question, Answer] = Batcher(
        lambda asked: answer_questions(model, asked),
        _CALL,
        most_waiting=limits.waiting,
        size=question_size,
        most_size=_CALL_SIZE,
        most_waiting_size=limits.waiting_size,
    )
    page = Pages(limits.max_upload)
    app.include_router(api_routes(model, folder, batcher, turn))
    app.include_router(page_routes(model, batcher, page))
    app.include_router(result_routes(folder, page, results, turn))
    app.mount("/static", StaticFiles(packages=[("salarypred", "web/pages/static")]), name="static")
    _answer_errors(app, page)
    if "*" not in hosts:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))
    app.add_middleware(
        Guard,
        max_body=limits.max_body,
        max_upload=limits.max_upload,
        seconds=limits.seconds,
        upload_seconds=limits.upload_seconds,
        answer_seconds=limits.answer_seconds,
    )
    return app


def _answer_errors(app: FastAPI, page: Pages) -> None:
    """Answer errors as JSON under ``/api``, elsewhere as a page."""

    @app.exception_handler(RequestValidationError)
    async def unfit(request: Request, error: RequestValidationError) -> Response:
        return JSONResponse({"error": said_of(error)}, 422)

    @app.exception_handler(InputError)
    async def mistake(request: Request, error: InputError) -> Response:
        return problem(request, str(error), 400)

    @app.exception_handler(BusyError)
    async def busy(request: Request, error: BusyError) -> Response:
        answer = problem(request, f"Too much at once: {error}. Try again soon.", 503)
        answer.headers["retry-after"] = "10"
        return answer

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        return problem(request, str(error.detail), error.status_code)

    def problem(request: Request, text: str, status: int) -> Response:
        if request.url.path.startswith("/api"):
            return JSONResponse({"error": text}, status)
        return page("page.html", status, problem=text)


def said_of(error: RequestValidationError) -> str:
    """What is wrong with a JSON request, without showing the advert."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part != "body")
    return f"{place or 'request'}: {first['msg']}"[:300]
