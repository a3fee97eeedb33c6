"""Reads UK job adverts and says what the job pays and what kind of job it is."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import InputError
from .version import __version__

if TYPE_CHECKING:
    from .estimators.category import CategoryClassifier
    from .estimators.mean_encoder import MeanEncoder
    from .estimators.networks import NetworkRegressor
    from .features.entity_columns import EntityExtractor
    from .features.vectorizer import AdvertVectorizer
    from .masks.hiding import mask_pay
    from .masks.reader import MaskReader, shipped_reader
    from .model import AdvertModel, load_model
    from .model.salary.regressor import SalaryRegressor
    from .pay.stated import stated_pay
    from .sample.generate import generate
    from .text.entities import entities

__all__ = [
    "AdvertModel",
    "AdvertVectorizer",
    "CategoryClassifier",
    "EntityExtractor",
    "InputError",
    "MaskReader",
    "MeanEncoder",
    "NetworkRegressor",
    "SalaryRegressor",
    "__version__",
    "entities",
    "generate",
    "load_model",
    "mask_pay",
    "shipped_reader",
    "stated_pay",
]
_HOMES = {
    "AdvertModel": "model.advert_model",
    "AdvertVectorizer": "features.vectorizer",
    "CategoryClassifier": "estimators.category",
    "EntityExtractor": "features.entity_columns",
    "MaskReader": "masks.reader",
    "MeanEncoder": "estimators.mean_encoder",
    "NetworkRegressor": "estimators.networks",
    "SalaryRegressor": "model.salary.regressor",
    "entities": "text.entities",
    "generate": "sample.generate",
    "load_model": "model.loading",
    "mask_pay": "masks.hiding",
    "shipped_reader": "masks.reader",
    "stated_pay": "pay.stated",
}


def __getattr__(name: str) -> Any:
    # scikit-learn and spaCy take two seconds to import: only when they are asked for.
    if name not in _HOMES:
        raise AttributeError(f"module 'salarypred' has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
