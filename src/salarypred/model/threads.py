"""Numerical libraries on one thread, beside other processes of this program."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController


@contextmanager
def one_thread() -> Iterator[None]:
    """Limits numerical libraries to one thread within a block, or in a function that it decorates.

    Where as many processes as cores work, further threads only wait, and spin while they do: two
    threads of a training take many times as long as one where another program holds a core.
    """
    with _controller().limit(limits=1):
        yield


@cache
def _controller() -> "ThreadpoolController":
    """What knows the libraries: looked for once, when they are loaded."""
    import scipy.linalg  # noqa: F401
    import sklearn  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
