"""The ``salarypred`` command: hands over to one module a command."""

import sys
from collections.abc import Callable, Sequence

from . import (
    __version__,
    evaluate_command,
    explain_command,
    predict_command,
    report_command,
    serve_command,
    train,
)
from .errors import InputError

COMMANDS: dict[str, Callable[[Sequence[str] | None], int]] = {
    "train": train.main,
    "predict": predict_command.main,
    "evaluate": evaluate_command.main,
    "explain": explain_command.main,
    "report": report_command.main,
    "serve": serve_command.main,
}
USAGE = f"""usage: salarypred COMMAND ...

  train      train a model on job adverts whose pay or category is known
  predict    estimate pay and category of job adverts
  evaluate   compare the estimates with adverts whose pay is known
  explain    show which words move an estimate, and what comparable adverts paid
  report     write a page about the output of predict
  serve      open a local page for single adverts, and a JSON interface

examples:
  salarypred predict advert.txt
  salarypred predict adverts.parquet --output pay.parquet
  salarypred report pay.parquet --output report.html
  salarypred serve --open

salarypred COMMAND --help tells more. Version {__version__}.
"""


def run(command: Callable[[Sequence[str] | None], int], argv: Sequence[str] | None = None) -> int:
    """Run a command; a user's mistake becomes one line on standard error and exit status 2."""
    try:
        return command(argv)
    except InputError as error:
        print(f"salarypred: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("salarypred: interrupted; nothing was written", file=sys.stderr)
        return 130


def main(argv: Sequence[str] | None = None) -> int:
    """Entry point of ``salarypred``."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    if words and words[0] == "--version":
        print(__version__)
        return 0
    if not words or words[0] not in COMMANDS:
        print(USAGE, end="", file=sys.stderr)
        return 2
    return run(COMMANDS[words[0]], words[1:])


if __name__ == "__main__":
    sys.exit(main())
