"""The whole model: training, prediction and explanation."""

from .advert_model import AdvertModel, load_model

__all__ = ["AdvertModel", "load_model"]
