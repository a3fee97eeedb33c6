"""Arrays in a safetensors file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from salarypred.bundle.arrays import read_arrays, write_arrays
from salarypred.errors import InputError

TYPES = ("float64", "float32", "int64", "int32", "int16", "int8", "uint64", "uint8")


def test_every_type_and_shape_comes_back(tmp_path: Path) -> None:
    arrays = {
        f"{kind}.{number}": np.arange(np.prod(shape)).reshape(shape).astype(kind)
        for kind in TYPES
        for number, shape in enumerate([(), (3,), (0,), (2, 3), (0, 4), (2, 3, 4)])
    }
    arrays["turned"] = np.arange(6.0).reshape(2, 3).T
    arrays["swapped"] = np.arange(3, dtype=">f8")
    write_arrays(tmp_path / "a", arrays)
    found = read_arrays(tmp_path / "a")
    assert found.keys() == arrays.keys()
    for name, array in arrays.items():
        assert found[name].shape == array.shape
        np.testing.assert_array_equal(found[name], array)
        assert found[name].flags.aligned
        assert not found[name].flags.writeable


def test_the_same_arrays_give_the_same_bytes(tmp_path: Path) -> None:
    write_arrays(tmp_path / "a", {"x": np.ones(2), "y": np.ones(3, np.int8)})
    write_arrays(tmp_path / "b", {"y": np.ones(3, np.int8), "x": np.ones(2)})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("array", [np.array([None]), np.array(["a"]), np.array(["2020"], "M8[Y]")])
def test_only_numbers_are_written(tmp_path: Path, array: Any) -> None:
    with pytest.raises(TypeError, match="expected numbers"):
        write_arrays(tmp_path / "a", {"x": array})


def test_a_file_of_other_hands(tmp_path: Path) -> None:
    """A header of any length, with notes: what the format allows, ours or not."""
    about = {"dtype": "F64", "shape": [2], "data_offsets": [0, 16]}
    header = json.dumps({"__metadata__": {"by": "others"}, "x": about}).encode()
    header += b" " * (1 - len(header) % 2)  # an odd length: the numbers are not aligned
    content = len(header).to_bytes(8, "little") + header + np.array([1.5, 2.5]).tobytes()
    (tmp_path / "a").write_bytes(content)
    found = read_arrays(tmp_path / "a")["x"]
    assert found.tolist() == [1.5, 2.5]
    assert found.flags.aligned


GOOD = {"dtype": "F64", "shape": [2], "data_offsets": [0, 16]}


@pytest.mark.parametrize(
    "header",
    [
        [],
        {"x": []},
        {"x": None},
        {"x": {}},
        {"x": {**GOOD, "dtype": "O"}},
        {"x": {**GOOD, "dtype": ["F64"]}},
        {"x": {**GOOD, "dtype": "BOOL"}},
        {"x": {**GOOD, "shape": 2}},
        {"x": {**GOOD, "shape": [-2]}},
        {"x": {**GOOD, "shape": [2.0]}},
        {"x": {**GOOD, "shape": [True]}},
        {"x": {**GOOD, "shape": [1, 1, 1, 1, 2]}},
        {"x": {**GOOD, "shape": [3]}},
        {"x": {**GOOD, "data_offsets": [0]}},
        {"x": {**GOOD, "data_offsets": [8, 24]}},
        {"x": {**GOOD, "data_offsets": [-16, 0]}},
        {"x": {**GOOD, "data_offsets": [0, 32]}},
        {"x": {**GOOD, "data_offsets": ["0", "16"]}},
        {"x": GOOD, "y": GOOD},
        {"x": {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]}},
    ],
)
def test_headers_that_do_not_fit(tmp_path: Path, header: Any) -> None:
    text = json.dumps(header).encode()
    (tmp_path / "a").write_bytes(len(text).to_bytes(8, "little") + text + bytes(16))
    with pytest.raises(InputError, match="is damaged or no safetensors file") as error:
        read_arrays(tmp_path / "a")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("content", [b"", b"abc", bytes(8), b"\xff" * 64, b"PK\x03\x04" * 9])
def test_files_that_are_something_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(InputError, match="is damaged or no safetensors file"):
        read_arrays(tmp_path / "a")
