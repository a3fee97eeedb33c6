"""JSON of a model folder: strict, and its size is checked before it is read."""

import json
from pathlib import Path
from typing import Any, NoReturn

from ..errors import InputError

#: Largest JSON file that is read, in bytes, and most values in it, each of which takes about 100
#: bytes of memory. The published model's has 1.5 MB and 50,000 values.
MOST_BYTES, MOST_VALUES = 2**25, 2**21


def parse_json(content: bytes) -> Any:
    """Value of a JSON text in UTF-8.

    Raises
    ------
    ValueError
        If it is not JSON, holds NaN or infinity, or is nested too deeply.
    """
    if sum(map(content.count, (b",", b"[", b"{"))) > MOST_VALUES:
        raise ValueError(f"holds more than {MOST_VALUES} values")
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def read_json(path: Path, most: int = MOST_BYTES) -> dict[str, Any]:
    """Object of a JSON file.

    Raises
    ------
    InputError
        If the file is missing or too large, or holds no JSON object.
    """
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise ValueError(f"has more than {most} bytes")
        value = parse_json(content)
        if not isinstance(value, dict):
            raise ValueError(f"holds {type(value).__name__}, not an object")
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: is damaged ({str(error).splitlines()[0]}); "
            "copy the model folder again or train anew"
        ) from error
    return value


def write_json(path: Path, value: dict[str, Any], *, indent: int | None = None) -> None:
    """Write an object; equal objects give the same bytes."""
    separators = (",", ":") if indent is None else None
    text = json.dumps(
        value, indent=indent, separators=separators, ensure_ascii=False, allow_nan=False
    )
    path.write_text(text + "\n", encoding="utf-8")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"holds {name}")
