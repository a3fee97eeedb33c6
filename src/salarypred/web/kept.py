"""Predicted files that are kept for a while, for their download."""

import json
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError
from ..files.temporary import remove
from .upload import Upload, result_name

#: Seconds that a result is kept for its download, and most results at the same time.
KEPT_SECONDS, MOST_KEPT = 900.0, 8
_FACTS = "facts.json"
_NAME, _FOLDER = re.compile(r"[0-9a-f]{16}"), re.compile(r"\.salarypred-([0-9a-f]{16})\.folder")


@dataclass(frozen=True)
class Kept:
    """A predicted file, the report about it, and what the download is called."""

    path: Path
    report: Path | None
    format: str
    shown: str


class Results:
    """Predicted files under random names, until they are too old or too many.

    They stay in the folders of their uploads, which only this user can read and which are gone with
    the process that made them; any other process of the server finds them there.

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
        found = _FOLDER.fullmatch(upload.folder.name)
        assert found  # as `temporary_folder` names them
        facts = {
            "result": result.name,
            "report": report.name if report else "",
            "format": format,
            "shown": result_name(upload, format),
        }
        (upload.folder / _FACTS).write_text(json.dumps(facts), encoding="utf-8")
        self._made.add(found[1])
        return found[1]

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
            remove(_folder(name))

    def clear(self) -> None:
        """Delete those that this process has made."""
        for name in self._made:
            self.remove(name)

    def _forget_old(self, most: int) -> None:
        now, found = time.time(), []
        for kept in Path(tempfile.gettempdir()).glob(f".salarypred-*.folder/{_FACTS}"):
            match = _FOLDER.fullmatch(kept.parent.name)
            with suppress(OSError):  # another process may have deleted it
                if match and (not hasattr(os, "getuid") or kept.stat().st_uid == os.getuid()):
                    found.append((kept.stat().st_mtime, match[1]))
        found.sort()
        for place, (made, name) in enumerate(found):
            if now - made > self._seconds or place < len(found) - most:
                self.remove(name)


def _folder(name: str) -> Path:
    return Path(tempfile.gettempdir()) / f".salarypred-{name}.folder"
