"""A file of adverts that is uploaded: predicted by a process of its own, and sent back."""

import asyncio
import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError

_PACKED = ("", ".gz", ".zip")
ENDINGS = (
    *(f".{kind}{packed}" for kind in ("csv", "tsv", "jsonl", "txt") for packed in _PACKED),
    ".parquet",
    ".zip",
)
FORMATS = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/octet-stream"}


@dataclass
class Upload:
    """A file in a folder of its own, which only this user may read and which goes at the end."""

    name: str  # as it came; never used as a path
    folder: Path = field(
        default_factory=lambda: Path(tempfile.mkdtemp(prefix="salarypred-upload-"))
    )

    def ending(self) -> str:
        """Ending of the name, one of `ENDINGS`.

        Raises
        ------
        InputError
            If it is another.
        """
        name = self.name.lower()
        found = [ending for ending in ENDINGS if name.endswith(ending)]
        if not found:
            raise InputError(f"{self.shown()}: expected a file ending in {', '.join(ENDINGS)}")
        return max(found, key=len)

    def shown(self) -> str:
        """Name for a message or a download: the last part, and no odd characters."""
        last = re.split(r"[\\/]", self.name)[-1]
        return re.sub(r"[^\w .-]+", "_", last, flags=re.ASCII).strip(" .")[:80] or "adverts"

    def keep(self, file: BinaryIO) -> Path:
        """Copy what was sent to a file of our own name."""
        path = self.folder / f"input{self.ending()}"
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
        return path

    def remove(self) -> None:
        """Delete everything."""
        shutil.rmtree(self.folder, ignore_errors=True)


def result_format(upload: Upload, chosen: str) -> str:
    """The format asked for, else that of the file, else csv."""
    if chosen:
        if chosen not in FORMATS:
            raise InputError(f"format {chosen!r}; expected {', '.join(FORMATS)}")
        return chosen
    return next((f for f in ("jsonl", "parquet") if f".{f}" in upload.ending()), "csv")


async def predict_file(
    upload: Upload, path: Path, model: Path, options: list[str], format: str
) -> Path:
    """Run ``salarypred predict`` on a file, behind the single requests.

    Raises
    ------
    InputError
        With the line that the command says of a file it cannot read.
    """
    result = upload.folder / f"result.{format}"
    command = [sys.executable, "-m", "salarypred", "predict", str(path), "--output", str(result)]
    command += ["--model", str(model), "--jobs", "1", *options]
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **threads},
    )
    if hasattr(os, "setpriority"):
        with suppress(OSError):  # it is slower for the others, no more
            os.setpriority(os.PRIO_PROCESS, process.pid, 10)
    try:
        _, said = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 2:
        line = said.decode("utf-8", "replace").strip().splitlines()[-1:]
        reason = "".join(line).removeprefix("salarypred: ")
        raise InputError(reason.replace(str(path), upload.shown()))
    if process.returncode != 0:
        raise InputError(f"{upload.shown()}: the prediction stopped (status {process.returncode})")
    return result
