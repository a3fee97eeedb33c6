"""The classifier on disk: arrays in one file, the rest as JSON. Loading it runs no code."""

import json
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from ..errors import InputError
from .classifier import OccupationClassifier
from .network import SoftmaxNetwork

FORMAT = "salarypred-occupations-1"
_ARRAYS, _SETTINGS = "weights.npz", "model.json"


def save(model: OccupationClassifier, folder: Path) -> None:
    """Write a fitted classifier into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    gaps = np.diff(model.columns_, prepend=0).astype(np.uint32)
    arrays: dict[str, Any] = {"column_gaps": gaps, **model.network_.to_arrays()}
    np.savez_compressed(folder / _ARRAYS, **arrays)
    settings = {
        "format": FORMAT,
        "parameters": model.get_params(),
        "classes": model.classes_.tolist(),
    }
    text = json.dumps(settings, indent=1, sort_keys=True) + "\n"
    (folder / _SETTINGS).write_text(text, encoding="utf-8")


def load(folder: Path | Traversable) -> OccupationClassifier:
    """Return the classifier that :func:`save` wrote.

    Raises
    ------
    InputError
        If the folder holds no classifier of this format.
    """
    try:
        settings: dict[str, Any] = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{folder}: no occupation classifier: {error}") from None
    if settings.get("format") != FORMAT:
        raise InputError(
            f"{folder}: format {settings.get('format')!r} of the occupation classifier; "
            f"expected {FORMAT!r}"
        )
    with (folder / _ARRAYS).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        found = {name: arrays[name] for name in arrays.files}
    model = OccupationClassifier(**settings["parameters"])
    model.classes_ = np.array(settings["classes"])
    model.columns_ = np.cumsum(found.pop("column_gaps"), dtype=np.int64)
    model.network_ = SoftmaxNetwork.from_arrays(found)
    return model
