"""The model over parts of a table, wherever they are: any iterator, Spark, Dask and MLflow."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..model.batches import Options
    from .iterator import predict_iterator

__all__ = ["Options", "predict_iterator"]
_HOMES = {"Options": "salarypred.model.batches", "predict_iterator": "salarypred.engines.iterator"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'salarypred.engines' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
