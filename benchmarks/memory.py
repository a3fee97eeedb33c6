"""Peak memory of a command and of all processes that it starts."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

_PAUSE = 0.1  # seconds between two looks


def peak_memory(command: Sequence[str]) -> float:
    """Run a command and return the peak of its memory in GiB.

    Where the system has ``/proc`` (Linux), the memory of the command's processes together, shared
    pages counted once; elsewhere that of the largest of them, or NaN where nothing is told.

    Raises
    ------
    SystemExit
        If the command fails; with what it said.
    """
    with tempfile.TemporaryFile() as said:  # a pipe that nobody reads would fill up
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        peak = 0
        if Path("/proc/self/smaps_rollup").exists():
            while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                peak = max(peak, sum(_proportional(pid) for pid in _tree(process.pid)))
                time.sleep(_PAUSE)
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        else:
            process.wait()
            largest = 0
        if process.returncode:
            said.seek(0)
            message = said.read().decode(errors="replace")
            raise SystemExit(f"{' '.join(command)}\n{message}")
    # A child begins with the peak of its parent, so that of the system says little of a small one.
    return (peak or largest) / 2**30 or float("nan")


def _tree(pid: int) -> list[int]:
    """Number of a process and of its descendants."""
    found = [pid]
    for parent in found:
        try:
            for task in Path(f"/proc/{parent}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:  # it has ended meanwhile
            continue
    return found


def _proportional(pid: int) -> int:
    """Bytes of a process; a page that n processes share counts as 1/n page."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))
