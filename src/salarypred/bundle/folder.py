"""A trained model as a folder: joblib files, a manifest with checksums, a readable model card.

Files made by joblib run code when they are loaded. The checksums in ``metadata.json`` find a
folder that is damaged or half-changed; they do not make a stranger's folder safe. Load only
models that you or somebody you trust has trained.
"""

import hashlib
import json
import platform
import shutil
import sys
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import joblib

from ..errors import InputError

FORMAT_VERSION = 3
METADATA = "metadata.json"
_PACKAGES = ("joblib", "numpy", "pandas", "scikit-learn", "scipy", "spacy")


def package_versions() -> dict[str, str]:
    """Versions of Python and of the packages that a saved model depends on."""
    return {"python": platform.python_version()} | {name: version(name) for name in _PACKAGES}


def sha256(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def save_bundle(
    folder: str | Path,
    parts: dict[str, Any],
    metadata: dict[str, Any],
    texts: dict[str, str],
    *,
    compressed: bool = False,
) -> Path:
    """Write a model folder in one atomic step.

    Everything is written to a new folder beside the target, which then takes the target's name;
    an interrupted run leaves the old model as it was.

    Parameters
    ----------
    folder : path
        The model's folder, for instance ``models/mine``. An older model there is replaced.
    parts : dict of str to object
        What to save, one joblib file each.
    metadata : dict
        Facts about the training; format version, package versions and checksums are added.
    texts : dict of str to str
        Text files by name, the model card ``README.md`` among them.
    compressed : bool
        Smaller files that take a little longer to load and cannot stay on disk while in use.

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
        for name, part in parts.items():
            joblib.dump(part, work / f"{name}.joblib", compress=1 if compressed else 0)
        for name, text in texts.items():
            (work / name).write_text(text, encoding="utf-8")
        manifest = {
            "format_version": FORMAT_VERSION,
            "compressed": compressed,
            **metadata,
            "packages": package_versions(),
            "files": {path.name: sha256(path) for path in sorted(work.iterdir())},
        }
        content = json.dumps(manifest, indent=2, ensure_ascii=False, allow_nan=False)
        (work / METADATA).write_text(content + "\n", encoding="utf-8")
        if target.exists():
            # A folder cannot be renamed over a full one: the old one steps aside first.
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
    """Raise InputError if a model must not be written to this place.

    Called before a training, so that a wrong ``--output`` does not cost half an hour.
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
    """Check a model folder's manifest, versions and checksums, and return the manifest.

    Raises
    ------
    InputError
        If the folder is missing or no model, was written by another format or by an
        incompatible scikit-learn, or if a file is missing or changed.
    """
    path = Path(folder)
    if not path.is_dir():
        raise InputError(
            f"{path}: no such model folder; train one with: python train.py --output {path}"
        )
    try:
        metadata = json.loads((path / METADATA).read_text(encoding="utf-8"))
        files: dict[str, str] = dict(metadata["files"])
        format_version = metadata["format_version"]
        trained_with = metadata["packages"]["scikit-learn"]
        if not all(isinstance(text, str) for text in (*files.values(), trained_with)):
            raise TypeError("a checksum or a version is not text")
    except FileNotFoundError as error:
        raise InputError(
            f"{path}: holds no {METADATA}; expected a folder made by train.py"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}/{METADATA}: is damaged ({error}); train the model again"
        ) from error
    if format_version != FORMAT_VERSION:
        raise InputError(
            f"{path}: has model format {format_version}, this version of salarypred reads "
            f"{FORMAT_VERSION}; train the model again"
        )
    here = version("scikit-learn")
    if trained_with.split(".")[:2] != here.split(".")[:2]:
        raise InputError(
            f"{path}: was trained with scikit-learn {trained_with}, installed is {here}; "
            f"pip install 'scikit-learn=={trained_with}' or train the model again"
        )
    for name, digest in files.items():
        file = path / name
        if Path(name).name != name or not file.is_file():
            raise InputError(f"{path}: the file {name} is missing; copy the whole folder again")
        if sha256(file) != digest:
            raise InputError(
                f"{file}: its checksum does not fit {METADATA}: the file is damaged or was "
                "changed; copy the model folder again or train anew"
            )
    return metadata


def load_parts(folder: str | Path, metadata: dict[str, Any]) -> dict[str, Any]:
    """Load the joblib files that a checked manifest names.

    Large arrays stay on disk (mmap) unless the files are compressed.
    """
    _alias_old_modules()
    names = [name for name in metadata["files"] if name.endswith(".joblib")]
    path, mode = Path(folder), None if metadata.get("compressed") else "r"
    return {
        name.removesuffix(".joblib"): joblib.load(path / name, mmap_mode=mode) for name in names
    }


def _alias_old_modules() -> None:
    """Let the shipped model, saved before the move into rooms, find its classes; until format 4."""
    moved = {
        "category": "estimators.category",
        "networks": "estimators.networks",
        "salary_range": "estimators.range_width",
        "era": "estimators.era_encoder",
        "era_shift": "estimators.era_shift",
        "era_ridge": "estimators.era_ridge",
        "mean_encoder": "estimators.mean_encoder",
        "intervals": "estimators.intervals",
        "rare_terms": "features.rare_terms",
        "entity_features": "features.entity_columns",
        "cohorts": "model.cohorts",
        "salary": "model.salary",
    }
    for old, new in moved.items():
        sys.modules[f"salarypred.{old}"] = import_module(f"salarypred.{new}")
    package, vectorizer = (
        import_module("salarypred.features"),
        import_module("salarypred.features.vectorizer"),
    )
    for name in ("AdvertVectorizer", "_ngrams", "_company_terms", "_location_terms", "_whole"):
        setattr(package, name, getattr(vectorizer, name))
