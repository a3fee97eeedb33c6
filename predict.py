"""``salarypred predict`` from a clone; see src/salarypred/predict.py."""

import sys

from salarypred.cli import run
from salarypred.predict import main

if __name__ == "__main__":
    sys.exit(run(main))
