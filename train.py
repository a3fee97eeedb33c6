"""``salarypred train`` from a clone; see src/salarypred/train.py."""

import sys

from salarypred.cli import run
from salarypred.train import main

if __name__ == "__main__":
    sys.exit(run(main))
