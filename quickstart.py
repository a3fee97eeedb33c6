"""Install salarypred and run it, or its tests, with nothing but Python and a package index.

    python quickstart.py         install, train on the sample, predict four adverts
    python quickstart.py test    install what the tests need and run them
    python quickstart.py check   everything that a change must pass: tests and docstring examples,
                                 lint, format, types and the documentation
    python quickstart.py lowest  the tests with the oldest packages that are supported
                                 (constraints-lowest.txt), in `.venv-lowest`; Python 3.11 or 3.12

After `test` and `lowest` may stand what pytest is to run, such as tests/model.

Inside a virtual environment that one is used; outside of one, `.venv` is made beside this file.
"""

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON_IN_VENV = "Scripts/python.exe" if os.name == "nt" else "bin/python"
#: Packages that take long to compile where an old release has no wheel for a new Python.
COMPILED = "numpy,pandas,pyarrow,scikit-learn,scipy,spacy"
#: The tests, shared out to the processors.
PYTEST = ("pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")
#: What to install, as pip writes it, for each word after the script's name.
EXTRAS = {
    "": ".",
    "test": ".[test]",
    "check": ".[test,docs,dask,mlflow,spark]",
    "lowest": ".[test,dask,mlflow,spark]",
}


def environment(what: str) -> str:
    """Python of the virtual environment to install into."""
    # Packages that are in use are not to be replaced by older ones.
    if sys.prefix != sys.base_prefix and what != "lowest":
        return sys.executable
    folder = HERE / (".venv-lowest" if what == "lowest" else ".venv")
    if not (folder / PYTHON_IN_VENV).exists():
        print(f"making a virtual environment in {folder}", flush=True)
        venv.create(folder, with_pip=True)
    return str(folder / PYTHON_IN_VENV)


def run(*command: str) -> None:
    """Run a command in the project's folder and stop at the first that fails."""
    done = subprocess.run(command, cwd=HERE, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def not_installed(script: str, error: ModuleNotFoundError) -> int:
    """Say in one line how to start a script whose packages this Python does not have.

    Returns
    -------
    int
        The exit status.
    """
    python = HERE / ".venv" / PYTHON_IN_VENV
    words = [python, HERE / script] if python.exists() else ["python", HERE / "quickstart.py"]
    if str(python) == sys.executable:  # an installation that broke off
        words = [python, HERE / "quickstart.py"]
    here = f"{Path.cwd()}{os.sep}"  # a Python that is too old has no removeprefix
    line = " ".join(str(word).replace(here, "", 1) for word in words)
    print(f"salarypred: this Python has no package {error.name}; run: {line}", file=sys.stderr)
    return 2


def check(python: str) -> None:
    """Run all checks, the quick ones first, and pytest last: its closing line sums up."""
    with tempfile.TemporaryDirectory() as site:
        for words in (
            ("ruff", "check", "."),
            ("ruff", "format", "--check", "."),
            ("mypy",),
            ("mkdocs", "build", "--strict", "--quiet", "--site-dir", site),
            PYTEST,
        ):
            print("checking:", *words[:2], flush=True)
            run(python, "-m", *words)


def main() -> None:
    """Run."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before pip can check it
        sys.exit(f"Python {sys.version.split()[0]} is too old; expected 3.11 or later")
    what, *some = sys.argv[1:] or [""]
    if what not in EXTRAS or (some and what not in ("test", "lowest")):
        sys.exit(__doc__)
    python = environment(what)
    print("installing (a few minutes the first time)", flush=True)
    oldest = ["--constraint", "constraints-lowest.txt", "--only-binary", COMPILED]
    oldest = oldest if what == "lowest" else []
    run(python, "-m", "pip", "install", "--quiet", "--editable", EXTRAS[what], *oldest)
    if what == "check":
        check(python)
        return
    if what in ("test", "lowest"):
        run(python, "-m", *PYTEST, *some)
        return
    print("training on the synthetic sample in data/ (about a minute)", flush=True)
    run(python, "train.py", "--output", "models/sample")
    print("\npredicting the adverts in data/new_adverts/\n", flush=True)
    run(python, "predict.py", "data/new_adverts", "--model", "models/sample", "--format", "text")
    if python != sys.executable:
        print(f"go on with: {python} predict.py --help")


if __name__ == "__main__":
    main()
