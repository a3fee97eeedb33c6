"""Predicted files that are kept for a while, for their download."""

import json
import os
import re
import secrets
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from .upload import Upload, result_name

#: Seconds that a result is kept for its download, and most results at the same time.
KEPT_SECONDS, MOST_KEPT = 900.0, 8
_PREFIX, _FACTS = "salarypred-result-", "facts.json"
_NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Kept:
    """A predicted file, the report about it, and what the download is called."""

    path: Path
    report: Path | None
    format: str
    shown: str


class Results:
    """Predicted files under random names, until they are too old or too many.

    They lie in folders that only this user can read; any process of the server finds them there.

    Parameters
    ----------
    seconds : float
        Time that a result is kept.
    most : int
        Most results at the same time; the oldest go first.
    """

    def __init__(self, seconds: float = KEPT_SECONDS, most: int = MOST_KEPT) -> None:
        self._seconds, self._most = seconds, most
        self._made: set[str] = set()

    def add(self, upload: Upload, result: Path, report: Path | None, format: str) -> str:
        """Keep the folder of an upload with its result; return its name."""
        self._forget_old(self._most - 1)
        name = secrets.token_hex(16)
        facts = {
            "result": result.name,
            "report": report.name if report else "",
            "format": format,
            "shown": result_name(upload, format),
        }
        (upload.folder / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
        os.utime(upload.folder)
        upload.folder.rename(_folder(name))
        self._made.add(name)
        return name

    def get(self, name: str) -> Kept:
        """A kept result; raises `InputError` if it is gone."""
        self._forget_old(self._most)
        folder = _folder(name)
        if not _NAME.fullmatch(name) or not (folder / _FACTS).is_file():
            raise InputError(
                f"This result is no longer here: results are kept for {self._seconds / 60:g} "
                "minutes. Send the file again."
            )
        facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
        report = folder / facts["report"] if facts["report"] else None
        return Kept(folder / facts["result"], report, facts["format"], facts["shown"])

    def remove(self, name: str) -> None:
        """Delete a result, if it is still there."""
        if _NAME.fullmatch(name):
            shutil.rmtree(_folder(name), ignore_errors=True)

    def clear(self) -> None:
        """Delete those that this process has made."""
        for name in self._made:
            self.remove(name)

    def _forget_old(self, most: int) -> None:
        now, found = time.time(), []
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError):  # another process may have deleted it
                facts = folder.stat()
                if not hasattr(os, "getuid") or facts.st_uid == os.getuid():
                    found.append((facts.st_mtime, folder.name.removeprefix(_PREFIX)))
        found.sort()
        for place, (made, name) in enumerate(found):
            if now - made > self._seconds or place < len(found) - most:
                self.remove(name)


def _folder(name: str) -> Path:
    return Path(tempfile.gettempdir()) / f"{_PREFIX}{name}"
