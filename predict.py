"""``salarypred predict`` from a clone; see src/salarypred/commands/predict.py."""

import sys

from salarypred.commands.options import run
from salarypred.commands.predict import main

if __name__ == "__main__":
    sys.exit(run(main))
