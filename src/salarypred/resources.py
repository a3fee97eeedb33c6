"""Finds word lists, tables, templates and the shipped model; no other module knows where."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def resource(*path: str) -> Traversable:
    """File or folder that comes with the package, such as ``("pay", "earnings.csv")``."""
    return files("salarypred").joinpath(*path)


def resource_text(*path: str) -> str:
    """Content of a text file."""
    return resource(*path).read_text(encoding="utf-8")


def list_lines(*path: str) -> list[str]:
    """Lines of a list, without those that are empty or start with ``#``."""
    lines = resource_text(*path).splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def list_rows(*path: str) -> list[list[str]]:
    """Lines of a list, each split at its tabs."""
    return [line.split("\t") for line in list_lines(*path)]


def templates(folder: str) -> "Environment":
    """Return the Jinja environment of a folder; all text that its templates show is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("salarypred", folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def shipped_model() -> Path | None:
    """Folder of the model that the project ships, or None where there is none."""
    return _first_folder("models/uk-adverts")


def sample_table() -> Path | None:
    """Table of the synthetic sample in ``data/``, or None outside of a checkout."""
    path = Path(__file__).parents[2] / "data" / "adverts.csv"
    return path if path.is_file() else None


def _first_folder(name: str) -> Path | None:
    package = Path(__file__).parent
    places = (package.parents[1] / name, package / name)
    return next((place for place in places if place.is_dir()), None)
