"""Synthetic UK job adverts: `python -m salarypred.sample.__main__ --output data`.

Every advert is drawn from the grammar of this package (`grammar.py`), with pay from aggregate
figures (`pay.py`). Nothing in it is a real advert, employer or person.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError
from .generate import generate, generate_with_masks
from .grammar import grammar_text
from .pay import PAY_YEAR
from .write import document, write_documents, write_sample

__all__ = ["document", "generate", "generate_with_masks", "main", "write_documents", "write_sample"]


def _readme(args: argparse.Namespace, command: str, contents: list[str]) -> str:
    inflated = f"\nThey were moved to {args.year} by Great Britain's average earnings.\n"
    return grammar_text("readme.txt").format(
        command=command,
        seed=args.seed,
        year=args.year,
        inflated="" if args.year == PAY_YEAR else inflated,
        contents="\n".join(contents) + "\n",
        shown="visible" if args.unmasked else "masked (`****`), as the source of the format did",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status (2 for a user's mistake).

    Examples
    --------
    >>> main(["--year", "1900"])
    2
    """
    parser = argparse.ArgumentParser(
        prog="python -m salarypred.sample.__main__", description=__doc__
    )
    parser.add_argument("--output", default="data", help="folder to write (default: data)")
    parser.add_argument("--adverts", type=int, default=2000, help="rows of the table")
    parser.add_argument("--documents", type=int, default=400, help="number of documents")
    parser.add_argument("--seed", type=int, default=PAY_YEAR)
    parser.add_argument("--year", type=int, default=PAY_YEAR, help="year of the adverts and pay")
    parser.add_argument("--format", choices=("all", "table", "documents"), default="all")
    parser.add_argument("--unmasked", action="store_true", help="leave the numbers visible")
    parser.add_argument("--masks", action="store_true", help="write what each number is")
    given = list(sys.argv[1:] if argv is None else argv)
    args = parser.parse_args(given)
    try:
        contents = write_sample(
            Path(args.output),
            0 if args.format == "documents" else args.adverts,
            0 if args.format == "table" else args.documents,
            args.seed,
            args.year,
            not args.unmasked,
            args.masks,
        )
        command = " ".join(["python -m salarypred.sample.__main__", *given])
        readme = _readme(args, command, contents)
        (Path(args.output) / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(contents))
    return 0


if __name__ == "__main__":
    sys.exit(main())
