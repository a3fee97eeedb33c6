"""Imports go one way: a room imports only rooms of lower floors, and modules form no circle."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import salarypred

SOURCE = Path(salarypred.__file__).parent
#: Rooms from the ground up; rooms of one floor do not import each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("errors", "version", "resources"),
    ("endings",),
    ("state",),
    ("estimators",),
    ("adverts",),
    ("files", "bundle", "text", "pay"),
    ("occupations", "official"),
    ("sample", "doubts", "features", "masks", "report"),
    ("model",),
    ("engines",),
    ("web",),
    ("commands",),
    ("cli",),
    ("__main__", "__init__"),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts): path for path in SOURCE.rglob("*.py")
}


def imported(module: str) -> set[str]:
    """Modules of the project that a module imports, at its top or inside functions."""
    found = set()
    package = module.split(".")[:-1]
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")]
            prefix = ".".join(filter(None, base))
            for name in (alias.name for alias in node.names):
                names = (f"{prefix}.{name}".lstrip("."), prefix, f"{prefix}.__init__")
                found.add(next((name for name in names if name in MODULES), module))
    return found - {module}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_imports_only_lower_floors(module: str) -> None:
    room = module.split(".")[0]
    assert room in FLOOR, f"{room} has no floor in this test"
    for other in imported(module):
        there = other.split(".")[0]
        assert there == room or FLOOR[there] < FLOOR[room], f"{module} imports {other}"


def test_no_circle() -> None:
    TopologicalSorter({module: imported(module) for module in MODULES}).prepare()


def test_rooms_are_small_and_say_what_may_live_there() -> None:
    for folder in {path.parent for path in MODULES.values()}:
        assert len(list(folder.glob("*.py"))) <= 14, folder.name
        first = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
        assert first, folder.name
