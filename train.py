"""``salarypred train`` from a clone; see src/salarypred/commands/train.py."""

import sys

from quickstart import not_installed

try:
    from salarypred.commands.options import run
    from salarypred.commands.train import main
except ModuleNotFoundError as missing:
    sys.exit(not_installed("train.py", missing))

if __name__ == "__main__":
    sys.exit(run(main))
