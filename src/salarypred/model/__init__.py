"""The whole model: training, prediction and explanation."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .advert_model import AdvertModel
    from .loading import load_model, save_model

__all__ = ["AdvertModel", "load_model", "save_model"]
_HOMES = {"AdvertModel": "advert_model", "load_model": "loading", "save_model": "loading"}


def __getattr__(name: str) -> Any:
    # scikit-learn takes two seconds to import: only when it is asked for.
    if name not in _HOMES:
        raise AttributeError(f"module 'salarypred.model' has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
