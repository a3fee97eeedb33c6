"""``salarypred report``: a page about a predicted table."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError

EXAMPLES = """examples:
  salarypred predict adverts.parquet --output predictions.parquet --details
  salarypred report predictions.parquet --output report.html

Where the table has a column of true pay (salary, or salary_min and salary_max) the report also
tells how right the estimates were; with --details, how well their quantiles hold.
"""


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred report",
        description="Write one self-contained HTML page about the output of predict.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("input", nargs="+", metavar="PREDICTIONS", help="what predict has written")
    result.add_argument("--output", required=True, metavar="FILE", help="such as report.html")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..files.write import write_document
    from ..report.page import report

    start = time.perf_counter()
    output = Path(arguments.output)
    if output.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"{arguments.output}: expected a file ending in .html")
    page = report(arguments.input)
    write_document(arguments.output, page.encode("utf-8", "replace"))
    if sys.stderr.isatty():
        took = time.perf_counter() - start
        print(f"{arguments.output}: written in {took:.0f} s", file=sys.stderr)
    return 0
