"""Connections that send no whole request are closed, so that they shut nobody out."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

#: Seconds within which the head of a request must be there.
HEAD_SECONDS = 8.0


class TimedProtocol(H11Protocol):
    """HTTP of uvicorn with a limit of time for the head of each request.

    Without it a connection that is opened and never used, or sends a byte now and then, counts
    among the most that are allowed for as long as its owner likes. The time for a body is limited
    by :class:`~salarypred.web.guard.Guard`, that between two requests by uvicorn.
    """

    #: Seconds, see `HEAD_SECONDS`.
    head_seconds = HEAD_SECONDS

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what was sent; the time for a head does not begin anew with each byte."""
        super().data_received(data)
        if self._answering():
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._deadline = self.loop.call_later(self.head_seconds, self._close)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _close(self) -> None:
        self._deadline = None
        if not self._answering() and not self.transport.is_closing():
            self.transport.abort()
