"""Numerical libraries on one thread, beside other processes of this program."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from threadpoolctl import ThreadpoolController


def one_thread() -> "AbstractContextManager[object]":
    """Limits numerical libraries to one thread within a block.

    Where as many processes as cores work, further threads only wait, and spin while they do.
    """
    return _controller().limit(limits=1)


@cache
def _controller() -> "ThreadpoolController":
    """What knows the libraries: looked for once, when they are loaded."""
    import scipy.linalg  # noqa: F401
    import sklearn  # noqa: F401
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
