"""Processes that answer at one address, each with the model; one that ends is replaced.

Each listens with a socket of its own on the same port, among which the system shares out
connections (``SO_REUSEPORT``), and only once its model has answered. So nobody is sent to a process
that loads a model or has ended. On Linux they are copies of the first process, which has loaded the
model: they share its memory, and another is there at once.
"""

import gc
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from ...errors import InputError
from ...model.batches import WARM_ROWS
from ...model.workers import shared_memory
from ..app import Limits

if TYPE_CHECKING:
    from ...model.advert_model import AdvertModel

#: A process that ends sooner than this after its start would only end again: that often at most.
_SOON, _MOST_SOON = 10.0, 5
#: Seconds that requests have to be answered when a process is to end.
_LAST_SECONDS = 1
#: Seconds that processes have to answer what they are asked when the server is to end.
_LAST_ANSWERS = 10.0


@dataclass(frozen=True)
class Serving:
    """What every process must know.

    Attributes
    ----------
    folder : Path
        Of the model.
    host, port
        Where to listen.
    names : tuple of str
        Host names it answers to, see :func:`~salarypred.web.app.create_app`.
    limits : Limits
    """

    folder: Path
    host: str
    port: int
    names: tuple[str, ...]
    limits: Limits = field(default_factory=Limits)


def listen(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A socket bound to an address, which further processes may bind too if it is ``shared``.

    Raises
    ------
    InputError
        If the address is taken, or cannot be shared on this system.
    """
    if shared and not hasattr(socket, "SO_REUSEPORT"):
        raise InputError("--workers needs a system that shares ports (Linux); leave it out")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise InputError(
            f"cannot listen on {host} port {port}: {error.strerror or error}; try another --port"
        ) from error
    listener.set_inheritable(True)
    return listener


def answer(serving: Serving) -> None:
    """Load the model, try it and answer until the process is told to end: work of one process."""
    answer_with(ready_model(serving.folder), serving)


def answer_with(model: "AdvertModel", serving: Serving) -> None:
    """Answer with a model that is loaded until the process is told to end."""
    for number in (signal.SIGINT, signal.SIGTERM):  # of a copy: those of the process it copies
        signal.signal(number, signal.SIG_DFL)
    run(model, serving, listen(serving.host, serving.port, shared=True))


def ready_model(folder: Path) -> "AdvertModel":
    """A model that has answered, so that copies of this process share all that is read for that.

    Raises
    ------
    InputError
        If there is no such model.
    """
    from ...model.loading import load_model

    model = load_model(folder)
    _try(model, 1)
    _try(model, WARM_ROWS)
    # What stays for good is not gone through by each collection, nor copied for it.
    gc.collect()
    gc.freeze()
    return model


def _try(model: "AdvertModel", n: int) -> None:
    """Answer so many adverts: the first answer is the slowest."""
    from ..questions import Question, answer_questions

    advert = {"title": "Chef", "description": "Pay £**** a year."}
    answer_questions(model, [Question(advert)] * n)


def run(model: "AdvertModel", serving: Serving, listener: socket.socket) -> None:
    """Answer at a socket until the process is told to end."""
    import uvicorn

    from ..app import create_app
    from .connections import TimedProtocol

    _try(model, 1)
    app = create_app(model, serving.folder, serving.limits, serving.names)
    # Almost nothing is logged: an access log or a traceback could show an advert.
    config = uvicorn.Config(
        app,
        http=TimedProtocol,
        log_level="critical",
        access_log=False,
        timeout_keep_alive=10,
        limit_concurrency=400,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    server = uvicorn.Server(config)
    main = threading.current_thread() is threading.main_thread()
    if main and hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, server.handle_exit)
    if (parent := multiprocessing.parent_process()) is not None:

        def orphaned() -> None:
            wait([parent.sentinel])
            server.should_exit = True

        threading.Thread(target=orphaned, daemon=True).start()
    server.run(sockets=[listener])


class Workers:
    """Keeps so many processes running until it is told to stop.

    Parameters
    ----------
    work : callable
        What a process does; where memory is not shared it must be importable.
    serving : Serving
        Its argument.
    number : int
    """

    def __init__(self, work: Callable[[Serving], None], serving: Serving, number: int) -> None:
        self._work = work
        self._serving = serving
        self._number = number
        self._context: BaseContext = multiprocessing.get_context(
            "fork" if shared_memory() else "spawn"
        )
        self._running: dict[BaseProcess, float] = {}
        self._stopped = False

    def run(self) -> None:
        """Start the processes, and others in place of those that end, until SIGINT or SIGTERM.

        Raises
        ------
        InputError
            If they end again and again as soon as they have started.
        """
        before = {s: signal.signal(s, self._stop) for s in (signal.SIGINT, signal.SIGTERM)}
        early = 0
        try:
            while not self._stopped:
                while len(self._running) < self._number:
                    self._start()
                wait([process.sentinel for process in self._running], timeout=0.5)
                for process in [p for p in self._running if not p.is_alive()]:
                    age = time.monotonic() - self._running.pop(process)
                    early = early + 1 if age < _SOON else 0
                if early > _MOST_SOON * self._number:
                    raise InputError(
                        "processes of the server end as soon as they start; try without --workers"
                    )
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def pids(self) -> list[int]:
        """Numbers of the running processes."""
        return [process.pid for process in self._running if process.pid]

    def _start(self) -> None:
        process = self._context.Process(  # type: ignore[attr-defined]
            target=self._work, args=(self._serving,), daemon=False
        )
        process.start()
        self._running[process] = time.monotonic()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopped = True

    def _end(self) -> None:
        for process in self._running:
            process.terminate()
        until = time.monotonic() + _LAST_ANSWERS
        for process in self._running:
            process.join(max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
        self._running.clear()
