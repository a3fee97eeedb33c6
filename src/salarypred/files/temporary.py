"""Temporary files and folders that are gone afterwards, whatever ends the program.

Each is locked by its owner as long as the owner lives, and the system frees the lock even of a
program that was killed. So the next start can tell what was left behind from what is in use.
"""

from __future__ import annotations

import atexit
import os
import re
import secrets
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_NAME = re.compile(r"\.salarypred-[0-9a-f]{16}\.(part|folder)")
#: Seconds for which something new is left alone: its owner may not have locked it yet.
_NEW = 1.0
#: What this process made: an interruption may come before anything else knows of it.
_OWN: dict[Path, int] = {}
_PROCESS = os.getpid()


def temporary_file(folder: Path | None = None) -> Path:
    """Make an empty file that only this user can read, beside the output or among other such.

    Raises
    ------
    OSError
        If it cannot be made there.
    """
    path = _path(folder, "part")
    _OWN[path] = -1
    _lock(path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def temporary_folder() -> Path:
    """Make a folder that only this user can read.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    path = _path(None, "folder")
    _OWN[path] = -1
    path.mkdir(0o700)
    if fcntl is not None:
        _lock(path, os.open(path, os.O_RDONLY))
    return path


def remove(path: Path) -> None:
    """Remove a temporary file or folder; it may be gone already."""
    _delete(path)
    held = _OWN.pop(path, -1)
    if held >= 0:
        with suppress(OSError):
            os.close(held)


def remove_inherited() -> None:
    """Remove what the process made of which this one is a copy, once that has been killed."""
    for path in list(_OWN):
        _delete(path)


def remove_leftovers(folder: Path | None = None) -> int:
    """Remove what killed runs have left in a folder (default: that of temporary files).

    Returns
    -------
    int
        How many were removed. Nothing is where the system has no such locks.
    """
    if fcntl is None:
        return 0
    removed = 0
    with suppress(OSError):
        for path in (folder or Path(tempfile.gettempdir())).iterdir():
            if _NAME.fullmatch(path.name) and path not in _OWN and _left(path):
                _delete(path)
                removed += 1
    return removed


def _path(folder: Path | None, kind: str) -> Path:
    place = folder or Path(tempfile.gettempdir())
    return place / f".salarypred-{secrets.token_hex(8)}.{kind}"


def _lock(path: Path, opened: int) -> None:
    os.set_inheritable(opened, False)
    if fcntl is not None:
        with suppress(OSError):  # some network file systems have no locks
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    _OWN[path] = opened


def _left(path: Path) -> bool:
    """Whether nobody holds a temporary file or folder."""
    try:
        facts = path.lstat()
        if time.time() - facts.st_mtime < _NEW or facts.st_uid != os.getuid():
            return False
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(opened)
    return True


def _delete(path: Path) -> None:
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
            path.with_name(f"{path.name}.before").unlink(missing_ok=True)


@atexit.register
def _remove_own() -> None:
    if os.getpid() == _PROCESS:  # not a copy of it
        for path in list(_OWN):
            remove(path)
