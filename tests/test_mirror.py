"""Every module of some size has tests of its own name in the same room of `tests`."""

from pathlib import Path

import pytest

import salarypred

SOURCE = Path(salarypred.__file__).parent
TESTS = Path(__file__).parent
#: Modules of more lines need a file of tests; smaller ones may be tested with what uses them.
MOST_LINES = 60
#: Modules whose tests lie elsewhere, and why.
ELSEWHERE = {
    "__init__.py": "names of other modules; their import is tested in test_cli.py",
    "sample/__main__.py": "the command that writes the sample is tested with what it writes",
}
LARGE = [
    name
    for name in sorted(str(path.relative_to(SOURCE).as_posix()) for path in SOURCE.rglob("*.py"))
    if len((SOURCE / name).read_text(encoding="utf-8").splitlines()) > MOST_LINES
]


@pytest.mark.parametrize("name", [name for name in LARGE if name not in ELSEWHERE])
def test_a_module_has_tests_of_its_name(name: str) -> None:
    tests = (TESTS / name).with_name(f"test_{Path(name).name}")
    assert tests.is_file(), f"src/salarypred/{name} needs tests/{tests.relative_to(TESTS)}"
    assert "def test_" in tests.read_text(encoding="utf-8")


def test_only_large_modules_are_excepted() -> None:
    assert set(ELSEWHERE) <= set(LARGE)
