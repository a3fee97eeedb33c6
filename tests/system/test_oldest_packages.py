"""The oldest packages that are tested are those that `pyproject.toml` allows."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
_BOUND = re.compile(r"([\w-]+)(?:\[.*\])?>=([\d.]+)")
_RUNS_WITH = ("dask", "documents", "mlflow", "spark", "web", "xlsx")


def bounds() -> dict[str, str]:
    """Lower bounds of what the package runs with."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for name in _RUNS_WITH for line in extras[name])]
    return {found[1]: found[2] for line in lines if (found := _BOUND.match(line))}


def oldest() -> dict[str, str]:
    lines = (PROJECT / "constraints-lowest.txt").read_text("utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


@pytest.mark.parametrize("name", sorted(bounds()))
def test_a_lower_bound_is_what_is_tested(name: str) -> None:
    bound, tested = bounds()[name], oldest()[name]
    assert f"{tested}.".startswith(f"{bound}."), f"{name}: {bound} allowed, {tested} tested"
