"""Checks every request first: who may ask, how much and for how long."""

import asyncio
import json
from html import escape
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Nothing is loaded from other sites, no inline script runs, no other site frames the page.
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # without it a form would send the origin "null"
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


class Guard:
    """ASGI middleware: limits of size and time, refusal of other sites' requests, security headers.

    Parameters
    ----------
    app
        The application behind it.
    max_body, max_upload : int
        Most bytes of a request, and of one to a path that ends in ``/batch``.
    seconds, upload_seconds : float
        Longest time within which the same must have arrived.
    answer_seconds : float
        Longest time from then on until an answer to a request; to a file it is ``upload_seconds``.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_body: int,
        max_upload: int,
        seconds: float,
        upload_seconds: float,
        answer_seconds: float,
    ) -> None:
        self.app = app
        self.max_body = max_body
        self.max_upload = max_upload
        self.seconds = seconds
        self.upload_seconds = upload_seconds
        self.answer_seconds = answer_seconds

    async def __call__(  # noqa: C901 - its inner functions share what has been received and sent
        self, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        upload = scope["path"].rstrip("/").endswith("/batch")
        most = self.max_upload if upload else self.max_body
        too_large = f"the request has more than {most / 1e6:,.1f} MB"
        length = headers.get("content-length", "")
        if _of_another_site(headers):
            await _refuse(scope, send, 403, "requests from other sites are refused")
            return
        if length and (not length.isdigit() or int(length) > most):
            await _refuse(scope, send, 413, too_large)
            return
        received, started, over = 0, False, False
        limit = self.upload_seconds if upload else self.seconds
        clock = asyncio.timeout(limit)

        async def counted() -> Message:
            nonlocal received, over, limit
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:
                over = True
                return {"type": "http.disconnect"}
            if not upload and message["type"] == "http.request" and not message.get("more_body"):
                limit = self.answer_seconds
                clock.reschedule(asyncio.get_running_loop().time() + limit)
            return message

        async def headed(message: Message) -> None:
            nonlocal started
            if over and not started:
                return
            if message["type"] == "http.response.start":
                started = True
                own = [(key.encode(), value.encode()) for key, value in HEADERS.items()]
                names = {key for key, _ in own}
                kept = [pair for pair in message["headers"] if pair[0].lower() not in names]
                message = {**message, "headers": [*kept, *own]}
            await send(message)

        try:
            async with clock:
                await self.app(scope, counted, headed)
        except TimeoutError:
            if not started:
                await _refuse(scope, send, 503, f"not done within {limit:g} seconds; try later")
            return
        except Exception:
            # The client is told no more: a traceback could show an advert.
            if not over and not started:
                await _refuse(
                    scope, send, 500, "this could not be answered: an error of salarypred"
                )
            if not over:
                raise
        if over and not started:
            await _refuse(scope, send, 413, too_large)


def _of_another_site(headers: dict[str, str]) -> bool:
    if (
        headers.get("sec-fetch-site") == "cross-site"
        and headers.get("sec-fetch-mode") != "navigate"
    ):
        return True
    origin = headers.get("origin", "")
    try:
        return origin != "" and urlsplit(origin).netloc != headers.get("host", "")
    except ValueError:  # no address at all
        return True


async def _refuse(scope: Scope, send: Send, status: int, reason: str) -> None:
    if scope["path"].startswith("/api"):
        kind, body = "application/json", json.dumps({"error": reason})
    else:
        kind = "text/html; charset=utf-8"
        body = (
            "<!doctype html><html lang=en><title>salarypred</title>"
            f"<main><h1>salarypred</h1><p role=alert>{escape(reason)}</p>"
            "<p><a href='/'>Back</a></p></main></html>"
        )
    pairs = {**HEADERS, "content-type": kind, "connection": "close"}
    start = [(key.encode(), value.encode()) for key, value in pairs.items()]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body.encode()})
