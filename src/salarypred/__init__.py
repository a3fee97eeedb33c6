"""Reads UK job adverts and says what the job pays and what kind of job it is."""

from typing import TYPE_CHECKING, Any

from .errors import InputError

if TYPE_CHECKING:
    from .model import AdvertModel, load_model

__version__ = "0.1.0"
__all__ = ["AdvertModel", "InputError", "load_model"]


def __getattr__(name: str) -> Any:
    # scikit-learn and spaCy take two seconds to import: only when they are asked for.
    if name in ("AdvertModel", "load_model"):
        from . import model

        return getattr(model, name)
    raise AttributeError(f"module 'salarypred' has no attribute {name!r}")
