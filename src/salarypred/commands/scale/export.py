"""``salarypred export``: a model as a folder for another program."""

import argparse
import sys
from collections.abc import Sequence

from ..options import model_folder

EXAMPLES = """examples:
  salarypred export --mlflow pay-model                       the model of salarypred
  salarypred export --mlflow pay-model --model models/mine   your own

  mlflow.pyfunc.load_model("pay-model").predict(table)       in Python afterwards
"""


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred export",
        description="Write a model as a folder that another program loads. For MLflow: a pyfunc "
        "model with signature, input example, pinned requirements and this package's code.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("--mlflow", metavar="DIR", required=True, help="a new folder")
    result.add_argument("--model", metavar="FOLDER", help="default: the model of salarypred")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ...engines.mlflow import export

    export(arguments.mlflow, model_folder(arguments.model))
    print(f"written: {arguments.mlflow}", file=sys.stderr)
    return 0
