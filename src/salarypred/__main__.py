"""``python -m salarypred``, and the command ``salarypred``."""

import signal
import sys

# Until the command can say so itself, an interruption just ends it: no traceback.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
