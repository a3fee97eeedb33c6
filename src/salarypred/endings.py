"""How a command ends: signals that clean up first, and standard streams that are closed or full."""

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, TextIO

from .errors import InputError

#: Signals that end a command as Ctrl-C does.
_SIGNALS = ("SIGTERM", "SIGHUP")
#: What the system refuses, whatever the command: one line says it all.
REFUSALS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EIO,
    errno.EBADF,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EMFILE,
    errno.ENFILE,
    errno.ENOMEM,
}


class Ended(KeyboardInterrupt):
    """The command was ended by a signal.

    Parameters
    ----------
    number : int
        Of the signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def ended_cleanly() -> Iterator[None]:
    """Within the block SIGTERM and SIGHUP raise :class:`Ended`, so that everything is put away.

    What is to be ignored (``nohup``) stays so, and only the main thread can handle signals. A
    second signal does not disturb the tidying up.
    """
    handled: dict[int, Any] = {}

    def end(number: int, frame: FrameType | None) -> None:
        for other in handled:
            signal.signal(other, signal.SIG_IGN)
        raise Ended(number)

    if threading.current_thread() is threading.main_thread():
        if signal.getsignal(signal.SIGINT) == signal.SIG_DFL:  # until now it just ended the program
            signal.signal(signal.SIGINT, signal.default_int_handler)
        for number in (getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)):
            if signal.getsignal(number) == signal.SIG_DFL:
                handled[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, before in handled.items():
            signal.signal(number, before)


def prepare_streams() -> None:
    """Put something in the place of standard streams that are closed.

    Otherwise the next file to be opened would be taken for one of them, and what is printed would
    vanish in silence.
    """
    with suppress(OSError):
        while (free := os.open(os.devnull, os.O_RDWR)) <= 2:
            os.set_inheritable(free, True)
        os.close(free)
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed(), 1), write_through=True)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - open to the end


class _Closed(io.RawIOBase):
    """A standard output that is closed: whoever writes to it is told."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raise InputError(
            "standard output is closed; expected it open, or --output FILE where a command has it"
        )


def abandon(stream: TextIO) -> None:
    """Let nothing more be written to a standard stream that fails, not at the end either."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def abandon_stdout() -> None:
    """Let nothing more be written to standard output."""
    abandon(sys.stdout)


def flush_stderr() -> None:
    """Write what is left for standard error, which may be full: nobody can be told of that."""
    try:
        sys.stderr.flush()
    except OSError:
        abandon(sys.stderr)
