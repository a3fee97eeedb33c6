"""Processes behind one address: all answer, a killed one is replaced, others are not disturbed."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the extra 'web' is not installed")
from salarypred.errors import InputError
from salarypred.web.serving.workers import Serving, Workers, listen

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux shares out connections to a port"
)


def get(port: int, path: str = "/health") -> tuple[int, dict[str, object]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    reply = connection.getresponse()
    return reply.status, json.loads(reply.read())


def children(pid: int) -> list[int]:
    """Processes of the server that listen."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def until(answers: int, port: int) -> None:
    """Wait until so many different processes could be asked, by asking often."""
    for _ in range(300):
        try:
            if all(get(port)[0] == 200 for _ in range(answers)):
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture
def server(model_folder: Path) -> Iterator[tuple[int, int]]:
    """Process and port of a server with two workers."""
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    words = ["serve", "--port", str(port), "--workers", "2", "--model", str(model_folder)]
    process = subprocess.Popen([sys.executable, "-m", "salarypred", *words])
    try:
        until(8, port)
        yield process.pid, port
    finally:
        process.terminate()
        assert process.wait(20) == 0


def test_a_killed_process_is_replaced_and_slow_clients_do_not_matter(
    server: tuple[int, int],
) -> None:
    pid, port = server
    before = children(pid)
    assert len(before) == 2
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(20)]
    for number, client in enumerate(slow):
        head = "POST /api/predict HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 900\r\n"
        client.sendall((head + "\r\n{"[: 3 * (number % 2)]).encode())  # some end within the head
        if number % 4 == 0:
            client.close()  # cut off
    assert get(port)[1]["ready"] is True
    os.kill(before[0], signal.SIGKILL)
    time.sleep(0.2)
    for _ in range(10):
        assert get(port)[0] == 200
    for _ in range(200):
        if len(now := children(pid)) == 2 and before[0] not in now:
            break
        time.sleep(0.1)
    assert before[1] in now and len(now) == 2
    for client in slow:
        client.close()


def test_processes_end_with_their_server(model_folder: Path) -> None:
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    words = ["serve", "--port", str(port), "--workers", "2", "--model", str(model_folder)]
    process = subprocess.Popen([sys.executable, "-m", "salarypred", *words])
    until(4, port)
    running = children(process.pid)
    process.kill()  # it cannot tell them
    process.wait()
    for _ in range(200):
        if not any(Path(f"/proc/{pid}").exists() and alive(pid) for pid in running):
            break
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() and alive(pid) for pid in running)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def _ends(serving: Serving) -> None:
    """A worker that cannot start."""


def test_processes_that_only_end_are_given_up() -> None:
    workers = Workers(_ends, Serving(Path("x"), "127.0.0.1", 0, ()), 1)
    with pytest.raises(InputError, match="end as soon as they start"):
        workers.run()
    assert workers.pids() == []


def test_a_port_is_shared_only_if_both_say_so() -> None:
    with listen("127.0.0.1", 0, shared=True) as first:
        port = first.getsockname()[1]
        first.listen()
        listen("127.0.0.1", port, shared=True).close()
        with pytest.raises(InputError, match=f"cannot listen on 127.0.0.1 port {port}"):
            listen("127.0.0.1", port)
