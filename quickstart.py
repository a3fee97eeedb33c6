"""Install salarypred and run it, or its tests, with nothing but Python and a package index.

    python quickstart.py         install, train on the sample, predict four adverts
    python quickstart.py test    install what the tests need and run them

Inside a virtual environment that one is used; outside of one, `.venv` is made beside this file.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHON_IN_VENV = "Scripts/python.exe" if os.name == "nt" else "bin/python"


def environment() -> str:
    """Python of the virtual environment to install into."""
    if sys.prefix != sys.base_prefix:
        return sys.executable
    folder = HERE / ".venv"
    if not (folder / PYTHON_IN_VENV).exists():
        print(f"making a virtual environment in {folder}", flush=True)
        venv.create(folder, with_pip=True)
    return str(folder / PYTHON_IN_VENV)


def run(*command: str) -> None:
    """Run a command in the project's folder and stop at the first that fails."""
    done = subprocess.run(command, cwd=HERE, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Run."""
    what = sys.argv[1:]
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before pip can check it
        sys.exit(f"Python {sys.version.split()[0]} is too old; expected 3.11 or later")
    if what not in ([], ["test"]):
        sys.exit(__doc__)
    python = environment()
    print("installing (a few minutes the first time)", flush=True)
    run(python, "-m", "pip", "install", "--quiet", "--editable", ".[test]" if what else ".")
    if what:
        run(python, "-m", "pytest")
        return
    print("training on the synthetic sample in data/ (about a minute)", flush=True)
    run(python, "train.py", "--output", "models/sample")
    print("\npredicting the adverts in data/new_adverts/\n", flush=True)
    run(python, "predict.py", "data/new_adverts", "--model", "models/sample", "--format", "text")
    if python != sys.executable:
        print(f"go on with: {python} predict.py --help")


if __name__ == "__main__":
    main()
