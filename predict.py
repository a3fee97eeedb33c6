"""``salarypred predict`` from a clone; see src/salarypred/predict_command.py."""

import sys

from salarypred.cli import run
from salarypred.predict_command import main

if __name__ == "__main__":
    sys.exit(run(main))
