"""``salarypred report``: a page about a predicted table."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError

EXAMPLES = """examples:
  salarypred predict adverts.parquet --output predictions.parquet --details
  salarypred report predictions.parquet --output report.html
  salarypred report nov.parquet --compare may.parquet --output report.html
  salarypred report predictions.parquet --output report.html --json     and report.json

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
    result.add_argument("--output", metavar="FILE", help="such as report.html")
    result.add_argument(
        "--compare",
        metavar="PREDICTIONS",
        help="another predicted table, such as one of an earlier date or another source",
    )
    result.add_argument(
        "--json",
        action="store_true",
        help="write the figures as JSON too, beside the page (report.json); without --output "
        "they are printed",
    )
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..files.write import write_document
    from ..report.page import as_page, findings
    from ..report.twin import plain

    start = time.perf_counter()
    output = Path(arguments.output) if arguments.output else None
    if output is None and not arguments.json:
        parser().error("expected --output report.html, or --json")
    if output is not None and output.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"{arguments.output}: expected a file ending in .html")
    found = findings(arguments.input, arguments.compare)
    if arguments.json:
        text = json.dumps(plain(found), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
        twin = output.with_suffix(".json") if output else None
        write_document(twin, text.encode("utf-8", "replace"))
    if output is not None:
        write_document(output, as_page(found).encode("utf-8", "replace"))
    if output is not None and sys.stderr.isatty():
        took = time.perf_counter() - start
        print(f"{arguments.output}: written in {took:.0f} s", file=sys.stderr)
    return 0
