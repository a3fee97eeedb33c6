"""An uploaded file of adverts: predicted in a separate process and sent back.

That process is this module, run as a program.
"""

import asyncio
import json
import os
import re
import shutil
import sys
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError
from ..files.temporary import remove, temporary_folder
from ..model.batches import Options, predict_files

_PACKED = ("", ".gz", ".zip")
ENDINGS = (
    *(f".{kind}{packed}" for kind in ("csv", "tsv", "jsonl", "txt") for packed in _PACKED),
    *(".docx", ".pdf", ".xlsx", ".parquet", ".zip"),
)
FORMATS = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/octet-stream",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass
class Upload:
    """A file in a folder of its own that only this user can read, deleted at the end."""

    name: str  # as it was sent; never used as a path
    folder: Path = field(default_factory=temporary_folder)

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
        """Name for a message or a download: the last part, without odd characters."""
        last = re.split(r"[\\/]", self.name)[-1]
        return re.sub(r"[^\w .-]+", "_", last, flags=re.ASCII).strip(" .")[:80] or "adverts"

    def keep(self, file: BinaryIO) -> Path:
        """Copy the upload to a file under a name of ours."""
        path = self.folder / f"input{self.ending()}"
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
        return path

    def remove(self) -> None:
        """Delete everything."""
        remove(self.folder)


def result_format(upload: Upload, chosen: str) -> str:
    """The format that was asked for, else that of the file, else csv."""
    if chosen:
        if chosen not in FORMATS:
            raise InputError(f"format {chosen!r}; expected {', '.join(FORMATS)}")
        return chosen
    return next((f for f in ("jsonl", "parquet", "xlsx") if f".{f}" in upload.ending()), "csv")


def result_name(upload: Upload, format: str) -> str:
    """File name of the answer to an upload.

    Examples
    --------
    >>> upload = Upload("my adverts.csv.gz")
    >>> result_name(upload, "csv")
    'my_adverts-with-pay.csv'
    >>> upload.remove()
    """
    stem = upload.shown().split(".")[0].replace(" ", "_") or "adverts"
    return f"{stem}-with-pay.{format}"


async def predict_upload(
    upload: Upload, path: Path, folder: Path, options: Options, format: str
) -> Path:
    """Predict an uploaded file in a separate process, below single requests in priority.

    Parameters
    ----------
    upload : Upload
    path : Path
        Where it is stored.
    folder : Path
        Of the model.
    options : Options
    format : str
        Of the result, one of `FORMATS`.

    Raises
    ------
    InputError
        With what is wrong with the file.
    """
    result = upload.folder / f"result.{format}"
    task = {"input": str(path), "output": str(result), "folder": str(folder), "format": format}
    task["parent"] = str(os.getpid())
    request = json.dumps({**task, "options": asdict(options)})
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        __name__,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, **threads},
    )
    if hasattr(os, "setpriority"):
        with suppress(OSError):  # without it others wait longer, no more
            os.setpriority(os.PRIO_PROCESS, process.pid, 10)
    try:
        said, _ = await process.communicate(request.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        raise InputError(f"{upload.shown()}: the prediction stopped (status {process.returncode})")
    if problem := json.loads(said)["problem"]:
        raise InputError(problem.replace(str(path), upload.shown()))
    return result


def main() -> None:
    """Do what a request on standard input asks; report as JSON what is wrong with the file."""
    request = json.load(sys.stdin)
    kept = (int(request["parent"]), Path(request["input"]).parent)
    threading.Thread(target=_end_with_server, args=kept, daemon=True).start()
    problem = ""
    try:
        predict_files(
            [request["input"]],
            request["output"],
            request["folder"],
            Options(**request["options"]),
            format=request["format"],
        )
    except InputError as error:
        problem = " ".join(str(error).split())
    json.dump({"problem": problem}, sys.stdout)


def _end_with_server(server: int, folder: Path) -> None:
    """End this process, and delete the upload, once the server is gone, even by force."""
    while os.getppid() == server:
        time.sleep(0.5)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    main()
