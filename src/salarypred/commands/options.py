"""What all commands share: exit status and the model folder."""

import sys
from collections.abc import Callable, Sequence

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
