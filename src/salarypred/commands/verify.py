"""``salarypred verify``: what a model folder holds, its origin, and whether it is whole."""

import argparse
import json
from collections.abc import Sequence
from typing import Any

EXAMPLES = """examples:
  salarypred verify models/mine
  salarypred verify models/mine --json

Nothing of a model folder is code: it holds arrays, JSON and text, and whatever does not fit the
format is refused. The checksums tell whether a folder is as it was written, not who wrote it.
Exit status: 0 whole, 1 not, 2 no model folder of this format.
"""
_MOST_SHOWN = 60


def parser() -> argparse.ArgumentParser:
    """Command line of this command."""
    result = argparse.ArgumentParser(
        prog="salarypred verify",
        description="Show what a model folder holds, its origin and whether its checksums fit.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    result.add_argument("folder", metavar="FOLDER", help="such as models/mine")
    result.add_argument("--json", action="store_true", help="one JSON object")
    return result


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    arguments = parser().parse_args(argv)
    from ..model.loading import inspect_folder

    found = inspect_folder(arguments.folder)
    print(json.dumps(found, indent=2) if arguments.json else as_text(found))
    return 0 if found["whole"] else 1


def as_text(found: dict[str, Any]) -> str:
    """Lines to read; text from the folder cannot break out of its line."""
    origin = found["origin"]
    state = "whole" if found["whole"] else "NOT whole"
    lines = [f"{found['folder']}: model format {found['format_version']}, {state}", ""]
    lines += [f"  {name:<12} {_line(value)}" for name, value in origin.items()]
    lines += ["", f"  {'file':<20} {'bytes':>12}  checksum"]
    for file in found["files"]:
        fits = "fits" if not file["problem"] else f"NO: {_line(file['problem'])}"
        size = "" if file["bytes"] is None else f"{file['bytes']:,}"
        lines.append(f"  {file['name']:<20} {size:>12}  {fits}")
    lines += [f"  {_line(name):<20} {'':>12}  no part of the model" for name in found["others"]]
    if found["problem"]:
        return "\n".join([*lines, "", f"  {_line(found['problem'])}"])
    lines += ["", f"  {'part':<20} {'bytes':>12}  arrays"]
    lines += [f"  {n:<20} {p['bytes']:>12,}  {p['arrays']}" for n, p in found["parts"].items()]
    lines += ["", f"  {'array':<50} {'type':<8} {'bytes':>12}  shape"]
    for array in found["arrays"]:
        shape = " x ".join(map(str, array["shape"]))
        lines.append(f"  {array['name']:<50} {array['dtype']:<8} {array['bytes']:>12,}  {shape}")
    return "\n".join(lines)


def _line(value: Any) -> str:
    """Value as text of limited length without control characters."""
    items = value if isinstance(value, list) else [value]
    text = ", ".join("unknown" if item is None else str(item) for item in items)
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 4 * _MOST_SHOWN else f"{text[: 4 * _MOST_SHOWN]}..."
