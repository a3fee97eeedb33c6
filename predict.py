"""``salarypred predict`` from a clone; see src/salarypred/commands/predict/."""

import signal
import sys

# Until the command can say so itself, an interruption just ends it: no traceback.
if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from quickstart import not_installed

try:
    from salarypred.commands.options import run
    from salarypred.commands.predict import main
except ModuleNotFoundError as missing:
    sys.exit(not_installed("predict.py", missing))

if __name__ == "__main__":
    sys.exit(run(main))
