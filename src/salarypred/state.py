"""Fitted estimators as plain data: how it is saved, and how it is checked when it is read.

An estimator that is saved has ``to_state``, which returns its state as a dict, and ``from_state``,
which builds it from a :class:`State`. The values of the dict are NumPy arrays, numbers, texts,
lists of these, None, and further such dicts or lists of them. Names belong to the format
(``docs/model-format.md``): they stay when a class or an attribute is renamed.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import InputError

FLOATS = ("float32", "float64")
INTEGERS = ("int32", "int64")


def split_state(
    state: dict[str, Any], prefix: str = ""
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Arrays under dotted names, and the rest of a state as JSON will hold it.

    Examples
    --------
    >>> arrays, values = split_state({"trees": {"sizes": np.array([3]), "baseline": 0.5}})
    >>> arrays
    {'trees.sizes': array([3])}
    >>> values
    {'trees': {'baseline': 0.5}}
    """
    arrays: dict[str, NDArray[Any]] = {}
    values: dict[str, Any] = {}
    for name, item in state.items():
        if isinstance(item, np.ndarray):
            arrays[prefix + name] = item
        elif isinstance(item, dict):
            inner, values[name] = split_state(item, f"{prefix}{name}.")
            arrays |= inner
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            values[name] = []
            for number, part in enumerate(item):
                inner, rest = split_state(part, f"{prefix}{name}.{number}.")
                arrays |= inner
                values[name].append(rest)
        else:
            values[name] = item
    return arrays, values


