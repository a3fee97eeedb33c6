"""A trained model as a folder: arrays, values, a manifest with checksums, a readable model card.

Nothing in it is code (``docs/model-format.md``). The checksums in ``metadata.json`` find a folder
that is damaged or half-changed; a stranger can make them fit, so they do not make a folder safe.
The way its files are read does.
"""

import hashlib
import platform
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..state import State, split_state
from .arrays import read_arrays, write_arrays
from .values import read_json, write_json

FORMAT_VERSION = 4
METADATA, VALUES, ARRAYS = "metadata.json", "model.json", "model.safetensors"
#: Text files that a model folder may hold beside these.
TEXTS = ("README.md", "confusion.csv")
_PACKAGES = ("numpy", "pandas", "scikit-learn", "scipy", "spacy")
_MOST_METADATA = 2**20
# Facts that are written afresh when the model is saved again.
_OWN = ("format_version", "packages", "files")


def package_versions() -> dict[str, str]:
    """Versions of Python and of the packages that a saved model depends on."""
    return {"python": platform.python_version()} | {name: version(name) for name in _PACKAGES}


def sha256(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save_bundle(
    folder: str | Path,
    state: dict[str, Any],
    metadata: dict[str, Any],
    texts: dict[str, str],
) -> Path:
    """Write a model folder in one atomic step.

    Everything is written to a new folder beside the target, which then takes the target's name;
    an interrupted run leaves the old model as it was.

    Parameters
    ----------
    folder : path
        The model's folder, for instance ``models/mine``. An older model there is replaced.
    state : dict
        What to save, see :mod:`salarypred.state`.
    metadata : dict
        Facts about the training; format version, package versions and checksums are added.
    texts : dict of str to str
        Text files by name, of :data:`TEXTS`.

    Raises
    ------
    InputError
        If the target exists and is not a model folder, or cannot be written.
    """
    target = Path(folder)
    check_target(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror}") from error
    try:
        work.chmod(0o755)
        arrays, values = split_state(state)
        write_arrays(work / ARRAYS, arrays)
        write_json(work / VALUES, values)
        for name, text in texts.items():
            (work / name).write_text(text, encoding="utf-8")
        manifest = {
            "format_version": FORMAT_VERSION,
            **{name: fact for name, fact in metadata.items() if name not in _OWN},
            "packages": package_versions(),
            "files": {path.name: sha256(path) for path in sorted(work.iterdir())},
        }
        write_json(work / METADATA, manifest, indent=2)
        if target.exists():
            # A folder cannot replace a full one by renaming: the old one is moved aside first.
            old = work.with_name(f"{work.name}-old")
            target.rename(old)
            try:
                work.rename(target)
            except BaseException:
                old.rename(target)
                raise
            shutil.rmtree(old)
        else:
            work.rename(target)
    except OSError as error:
        raise InputError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return target


def check_target(folder: str | Path) -> None:
    """Raise InputError if a model must not be written here.

    Called before training, so that a wrong ``--output`` does not cost half an hour.
    """
    target = Path(folder)
    if target.is_dir():
        if any(target.iterdir()) and not (target / METADATA).is_file():
            raise InputError(
                f"{target}: is a folder that holds no model; expected a new name, such as "
                "models/mine, or an older model to replace"
            )
    elif target.exists():
        raise InputError(f"{target}: is a file; expected a folder name, such as models/mine")


def read_metadata(folder: str | Path) -> dict[str, Any]:
    """Check a model folder's manifest, format and checksums, and return the manifest.

    Raises
    ------
    InputError
        If the folder is missing, is not a model or has another format, or if a file is missing,
        changed, or not part of a model.
    """
    path = Path(folder)
    metadata = read_manifest(path)
    for name in metadata["files"]:
        if problem := file_problem(path, name, metadata["files"][name]):
            raise InputError(problem)
    return metadata


def read_manifest(path: Path) -> dict[str, Any]:
    """Manifest of a folder of this format; its files are not checked.

    Raises
    ------
    InputError
        If there is none, or it names a file that is not part of a model.
    """
    if not path.is_dir():
        raise InputError(
            f"{path}: no such model folder; train one with: python train.py --output {path}"
        )
    if not (path / METADATA).is_file():
        raise InputError(f"{path}: holds no {METADATA}; expected a folder made by train.py")
    metadata = read_json(path / METADATA, _MOST_METADATA)
    found = metadata.get("format_version")
    if found != FORMAT_VERSION or isinstance(found, bool):
        shown = found if isinstance(found, int) and not isinstance(found, bool) else "none"
        raise InputError(
            f"{path}: has model format {shown}, this version of salarypred reads "
            f"{FORMAT_VERSION}; train the model again"
        )
    kinds = {"files": dict, "packages": dict, "data": dict, "metrics": dict, "parameters": dict}
    for name, kind in kinds.items():
        if not isinstance(metadata.setdefault(name, {}), kind):
            raise InputError(
                f"{path / METADATA}: is damaged ({name} is no object); train the model again"
            )
    files = metadata["files"]
    for name in (VALUES, ARRAYS):
        if name not in files:
            raise InputError(f"{path / METADATA}: names no {name}; copy the model folder again")
    for name in files:
        if name not in (VALUES, ARRAYS, *TEXTS):
            raise InputError(
                f"{path / METADATA}: names the file {name[:60]!r}, which is no part of model "
                f"format {FORMAT_VERSION}; copy the model folder again or train anew"
            )
    return metadata


def file_problem(folder: Path, name: str, digest: object) -> str:
    """What is wrong with a file of a model folder, or "" when its checksum fits."""
    file = folder / name
    if file.is_symlink():
        return f"{file}: is a link; expected a file of the model: copy the whole folder again"
    if not file.is_file():
        return f"{folder}: the file {name} is missing; copy the whole folder again"
    if sha256(file) != digest:
        return (
            f"{file}: its checksum does not fit {METADATA}: the file is damaged or was "
            "changed; copy the model folder again or train anew"
        )
    return ""


def load_state(folder: str | Path) -> State:
    """State of a model folder that :func:`read_metadata` has checked.

    Raises
    ------
    InputError
        If a file does not follow the format.
    """
    path = Path(folder)
    return State(str(path), read_json(path / VALUES), read_arrays(path / ARRAYS))
