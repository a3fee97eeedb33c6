"""Arrays in one file that holds only numbers and is mapped into memory rather than read.

The file is a safetensors file (https://huggingface.co/docs/safetensors): eight bytes with the
length of a JSON header, the header with type, shape and place of each array, then their bytes. It
is not compressed, so it cannot grow when read; processes that map the same file share its memory.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import InputError
from .values import parse_json

#: NumPy's names of the types, by those of the file.
_TYPES = {
    "F64": "float64",
    "F32": "float32",
    "F16": "float16",
    "I64": "int64",
    "I32": "int32",
    "I16": "int16",
    "I8": "int8",
    "U64": "uint64",
    "U32": "uint32",
    "U16": "uint16",
    "U8": "uint8",
}
_CODES = {name: code for code, name in _TYPES.items()}
_MOST_HEADER, _MOST_ARRAYS, _MOST_DIMENSIONS = 2**22, 10_000, 4


def write_arrays(path: Path, arrays: dict[str, NDArray[Any]]) -> None:
    """Write arrays to a file; the same arrays give the same bytes.

    Raises
    ------
    TypeError
        If an array does not hold numbers.
    """
    header: dict[str, Any] = {}
    place = 0
    # Wide types first: each array then starts at a multiple of its type's size.
    ordered = sorted(arrays, key=lambda name: (-arrays[name].dtype.itemsize, name))
    for name in ordered:
        array = arrays[name]
        if array.dtype.name not in _CODES:
            raise TypeError(f"array {name} is {array.dtype}; expected numbers")
        header[name] = {
            "dtype": _CODES[array.dtype.name],
            "shape": list(array.shape),
            "data_offsets": [place, place + array.nbytes],
        }
        place += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little"))
        file.write(text)
        for name in ordered:
            array = arrays[name]
            little = array.astype(array.dtype.newbyteorder("<"), copy=False)
            file.write(np.ascontiguousarray(little).data)


def read_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Arrays of a file, read-only, mapped from the disk.

    Raises
    ------
    InputError
        If it is not such a file, is cut off, or its header does not fit its size.
    """
    try:
        content = np.memmap(path, dtype=np.uint8, mode="r")
        start, header = _header(path, content)
        arrays = {}
        end = 0
        for name, about in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
            dtype, shape, first, end = _checked(name, about, first=end)
            raw = np.asarray(content[start + first : start + end])
            if start % dtype.itemsize or first % dtype.itemsize:
                raw = raw.copy()  # another program wrote it: not aligned for its type
            arrays[name] = raw.view(dtype).reshape(shape)
        if start + end != len(content):
            raise ValueError(f"has {len(content)} bytes, its header tells of {start + end}")
        return arrays
    except (OSError, ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        raise InputError(
            f"{path}: is damaged or no safetensors file ({_reason(error)}); "
            "copy the model folder again or train anew"
        ) from error


def _header(path: Path, content: NDArray[np.uint8]) -> tuple[int, dict[str, Any]]:
    """Where the arrays start, and what the header says of each."""
    if len(content) < 8:
        raise ValueError(f"has {len(content)} bytes")
    length = int.from_bytes(content[:8].tobytes(), "little")
    if length > min(_MOST_HEADER, len(content) - 8):
        raise ValueError(f"its header would have {length} bytes")
    header = parse_json(content[8 : 8 + length].tobytes())
    if not isinstance(header, dict) or len(header) > _MOST_ARRAYS:
        raise ValueError("its header is no object, or too long")
    header.pop("__metadata__", None)
    return 8 + length, header


def _checked(
    name: str, about: dict[str, Any], first: int
) -> tuple["np.dtype[Any]", tuple[int, ...], int, int]:
    """Type, shape and place of an array, which must begin where the one before it ended."""
    dtype = np.dtype(_TYPES[about["dtype"]]).newbyteorder("<")
    shape, (begin, end) = about["shape"], about["data_offsets"]
    whole = [*shape, begin, end]
    if len(shape) > _MOST_DIMENSIONS or not all(type(n) is int and 0 <= n < 2**40 for n in whole):
        raise ValueError(f"array {name[:40]} has an impossible size")
    if begin != first or end - begin != math.prod(shape) * dtype.itemsize:
        raise ValueError(f"array {name[:40]} does not fit its place")
    return dtype, tuple(shape), begin, end


def _reason(error: Exception) -> str:
    text = str(error).splitlines()[0] if str(error) else ""
    return f"{type(error).__name__}: {text}" if isinstance(error, KeyError | TypeError) else text
