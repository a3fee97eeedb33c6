"""The ``salarypred`` command: each subcommand is a module."""

import sys
from collections.abc import Sequence
from importlib import import_module

from .commands.options import run
from .version import __version__

#: Modules of :mod:`salarypred.commands`, each imported only when it is asked for.
COMMANDS = (
    "train",
    "predict",
    "evaluate",
    "explain",
    "report",
    "serve",
    "official",
    "occupations",
    "verify",
    "export",
)
#: Those that lie in a folder of their own.
_FOLDERS = {"export": "scale.export"}
USAGE = f"""usage: salarypred COMMAND ...

  train        train a model on job adverts whose pay or category is known
  predict      estimate pay and category of job adverts
  evaluate     compare the estimates with adverts whose pay is known
  explain      show which words move an estimate, and what comparable adverts paid
  report       write a page about the output of predict
  serve        open a local page for single adverts, and a JSON interface
  official     print what official statistics say of an occupation
  occupations  code titles or adverts to the Standard Occupational Classification
  verify       show what a model folder holds, its origin and whether it is whole
  export       write a model as a folder for MLflow

examples:
  salarypred predict advert.txt
  salarypred predict adverts.parquet --output pay.parquet
  salarypred report pay.parquet --output report.html
  salarypred serve --open
  salarypred official "care worker"

salarypred COMMAND --help tells more. Version {__version__}.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of ``salarypred``."""
    return run(_main, sys.argv[1:] if argv is None else argv)


def _main(argv: Sequence[str] | None) -> int:
    words = list(argv or ())
    if words and words[0] in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    if words and words[0] == "--version":
        print(__version__)
        return 0
    if not words or words[0] not in COMMANDS:
        print(USAGE, end="", file=sys.stderr)
        return 2
    command = import_module(f".commands.{_FOLDERS.get(words[0], words[0])}", __package__)
    status: int = command.main(words[1:])
    return status


if __name__ == "__main__":
    sys.exit(main())
