"""Download of one answer of the page."""

import csv
import io
import json
from typing import Any

from starlette.responses import Response

from ..errors import InputError
from .page import PageForm, filled_text
from .questions import Answer

KINDS = {"txt": "text/plain", "csv": "text/csv", "json": "application/json"}
# A spreadsheet takes text that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def download(kind: str, form: PageForm, answer: Answer) -> Response:
    """The filled-in advert (txt), or its row with the predicted columns (csv, json)."""
    if kind not in KINDS:
        raise InputError(f"download {kind!r}; expected {', '.join(KINDS)}")
    if kind == "txt":
        body = filled_text(form, answer)
    elif kind == "json":
        row = {**answer.row, "masks": json.loads(answer.row["masks"] or "[]")}
        body = json.dumps(row, ensure_ascii=False, indent=1)
    else:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(answer.row)
        writer.writerow(_safe(value) for value in answer.row.values())
        body = "\ufeff" + text.getvalue()  # spreadsheets recognise UTF-8 by this mark
    return Response(
        body.encode("utf-8", "replace"),
        media_type=f"{KINDS[kind]}; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="advert-with-pay.{kind}"'},
    )


def _safe(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