class State:
    """Values and arrays of a saved model, one part of it, or a part of a part.

    A model folder may come from a stranger, or be damaged in a way that the checksums do not show.
    So an estimator asks for each thing by name, type and size. It gets the thing, or an error of
    one line that names it and the folder.

    Parameters
    ----------
    folder : str
        The model folder, for messages.
    values : dict
        What the folder's JSON file holds of this part.
    arrays : dict of str to ndarray
        All arrays of the folder.
    path : str
        Name of this part with a dot at its end; "" for all.
    """

    def __init__(
        self,
        folder: str,
        values: Any,
        arrays: dict[str, NDArray[Any]],
        path: str = "",
        read: set[str] | None = None,
    ) -> None:
        self.folder = folder
        self.path = path
        self.arrays = arrays
        self._read: set[str] = set() if read is None else read
        if not isinstance(values, dict):
            raise self._error(f"{path.rstrip('.') or 'the model'} is {_shown(values)}", "an object")
        self._values: dict[str, Any] = values

    def array(
        self,
        name: str,
        dtypes: str | Sequence[str],
        *shape: int | None,
        least: float | None = None,
        below: float | None = None,
        missing: bool = False,
    ) -> NDArray[Any]:
        """Array of one of these types and of this shape (None: any length).

        Parameters
        ----------
        name, dtypes, shape
            What is asked for.
        least, below : float, optional
            All values must be at least ``least``, and below ``below``.
        missing : bool
            Whether values may be NaN.

        Raises
        ------
        InputError
            If there is no such array, or it is not as asked for.
        """
        array = self.arrays.get(self.path + name)
        allowed = (dtypes,) if isinstance(dtypes, str) else tuple(dtypes)
        wanted = f"{' or '.join(allowed)} of shape {_shape(shape)}"
        if array is None:
            raise self._error(f"there is no array {self.path}{name}", wanted)
        self._read.add(self.path + name)
        sizes = zip(array.shape, shape, strict=False)
        fits = array.ndim == len(shape) and all(w in (None, n) for n, w in sizes)
        if not fits or array.dtype.name not in allowed:
            found = f"{array.dtype.name} of shape {_shape(array.shape)}"
            raise self._error(f"the array {self.path}{name} is {found}", wanted)
        if array.dtype.kind == "f" and not missing and not np.isfinite(array).all():
            raise self._error(f"the array {self.path}{name} holds NaN or infinity", "numbers")
        if array.size and least is not None and array.min() < least:
            raise self._error(f"the array {self.path}{name} holds {array.min()}", f">= {least}")
        if array.size and below is not None and array.max() >= below:
            raise self._error(f"the array {self.path}{name} holds {array.max()}", f"< {below}")
        return array

    def number(self, name: str, least: float = -math.inf, most: float = math.inf) -> float:
        """Real number."""
        return self._value(name, lambda value: _number(value, least, most), "a number")

    def whole(self, name: str, least: int = 0, most: int = 2**31 - 1) -> int:
        """Whole number."""
        return self._value(name, lambda value: _whole(value, least, most), f"{least} to {most}")

    def flag(self, name: str) -> bool:
        """Yes or no."""
        return self._value(name, lambda value: _of(bool, value), "true or false")

    def text(self, name: str) -> str:
        """Text."""
        return self._value(name, lambda value: _of(str, value), "a text")

    def optional(self, name: str, read: "Callable[[str], Any]") -> Any:
        """None where the value is null or missing, else what ``read`` gives for it."""
        return None if self._values.get(name) is None else read(name)

    def texts(self, name: str) -> list[str]:
        """List of different texts."""
        return self._value(name, _texts, "a list of different texts")

    def wholes(self, name: str) -> tuple[int, ...]:
        """List of whole numbers."""
        read = lambda value: tuple(_whole(item) for item in _of(list, value))  # noqa: E731
        return self._value(name, read, "a list of whole numbers")

    def numbers(self, name: str) -> tuple[float, ...]:
        """List of real numbers."""
        read = lambda value: tuple(_number(item) for item in _of(list, value))  # noqa: E731
        return self._value(name, read, "a list of numbers")

    def spans(self, name: str, *, weighted: bool = False) -> list[Any]:
        """List of column ranges: (first, after the last), and a share where ``weighted``."""
        wanted = "a list of [first, last, share]" if weighted else "a list of [first, last]"
        return self._value(name, lambda value: [_span(item, weighted) for item in value], wanted)

    def plain(self, name: str) -> Any:
        """Object that is only shown or saved again."""
        return self._value(name, lambda value: _of(dict, value), "an object")

    def part(self, name: str) -> "State":
        """Part of this name."""
        if name not in self._values:
            raise self._error(f"there is no {self.path}{name}", "an object")
        return State(
            self.folder, self._values[name], self.arrays, f"{self.path}{name}.", self._read
        )

    def parts(self, name: str) -> list["State"]:
        """List of parts."""
        items = self._value(name, lambda value: _of(list, value), "a list of objects")
        path = f"{self.path}{name}."
        return [
            State(self.folder, item, self.arrays, f"{path}{number}.", self._read)
            for number, item in enumerate(items)
        ]

    def names(self) -> Iterator[str]:
        """Names of values and parts."""
        yield from self._values

    def unread(self) -> list[str]:
        """Names of arrays that nothing has asked for."""
        return sorted(set(self.arrays) - self._read)

    def refuse(self, problem: str) -> InputError:
        """Error for a state whose pieces do not fit each other."""
        return self._error(f"{self.path.rstrip('.')}: {problem}" if self.path else problem, "")

    def _value(self, name: str, read: "Callable[[Any], Any]", wanted: str) -> Any:
        if name not in self._values:
            raise self._error(f"there is no {self.path}{name}", wanted)
        try:
            return read(self._values[name])
        except (ValueError, TypeError, OverflowError):
            found = _shown(self._values[name])
            raise self._error(f"{self.path}{name} is {found}", wanted) from None

    def _error(self, problem: str, wanted: str) -> InputError:
        expected = f", expected {wanted}" if wanted else ""
        return InputError(
            f"{self.folder}: {problem}{expected}; copy the model folder again or train anew"
        )


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _whole(value: Any, least: int = 0, most: int = 2**31 - 1) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError(value)
    return value


def _number(value: Any, least: float = -math.inf, most: float = math.inf) -> float:
    if type(value) not in (int, float) or not math.isfinite(value) or not least <= value <= most:
        raise ValueError(value)
    return float(value)


def _texts(value: Any) -> list[str]:
    texts = [_of(str, item) for item in _of(list, value)]
    "".join(texts).encode("utf-8")  # half a surrogate pair, which JSON can spell, cannot be written
    if len(set(texts)) < len(texts):
        raise ValueError(value)
    return texts


def _span(value: Any, weighted: bool) -> tuple[Any, ...]:
    first, last, *share = _of(list, value)
    if len(share) != int(weighted):
        raise ValueError(value)
    return (_whole(first), _whole(last, _whole(first)), *(_number(item, 0, 1) for item in share))


def _shown(value: Any) -> str:
    """A value in a message: short, on one line, whatever it is."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = repr(value if not isinstance(value, str) else value[:40])
    return text if len(text) <= 50 else f"{text[:50]}..."


def _shape(shape: Sequence[int | None]) -> str:
    return f"({', '.join('any' if n is None else str(n) for n in shape)})"
