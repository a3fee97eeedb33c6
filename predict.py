"""``salarypred predict`` from a clone; see src/salarypred/commands/predict.py."""

import sys

from quickstart import not_installed

try:
    from salarypred.commands.options import run
    from salarypred.commands.predict import main
except ModuleNotFoundError as missing:
    sys.exit(not_installed("predict.py", missing))

if __name__ == "__main__":
    sys.exit(run(main))
