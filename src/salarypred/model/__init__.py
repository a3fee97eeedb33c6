"""The whole model: training, prediction and explanation."""

from .advert_model import AdvertModel
from .loading import load_model, save_model

__all__ = ["AdvertModel", "load_model", "save_model"]
