"""The JSON interface: one advert or several, explanations, and files of adverts."""

import asyncio
import json
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, UploadFile
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from ..adverts.columns import CANONICAL
from ..errors import InputError
from ..files.documents import parse_document
from ..model.advert_model import AdvertModel
from ..model.batches import Options
from ..model.explain import MOST_DRIVERS, explain
from ..pay.earnings import month_of_money
from .batcher import Batcher
from .questions import Answer, Question
from .schema import MOST_ADVERTS, Advert, Explained, Month, Pasted, Prediction, Problem
from .upload import FORMATS, Upload, predict_upload, result_format, result_name

Level = Annotated[float, Query(gt=0, lt=1, description="of the interval salary_low to salary_high")]
AsOf = Annotated[Month, Query(description="estimate in the money of this month, YYYY-MM")]
PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem} for code in (400, 413, 422, 503)
}


def api_routes(
    model: AdvertModel, folder: Path, batcher: Batcher[Question, Answer], turn: asyncio.Semaphore
) -> APIRouter:
    """Routes under ``/api``; files of adverts wait for their turn."""
    router = APIRouter(responses=PROBLEMS)

    @router.post("/api/predict", response_model=Prediction | list[Prediction])
    async def predict(
        adverts: Advert | Pasted | Annotated[list[Advert | Pasted], "at most 1,000"],
        interval: Level = 0.8,
        as_of: AsOf = "",
    ) -> Any:
        """Pay and category of one advert, or of a list of at most 1,000.

        A text in place of an advert is read like a file: one line without field names is a title,
        and of several lines the first is.
        """
        if as_of:
            month_of_money(as_of)
        some = adverts if isinstance(adverts, list) else [adverts]
        if len(some) > MOST_ADVERTS:
            raise InputError(
                f"{len(some):,} adverts; expected at most {MOST_ADVERTS:,}, or a file at /api/batch"
            )
        asked = [Question(_fields(advert), interval, as_of) for advert in some]
        answers = [as_prediction(answer.row) for answer in await batcher.ask_all(asked)]
        return answers if isinstance(adverts, list) else answers[0]

    @router.post("/api/explain", response_model=Explained)
    async def explained(
        advert: Advert | Pasted,
        interval: Level = 0.8,
        as_of: AsOf = "",
        most: Annotated[int, Query(ge=1, le=100)] = MOST_DRIVERS,
    ) -> Any:
        """Which words move the estimate of one advert, and what comparable adverts paid."""
        fields = _fields(advert)
        found = await batcher.run(
            lambda: explain(model, fields, as_of=as_of or None, level=interval, most=most)
        )
        return {**found.as_dict(), "prediction": as_prediction(found.prediction)}

    @router.post("/api/batch", response_class=Response)
    async def batch(
        file: Annotated[UploadFile, File(description="as for `salarypred predict`")],
        format: Annotated[str, Form(description=f"{', '.join(FORMATS)}; default: as sent")] = "",
        interval: Annotated[float, Form(gt=0, lt=1)] = 0.8,
        as_of: Annotated[Month, Form()] = "",
        fill: Annotated[bool, Form(description="add the filled-in texts")] = False,
    ) -> Response:
        """A file of adverts, back with the added columns."""
        if as_of:
            month_of_money(as_of)
        options = Options(level=interval, as_of=as_of or None, fill=fill)
        return await _predicted_file(file, format, folder, options, turn)

    return router


def _fields(advert: Advert | str) -> dict[str, str]:
    """Columns of an advert that was sent as an object or as a text."""
    if isinstance(advert, Advert):
        return advert.model_dump()
    fields = parse_document(advert)
    return {name: fields.get(name, "") for name in CANONICAL}


async def _predicted_file(
    file: UploadFile, format: str, folder: Path, options: Options, turn: asyncio.Semaphore
) -> Response:
    """The file with the predicted columns; stored copies are deleted after the response."""
    upload = Upload(file.filename or "adverts")
    try:
        chosen = result_format(upload, format)
        path = await asyncio.to_thread(upload.keep, file.file)
        async with turn:
            result = await predict_upload(upload, path, folder, options, chosen)
    except BaseException:
        upload.remove()
        raise
    return FileResponse(
        result,
        media_type=FORMATS[chosen],
        filename=result_name(upload, chosen),
        background=BackgroundTask(upload.remove),
    )


def as_prediction(row: dict[str, Any]) -> dict[str, Any]:
    """A predicted row, its masks as a list, and null where a value is missing."""
    plain = {name: None if value != value else value for name, value in row.items()}
    return {**plain, "masks": json.loads(plain["masks"] or "[]")}
