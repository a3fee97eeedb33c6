"""A model folder into a model, a model into a folder, and what a folder holds."""

from pathlib import Path
from typing import Any

from ..bundle.folder import (
    METADATA,
    file_problem,
    load_state,
    read_manifest,
    read_metadata,
    save_bundle,
)
from ..errors import InputError
from ..state import State
from .advert_model import AdvertModel


def save_model(
    model: AdvertModel, folder: str | Path, metadata: dict[str, Any], texts: dict[str, str]
) -> Path:
    """Write a model folder in one atomic step.

    Parameters
    ----------
    model : AdvertModel
    folder : path
        Such as ``models/mine``. An older model there is replaced.
    metadata : dict
        Facts about the training, for people; nothing is computed with them.
    texts : dict of str to str
        Text files by name: the model card ``README.md``, and ``confusion.csv``.

    Raises
    ------
    InputError
        If the target exists and is not a model folder, or cannot be written.
    """
    return save_bundle(folder, model.to_state(), metadata, texts)


def load_model(folder: str | Path) -> AdvertModel:
    """Load a model folder. Nothing in it is code, and whatever does not fit is refused.

    Arrays stay on the disk and are mapped into memory, which further processes share.

    Raises
    ------
    InputError
        If the folder is missing, damaged, or of another format.
    """
    metadata = read_metadata(folder)
    model = _built(load_state(folder))
    model.metadata = metadata
    model.name = Path(folder).resolve().name
    return model


def inspect_folder(folder: str | Path) -> dict[str, Any]:
    """What a model folder holds, where it comes from, and whether it is whole.

    Returns
    -------
    dict
        ``folder``, ``format_version``, ``whole`` (checksums fit and the model can be used),
        ``problem`` (why it cannot, else ""), ``origin`` (what the manifest says of its training),
        ``files`` (name, bytes, problem), ``others`` (files that are no part of the model),
        ``parts`` (bytes and number of arrays) and ``arrays`` (name, dtype, shape, bytes); the
        last two are empty where there is a problem.

    Raises
    ------
    InputError
        If it is no model folder, or one of another format.
    """
    path = Path(folder)
    metadata = read_manifest(path)
    files = []
    for name, digest in sorted(metadata["files"].items()):
        problem = file_problem(path, name, digest)
        size = (path / name).lstat().st_size if (path / name).is_file() else None
        files.append({"name": name, "bytes": size, "problem": problem})
    problem = next((file["problem"] for file in files if file["problem"]), "")
    arrays: list[dict[str, Any]] = []
    if not problem:
        try:
            arrays = _arrays(path)
        except InputError as error:
            problem = str(error)
    parts: dict[str, dict[str, int]] = {}
    for array in arrays:
        part = parts.setdefault(array["name"].split(".")[0], {"bytes": 0, "arrays": 0})
        part["bytes"] += array["bytes"]
        part["arrays"] += 1
    return {
        "folder": str(path),
        "format_version": metadata["format_version"],
        "whole": not problem,
        "problem": problem,
        "origin": _origin(metadata),
        "files": files,
        "others": sorted({item.name for item in path.iterdir()} - {*metadata["files"], METADATA}),
        "parts": parts,
        "arrays": arrays,
    }


def _built(state: State) -> AdvertModel:
    model = AdvertModel.from_state(state)
    if unread := state.unread():
        raise state.refuse(f"there is an array {unread[0][:60]!r} that no part of a model asks for")
    return model


def _arrays(path: Path) -> list[dict[str, Any]]:
    """Arrays of a folder whose model can be used."""
    state = load_state(path)
    _built(state)
    return [
        {"name": name, "dtype": array.dtype.name, "shape": [*array.shape], "bytes": array.nbytes}
        for name, array in sorted(state.arrays.items())
    ]


def _origin(metadata: dict[str, Any]) -> dict[str, Any]:
    """What the manifest says of the training; all of it is what its author wrote."""
    data = metadata["data"]
    return {
        "trained": metadata.get("trained"),
        "salarypred": metadata.get("salarypred"),
        "inputs": data.get("inputs"),
        "adverts": data.get("rows"),
        "posted": data.get("posted"),
        "sha256": data.get("sha256"),
        "parameters": [f"{name}={value}" for name, value in metadata["parameters"].items()],
        "packages": [f"{name} {number}" for name, number in metadata["packages"].items()],
    }
