"""``salarypred occupations``: titles or adverts in, their SOC 2020 unit groups out."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .terminal import is_terminal

if TYPE_CHECKING:
    import pandas as pd

EXAMPLES = """examples:
  salarypred occupations adverts.csv --output coded.csv
  echo "Staff Nurse (RGN)" | salarypred occupations -
  salarypred occupations titles.txt --format jsonl       one title a line

The codes are unit groups of the Standard Occupational Classification 2020 of the Office for
National Statistics. Category, company and location help where the title says little.
"""
#: Codes given after the most probable one.
NEXT = 4
ADDED = (
    "occupation_code",
    "occupation",
    "occupation_probability",
    *(
        f"{name}_{number}"
        for number in range(2, 2 + NEXT)
        for name in ("occupation_code", "occupation", "occupation_probability")
    ),
    "warnings",
)


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred occupations",
        description="Code job titles or adverts to SOC 2020 (four digits), with probabilities.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument(
        "input",
        nargs="+",
        metavar="INPUT",
        help="as for predict; a text without field names holds one title a line",
    )
    result.add_argument("--output", metavar="FILE", help="default: standard output")
    result.add_argument(
        "--format",
        choices=["csv", "tsv", "jsonl", "parquet", "xlsx", "text"],
        help="default: by the name of the output, else text at a terminal and csv elsewhere",
    )
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..errors import InputError
    from ..files.progress import ProgressBar
    from ..files.read import input_columns, read_batches
    from ..files.write import TableWriter

    if arguments.format == "text" and arguments.output:
        raise InputError("--format text is for the screen; expected no --output with it")
    progress = ProgressBar("adverts", arguments.input)
    batches = read_batches(arguments.input, position=progress.position)
    plain = arguments.format or arguments.output
    if arguments.format == "text" or (not plain and is_terminal(sys.stdout)):
        for batch in batches:
            print("\n".join(as_text(coded(batch.rows, batch.problems))))
        return 0
    given = [name for name in input_columns(arguments.input) if name not in ADDED]
    columns = [*given, *ADDED]
    with TableWriter(arguments.output, arguments.format, columns) as writer, progress:
        for batch in batches:
            table = coded(batch.rows, batch.problems)
            writer.write(table[columns])
            progress.update(len(table))
    return 0


def coded(rows: "pd.DataFrame", problems: "pd.Series") -> "pd.DataFrame":
    """Return the rows with the columns :data:`ADDED`.

    A document that is a list of titles gives a row for each, see :func:`with_listed_titles`.
    """
    import pandas as pd

    from ..adverts.table import to_adverts
    from ..occupations.shipped import code_adverts

    rows = with_listed_titles(rows.assign(warnings=problems))
    found = code_adverts(to_adverts(rows), n_next=NEXT)
    reasons = found.pop("occupation_reason")
    found["warnings"] = rows["warnings"].where(rows["warnings"] != "", reasons)
    kept = rows.drop(columns=[name for name in rows.columns if name in ADDED])
    return pd.concat([kept, found], axis=1)


def with_listed_titles(rows: "pd.DataFrame") -> "pd.DataFrame":
    r"""Turn a document that is a list of titles into one row a line.

    A list is a text of short lines, none of which ends like a sentence.

    Examples
    --------
    >>> import pandas as pd
    >>> text = pd.DataFrame({"title": ["Nurse"], "description": ["Chef\nVet"], "file": ["a.txt"]})
    >>> with_listed_titles(text)["title"].tolist()
    ['Nurse', 'Chef', 'Vet']
    """
    import pandas as pd

    if not {"title", "description", "file"} <= set(rows.columns):
        return rows
    parts = []
    for _, row in rows.iterrows():
        text = f"{row['title']}\n{row['description']}"
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        listed = all(len(line) <= _LONGEST_TITLE and line[-1] not in ".!?:;," for line in lines)
        if row["description"] and listed:
            parts.append(
                pd.DataFrame([{**row, "title": line, "description": ""} for line in lines])
            )
        else:
            parts.append(row.to_frame().T)
    return pd.concat(parts, ignore_index=True) if parts else rows


#: Most characters of a line in a list of titles.
_LONGEST_TITLE = 120


def as_text(table: "pd.DataFrame") -> list[str]:
    """Return lines to read: the title, and its codes below."""
    from ..adverts.table import to_adverts

    lines = []
    for title, (_, row) in zip(to_adverts(table)["title"], table.iterrows(), strict=True):
        lines.append(" ".join(title.split()) or "(no title)")
        for end in ("", *(f"_{number}" for number in range(2, 2 + NEXT))):
            code, probability = row["occupation_code" + end], row["occupation_probability" + end]
            if code and (not end or probability >= 0.01):
                lines.append(f"  {code}  {probability:4.0%}  {row['occupation' + end]}")
        if row["warnings"]:
            lines.append(f"  {row['warnings']}")
    return lines
