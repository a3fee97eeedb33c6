"""``salarypred train`` from a clone; see src/salarypred/commands/train.py."""

import sys

from salarypred.commands.options import run
from salarypred.commands.train import main

if __name__ == "__main__":
    sys.exit(run(main))
