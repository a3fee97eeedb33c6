"""States of estimators: what is asked for is there and of its kind, or one line says why not."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from salarypred.errors import InputError
from salarypred.state import FLOATS, State, split_state

VALUES: dict[str, Any] = {
    "number": 1.5,
    "whole": 3,
    "flag": True,
    "text": "£",
    "texts": ["a", "b"],
    "wholes": [1, 2],
    "numbers": [1, 2.5],
    "spans": [[0, 4], [4, 9]],
    "shares": [[0, 4, 0.5]],
    "nothing": None,
    "part": {"inner": 1},
    "parts": [{"inner": 1}, {"inner": 2}],
}
ARRAYS = {
    "x": np.ones((2, 3), np.float32),
    "holes": np.array([1.0, np.nan]),
    "part.y": np.array([3, 7], np.int32),
    "parts.1.z": np.zeros(2, np.int8),
}


def state() -> State:
    return State("models/m", VALUES, dict(ARRAYS))


def test_what_is_there() -> None:
    s = state()
    assert (s.number("number"), s.number("whole"), s.whole("whole")) == (1.5, 3.0, 3)
    assert (s.flag("flag"), s.text("text"), s.texts("texts")) == (True, "£", ["a", "b"])
    assert (s.wholes("wholes"), s.numbers("numbers")) == ((1, 2), (1.0, 2.5))
    assert s.spans("spans") == [(0, 4), (4, 9)]
    assert s.spans("shares", weighted=True) == [(0, 4, 0.5)]
    assert s.optional("nothing", s.whole) is None
    assert s.optional("absent", s.whole) is None
    assert s.optional("whole", s.whole) == 3
    assert s.plain("part") == {"inner": 1}
    assert [part.whole("inner") for part in s.parts("parts")] == [1, 2]
    assert s.part("part").array("y", "int32", None, least=3, below=8).tolist() == [3, 7]
    assert s.parts("parts")[1].array("z", "int8", 2).tolist() == [0, 0]
    assert np.isnan(s.array("holes", FLOATS, 2, missing=True)[1])


def test_arrays_that_nothing_asked_for() -> None:
    s = state()
    assert s.unread() == ["holes", "part.y", "parts.1.z", "x"]
    s.part("part").array("y", "int32", 2)
    s.array("x", FLOATS, None, 3)
    assert s.unread() == ["holes", "parts.1.z"]


WRONG: dict[str, Callable[[State], object]] = {
    "there is no absent, expected a number": lambda s: s.number("absent"),
    "there is no part.absent, expected 0 to 2147483647": lambda s: s.part("part").whole("absent"),
    "there is no absent, expected an object": lambda s: s.part("absent"),
    "number is 1.5, expected 0 to 9": lambda s: s.whole("number", most=9),
    "whole is 3, expected 4 to 9": lambda s: s.whole("whole", 4, 9),
    "flag is True, expected a number": lambda s: s.number("flag"),
    "text is '£', expected true or false": lambda s: s.flag("text"),
    "whole is 3, expected a text": lambda s: s.text("whole"),
    "wholes is a list, expected a list of different texts": lambda s: s.texts("wholes"),
    "numbers is a list, expected a list of whole numbers": lambda s: s.wholes("numbers"),
    "texts is a list, expected a list of numbers": lambda s: s.numbers("texts"),
    "shares is a list, expected a list of": lambda s: s.spans("shares"),
    "spans is a list, expected a list of": lambda s: s.spans("spans", weighted=True),
    "part is an object, expected a list of objects": lambda s: s.parts("part"),
    "parts is a list, expected an object": lambda s: s.plain("parts"),
    "wholes.0 is 1, expected an object": lambda s: s.parts("wholes"),
    "text is '£', expected an object": lambda s: s.part("text"),
    "there is no array y, expected int8": lambda s: s.array("y", "int8", 2),
    "the array x is float32 of shape (2, 3), expected float32 or float64 of shape (2, 4)": (
        lambda s: s.array("x", FLOATS, 2, 4)
    ),
    "the array x is float32 of shape (2, 3), expected float32 of shape (any)": (
        lambda s: s.array("x", "float32", None)
    ),
    "expected int32 of shape (any, 3)": lambda s: s.array("x", "int32", None, 3),
    "the array holes holds NaN": lambda s: s.array("holes", FLOATS, 2),
    "the array part.y holds 3, expected >= 4": (
        lambda s: s.part("part").array("y", "int32", 2, least=4)
    ),
    "the array part.y holds 7, expected < 7": (
        lambda s: s.part("part").array("y", "int32", 2, below=7)
    ),
}


@pytest.mark.parametrize("message", WRONG)
def test_what_is_not(message: str) -> None:
    with pytest.raises(InputError) as error:
        WRONG[message](state())
    text = str(error.value)
    assert text.startswith("models/m: ")
    assert message in text
    assert text.endswith("; copy the model folder again or train anew")


@pytest.mark.parametrize("value", ["x" * 9999, "a\nb\x1b", 10**400, ["x"] * 9999, {"a": {}}])
def test_messages_stay_short_and_on_one_line(value: Any) -> None:
    with pytest.raises(InputError) as error:
        State("m", {"v": value}, {}).flag("v")
    text = str(error.value)
    assert len(text) < 200
    assert text.isprintable()


def test_a_state_in_two_files() -> None:
    inner = {"y": np.ones(2), "b": 2}
    arrays, values = split_state({"a": 1, "x": np.ones(3), "part": inner, "list": [inner, inner]})
    assert values == {"a": 1, "part": {"b": 2}, "list": [{"b": 2}, {"b": 2}]}
    assert sorted(arrays) == ["list.0.y", "list.1.y", "part.y", "x"]
    assert State("m", values, arrays).parts("list")[1].array("y", FLOATS, 2).tolist() == [1, 1]
