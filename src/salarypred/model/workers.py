"""Batches shared out to processes that hold the model, answered in order."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Generic, TypeVar

from ..errors import InputError
from ..files.temporary import remove_inherited

Part = TypeVar("Part")
Answer = TypeVar("Answer")
#: Parts that are read ahead for each process: memory does not grow with the input.
_AHEAD = 3
_STOP_SECONDS = 2.0


def shared_memory() -> bool:
    """Whether further processes begin with everything that this one holds (Linux)."""
    return sys.platform == "linux"


class Workers(Generic[Part, Answer]):
    """Processes that answer parts of an input.

    On Linux they are copies of this process and share its memory, so a model that is loaded is
    theirs at once; elsewhere they start anew, and the function must load what it needs. They end
    with the block, however it ends, and by themselves when this process is gone.

    Parameters
    ----------
    answer : function of a part
        What a process does. Where memory is not shared it must be picklable.
    jobs : int
        Number of processes.
    """

    def __init__(self, answer: Callable[[Part], Answer], jobs: int) -> None:
        self._answer = answer
        self._jobs = jobs
        self._connections: list[Connection] = []
        self._processes: list[multiprocessing.process.BaseProcess] = []

    def __enter__(self) -> "Workers[Part, Answer]":
        context: BaseContext = multiprocessing.get_context("fork" if shared_memory() else "spawn")
        # Python writes what its buffers hold once more at the end of each copy.
        sys.stdout.flush()
        sys.stderr.flush()
        for _ in range(self._jobs):
            ours, theirs = context.Pipe()
            process = context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(theirs, self._answer), daemon=True
            )
            process.start()
            theirs.close()
            self._connections.append(ours)
            self._processes.append(process)
        return self

    def __exit__(self, *exception: object) -> None:
        for connection in self._connections:
            connection.close()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.join(_STOP_SECONDS)
            if process.is_alive():
                process.kill()
                process.join()

    def map(self, parts: Iterable[Part]) -> Iterator[Answer]:
        """Answers to parts, in their order.

        Raises
        ------
        InputError
            If a process was ended from outside, as systems do that run out of memory.
        """
        remaining = enumerate(parts)
        idle = deque(self._connections)
        working: dict[Connection, int] = {}
        done: dict[int, Answer] = {}
        turn, read = 0, True
        while read or working or done:
            # A process that has nothing to do comes before what is to be written.
            while idle and read and len(done) < _AHEAD * self._jobs:
                number, part = next(remaining, (-1, None))
                if number < 0:
                    read = False
                    break
                connection = idle.popleft()
                self._send(connection, part)
                working[connection] = number
            if turn in done:
                yield done.pop(turn)
                turn += 1
            # What is ready is taken at once; only an answer whose turn it is is waited for.
            pause = 0 if turn in done else None
            for ready in wait(list(working), pause) if working else []:
                assert isinstance(ready, Connection)
                done[working.pop(ready)] = self._received(ready)
                idle.append(ready)

    def _send(self, connection: Connection, part: object) -> None:
        try:
            connection.send(part)
        except (BrokenPipeError, ConnectionResetError):
            raise self._gone(connection) from None

    def _received(self, connection: Connection) -> Answer:
        try:
            failed, value = connection.recv()
        except (EOFError, ConnectionResetError):
            raise self._gone(connection) from None
        if failed:
            raise value
        answer: Answer = value
        return answer

    def _gone(self, connection: Connection) -> InputError:
        process = self._processes[self._connections.index(connection)]
        process.join(_STOP_SECONDS)
        return InputError(
            f"a worker process was ended from outside (exit status {process.exitcode}), perhaps "
            "for want of memory; expected to run to the end: try --jobs 1"
        )


def _serve(connection: Connection, answer: Callable[[Part], Answer]) -> None:
    """Answer parts until the connection closes."""
    # An interruption at the keyboard reaches every process; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # What this process began with stays: to look through a model for garbage again and again takes
    # a fifteenth of the time, and copies the memory that the processes share.
    gc.freeze()
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # as many processes as cores: further threads would only wait
        while True:
            try:
                part = connection.recv()
            except (EOFError, ConnectionResetError):
                return
            try:
                said: tuple[bool, object] = (False, answer(part))
            except Exception as error:
                error.add_note(traceback.format_exc())  # a traceback does not travel
                said = (True, error)
            try:
                connection.send(said)
            except (BrokenPipeError, ConnectionResetError):
                return


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, even by force."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        remove_inherited()
        os._exit(1)
