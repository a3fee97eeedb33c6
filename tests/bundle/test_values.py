"""JSON of a model folder."""

from pathlib import Path
from typing import Any

import pytest

from salarypred.bundle.values import MOST_VALUES, parse_json, read_json, write_json
from salarypred.errors import InputError


def test_what_is_written_is_read(tmp_path: Path) -> None:
    value: dict[str, Any] = {"name": "£", "list": [1, 2.5, None, True, {"a": []}]}
    write_json(tmp_path / "a", value)
    assert read_json(tmp_path / "a") == value
    assert (tmp_path / "a").read_bytes() == (
        '{"name":"£","list":[1,2.5,null,true,{"a":[]}]}\n'.encode()
    )


def test_no_infinity_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "a", {"x": float("inf")})


@pytest.mark.parametrize(
    "text", [b"", b"{", b"NaN", b"[Infinity]", b"-Infinity", b"\xff", b"[" * 99_999, b"1" * 9999]
)
def test_what_is_no_json(text: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of json's own words
        parse_json(text)


def test_too_many_values() -> None:
    with pytest.raises(ValueError, match="more than"):
        parse_json(b"[" + b"0," * MOST_VALUES + b"0]")


@pytest.mark.parametrize("text", ["[]", "1", "null", '"x"', "{", "\ud7ff"])
def test_a_file_without_an_object(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="a: is damaged") as error:
        read_json(tmp_path / "a")
    assert "\n" not in str(error.value)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_text('{"a": 1}')
    assert read_json(tmp_path / "a", 8) == {"a": 1}
    with pytest.raises(InputError, match="more than 7 bytes"):
        read_json(tmp_path / "a", 7)
