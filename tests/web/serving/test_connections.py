"""Connections that never send a whole request are closed in time."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

uvicorn = pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")
from salarypred.web.serving.connections import TimedProtocol  # noqa: E402


class Quick(TimedProtocol):
    """Waits half a second."""

    head_seconds = 0.5


async def slow_app(scope: object, receive: object, send: object) -> None:
    """An answer that takes longer than a head may."""
    await asyncio.sleep(1.0)
    await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": b"done"})  # type: ignore[operator]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    config = uvicorn.Config(
        slow_app, http=Quick, lifespan="off", log_level="critical", timeout_keep_alive=5
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(10)


def drained(client: socket.socket) -> bytes:
    """All that the server sends until it closes the connection."""
    received = b""
    with contextlib.suppress(ConnectionResetError, BrokenPipeError):
        while more := client.recv(4096):
            received += more
    return received


def closed_after(port: int, *pieces: bytes) -> float:
    """Seconds until the server closes a connection that sends these pieces, 0.1 s apart."""
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            for piece in pieces:
                client.sendall(piece)
                time.sleep(0.1)
        drained(client)
    return time.monotonic() - start


@pytest.mark.parametrize(
    "pieces", [(), (b"GET / HT",), (b"G", b"E"), (b"GET / HTTP/1.1\r\nHost: a\r\n",)]
)
def test_half_open_connections_are_closed(port: int, pieces: tuple[bytes, ...]) -> None:
    assert closed_after(port, *pieces) < 2


def test_a_byte_now_and_then_does_not_keep_it_open(port: int) -> None:
    assert closed_after(port, *[b"G"] * 15) < 2.5


def test_a_slow_answer_is_waited_for_and_the_next_request_has_its_own_time(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        for _ in range(2):
            client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            received = b""
            while b"done" not in received:
                received += client.recv(4096)
            time.sleep(0.7)  # idle between requests, which uvicorn limits
        client.sendall(b"GET / HT")
        start = time.monotonic()
        drained(client)
        assert time.monotonic() - start < 2
