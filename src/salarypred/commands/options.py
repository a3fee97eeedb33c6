"""Shared by all commands: the exit status and the model folder."""

import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from .. import resources
from ..endings import (
    REFUSALS,
    Ended,
    abandon_stdout,
    ended_cleanly,
    flush_stderr,
    prepare_streams,
)
from ..errors import InputError


def run(command: Callable[[Sequence[str] | None], int], argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    A user's mistake, and what the system refuses (a full disk), become one line on standard error
    and status 2. A signal ends it with 128 and the signal's number, once everything is put away. A
    reader that stops (``| head``) is no mistake: status 0.
    """
    prepare_streams()
    try:
        return _run(command, argv)
    finally:
        flush_stderr()


def _run(command: Callable[[Sequence[str] | None], int], argv: Sequence[str] | None) -> int:
    try:
        with ended_cleanly():
            try:
                return command(argv)
            finally:
                sys.stdout.flush()
    except InputError as error:
        return _said(str(error), 2)
    except BrokenPipeError:
        abandon_stdout()
        return 0
    except OSError as error:
        if error.errno not in REFUSALS:
            raise
        abandon_stdout()
        where = f"{error.filename}: " if error.filename else ""
        return _said(f"{where}{(error.strerror or str(error)).lower()}; nothing was written", 2)
    except Ended as ended:
        name = signal.Signals(ended.number).name
        return _said(f"ended by {name}; nothing was written", 128 + ended.number)
    except KeyboardInterrupt:
        return _said("interrupted; nothing was written", 130)


def _said(text: str, status: int) -> int:
    """Say in one line why a command ends, and return its status."""
    with suppress(OSError):  # standard error may be full too
        print(f"salarypred: {' '.join(text.split())}", file=sys.stderr, flush=True)
    return status


def model_folder(asked: str | None) -> Path:
    """The model folder that was asked for, else the one that comes with the installation.

    Raises
    ------
    InputError
        If none was asked for and the installation has none.
    """
    folder = Path(asked) if asked else resources.shipped_model()
    if folder is None:
        raise InputError(
            "no --model given and this installation carries none; train one with: "
            "python train.py --output models/sample, then add --model models/sample"
        )
    return folder
