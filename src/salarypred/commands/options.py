"""Shared by all commands: the exit status and the model folder."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from .. import resources
from ..errors import InputError


def run(command: Callable[[Sequence[str] | None], int], argv: Sequence[str] | None = None) -> int:
    """Run a command; a user's mistake becomes one line on standard error and exit status 2."""
    try:
        return command(argv)
    except InputError as error:
        print(f"salarypred: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("salarypred: interrupted; nothing was written", file=sys.stderr)
        return 130


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
